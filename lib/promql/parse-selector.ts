import type { AtModifier, Duration, Expression, Matcher, MatchOperator, VectorSelector } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import type { Token } from "./lexer.ts";
import { durationOf, numberOf, stringOf } from "./literals.ts";

/** Reads `name`, `name{...}` or `{...}`; `name` is the token already taken, if there was one. */
export function parseVectorSelector(cursor: Cursor, name?: Token): VectorSelector {
  const start = name?.start ?? cursor.token.start;
  const { quotedName, matchers } = cursor.is("punctuation", "{") ? parseMatchers(cursor) : NO_MATCHERS;
  const source = { start, end: cursor.end };
  if (name !== undefined) {
    const written = cursor.written(name);
    const second = quotedName ?? matchers.find((matcher) => matcher.label === "__name__")?.value;
    if (second !== undefined) {
      cursor.refuse(`metric name must not be set twice: "${written}" or "${second}"`, source.start, source.end);
    }
    return { type: "vector", name: written, matchers, source };
  }
  return quotedName === undefined
    ? { type: "vector", matchers, source }
    : { type: "vector", name: quotedName, matchers, source };
}

/** Reads `[5m]`, `[1h:]` or `[1h:5m]` after `expression`. */
export function parseBrackets(cursor: Cursor, expression: Expression, start: number): Expression {
  const opening = cursor.take();
  const range = parsePositiveDuration(cursor, "subquery or range selector");
  if (cursor.accept("punctuation", ":") === undefined) {
    if (!cursor.is("punctuation", "]")) cursor.unexpected("subquery or range", '":" or "]"');
    cursor.take();
    const problem = rangeProblem(expression);
    if (problem !== undefined) cursor.refuse(problem, opening.start, cursor.end);
    const selector = expression as VectorSelector;
    return { type: "matrix", selector, range, source: { start, end: cursor.end } };
  }
  const step = cursor.is("punctuation", "]") ? undefined : parsePositiveDuration(cursor, "subquery selector");
  if (!cursor.is("punctuation", "]")) cursor.unexpected("subquery selector", '"]"');
  cursor.take();
  const source = { start, end: cursor.end };
  return step === undefined
    ? { type: "subquery", expression, range, source }
    : { type: "subquery", expression, range, step, source };
}

/** Reads `offset 5m` after `expression`. */
export function parseOffset(cursor: Cursor, expression: Expression, start: number): Expression {
  cursor.take();
  const sign = cursor.accept("operator", "-") ?? cursor.accept("operator", "+");
  const length = parseDurationToken(cursor, "offset");
  const offset = sign?.text === "-" ? -length : length;
  const target = modifierTarget(cursor, expression, start, "offset modifier");
  if (target.offset !== undefined) cursor.refuse("offset may not be set multiple times", start, cursor.end);
  // `offset 0s` says nothing, and Prometheus drops it as well.
  return offset === 0 ? expression : withModifier(expression, { offset }, { start, end: cursor.end });
}

/** Reads `@ 1609746000`, `@ start()` or `@ end()` after `expression`. */
export function parseAt(cursor: Cursor, expression: Expression, start: number): Expression {
  cursor.take();
  const at = parseTimestamp(cursor, start);
  const target = modifierTarget(cursor, expression, start, "@ modifier");
  if (target.at !== undefined) cursor.refuse("@ <timestamp> may not be set multiple times", start, cursor.end);
  return withModifier(expression, { at }, { start, end: cursor.end });
}

const NO_MATCHERS = { quotedName: undefined, matchers: [] };

function parseMatchers(cursor: Cursor): { quotedName: string | undefined; matchers: readonly Matcher[] } {
  cursor.take();
  const matchers: Matcher[] = [];
  const names: number[] = [];
  while (!cursor.is("punctuation", "}")) {
    const token = cursor.token;
    if (token.kind !== "identifier" && token.kind !== "string") {
      cursor.unexpected("label matching", 'identifier or "}"');
    }
    cursor.take();
    const label = token.kind === "string" ? stringOf(cursor, token) : token.text;
    if (cursor.token.kind === "operator") {
      const op = cursor.take().text as MatchOperator;
      const value = cursor.token;
      if (value.kind !== "string") cursor.unexpected("label matching", "string");
      cursor.take();
      matchers.push({ label, op, value: stringOf(cursor, value) });
    } else if (token.kind === "string") {
      names.push(matchers.length);
      matchers.push({ label: "__name__", op: "=", value: label });
    } else {
      cursor.unexpected("label matching", "label matching operator");
    }
    if (cursor.is("punctuation", "}")) break;
    if (cursor.accept("punctuation", ",") === undefined) cursor.unexpected("label matching", '"," or "}"');
  }
  cursor.take();
  // A quoted name is the metric name like one before the braces, unless other matchers speak about the name too.
  const [only] = names;
  const quoted = only === undefined ? undefined : matchers[only];
  if (quoted === undefined || quoted.value === "" || matchers.some((m) => m !== quoted && m.label === "__name__")) {
    return { quotedName: undefined, matchers };
  }
  return { quotedName: quoted.value, matchers: matchers.filter((matcher) => matcher !== quoted) };
}

function parsePositiveDuration(cursor: Cursor, context: string): number {
  const first = cursor.token;
  const sign = cursor.accept("operator", "-") ?? cursor.accept("operator", "+");
  const length = parseDurationToken(cursor, context);
  if (cursor.token.kind === "operator") refuseArithmetic(cursor);
  if (sign?.text === "-" || length <= 0) cursor.refuse("duration must be greater than 0", first.start, cursor.end);
  return length;
}

function parseDurationToken(cursor: Cursor, context: string): number {
  const { kind } = cursor.token;
  if (kind === "number" || kind === "duration") return durationOf(cursor, cursor.take());
  if (kind === "preprocessor" || cursor.is("punctuation", "(")) refuseArithmetic(cursor);
  return cursor.unexpected(context, "number, duration, step(), or range()");
}

function refuseArithmetic(cursor: Cursor): never {
  return cursor.refuse("experimental duration expression is not enabled", cursor.token.start, cursor.token.end);
}

function parseTimestamp(cursor: Cursor, start: number): AtModifier {
  if (cursor.token.kind === "preprocessor" && (cursor.token.text === "start" || cursor.token.text === "end")) {
    const at = cursor.take().text === "start" ? "start" : "end";
    for (const parenthesis of ["(", ")"]) {
      if (cursor.accept("punctuation", parenthesis) === undefined) cursor.unexpected("@", "timestamp");
    }
    return at;
  }
  const sign = cursor.accept("operator", "-") ?? cursor.accept("operator", "+");
  if (cursor.token.kind !== "number" && cursor.token.kind !== "duration") cursor.unexpected("@", "timestamp");
  const value = numberOf(cursor, cursor.take());
  const seconds = sign?.text === "-" ? -value : value;
  if (!(Math.abs(seconds) < 2 ** 63)) {
    const shown = Number.isNaN(seconds) ? "NaN" : seconds > 0 ? "+Inf" : "-Inf";
    cursor.refuse(`timestamp out of bounds for @ modifier: ${shown}`, start, cursor.end);
  }
  return Math.round(seconds * 1000) / 1000;
}

function rangeProblem(expression: Expression): string | undefined {
  if (expression.type !== "vector") return "ranges only allowed for vector selectors";
  if (expression.offset !== undefined) return "no offset modifiers allowed before range";
  if (expression.at !== undefined) return "no @ modifiers allowed before range";
  return undefined;
}

interface Modifiers {
  readonly offset?: Duration;
  readonly at?: AtModifier;
}

function modifierTarget(cursor: Cursor, expression: Expression, start: number, what: string): Modifiers {
  if (expression.type === "matrix") return expression.selector;
  if (expression.type === "vector" || expression.type === "subquery") return expression;
  return cursor.refuse(
    `${what} must be preceded by an instant vector selector or range vector selector or a subquery`,
    start,
    cursor.end,
  );
}

function withModifier(
  expression: Expression,
  modifiers: Modifiers,
  source: { readonly start: number; readonly end: number },
): Expression {
  if (expression.type === "matrix") {
    return { ...expression, selector: { ...expression.selector, ...modifiers }, source };
  }
  if (expression.type === "vector" || expression.type === "subquery") return { ...expression, ...modifiers, source };
  return expression;
}
