import type { Matcher, MatchOperator, SourceRange, VectorSelector } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { stringOf } from "./literals.ts";
import { inspectRegexp } from "./regexp.ts";
import type { Token } from "./tokens.ts";

/** Without one of these a pattern is a list of texts, which Prometheus never gives to the regular expression engine. */
const META = /[\\.+*?()[\]{}^$]/;
const NONE: readonly Matcher[] = [];

/** Reads `name`, `name{...}` or `{...}`; `name` is the token already taken, if there was one. */
export function parseVectorSelector(cursor: Cursor, name?: Token): VectorSelector {
  if (name === undefined) return parseUnnamed(cursor);
  const { start, end } = name;
  const written = cursor.written(name);
  if (!cursor.is("{")) return { type: "vector", name: written, matchers: NONE, source: { start, end } };
  const matchers = parseMatchers(cursor);
  return { type: "vector", name: written, matchers, source: { start, end: cursor.lastClosing } };
}

function parseUnnamed(cursor: Cursor): VectorSelector {
  const { start } = cursor.token;
  const matchers = parseMatchers(cursor);
  const source = { start, end: cursor.lastClosing };
  const named = matchers.filter(({ label }) => label === "__name__");
  const [only] = named;
  // Braces that name the metric name it as much as a name before them, unless more is asked of the name.
  if (only === undefined || named.length > 1 || only.op !== "=" || only.value === "") {
    return { type: "vector", matchers, source };
  }
  const others = matchers.filter((matcher) => matcher !== only);
  return { type: "vector", name: only.value, nameInBraces: true, matchers: others, source };
}

function parseMatchers(cursor: Cursor): readonly Matcher[] {
  cursor.take();
  if (cursor.accept("}") !== undefined) return NONE;
  const matchers: Matcher[] = [];
  do {
    if (matchers.length > 0 && cursor.is("}")) break;
    matchers.push(parseMatcher(cursor));
  } while (cursor.accept(",") !== undefined);
  cursor.expect("}", "label matching", '"," or "}"');
  return matchers;
}

function parseMatcher(cursor: Cursor): Matcher {
  const { kind } = cursor.token;
  if (kind !== "identifier" && kind !== "string") cursor.unexpected("label matching", 'identifier or "}"');
  const token = cursor.take();
  const label = kind === "string" ? stringOf(token) : token.text;
  if (cursor.token.kind !== "operator") {
    if (kind === "string") return { label: "__name__", op: "=", value: label };
    cursor.unexpected("label matching", "label matching operator");
  }
  const op = cursor.take().text as MatchOperator;
  const text = takeString(cursor);
  const value = stringOf(text);
  if (op === "=~" || op === "!~") checkRegexp(cursor, value, { start: token.start, end: text.end });
  return { label, op, value };
}

function takeString(cursor: Cursor): Token {
  return cursor.token.kind === "string" ? cursor.take() : cursor.unexpected("label matching", "string");
}

function checkRegexp(cursor: Cursor, pattern: string, source: SourceRange): void {
  const stray = META.test(pattern) ? pattern.search(/\p{Surrogate}/u) : -1;
  if (stray >= 0) cursor.refuse(`error parsing regexp: invalid UTF-8: \`${pattern.slice(stray)}\``, source);
  try {
    inspectRegexp(pattern);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    cursor.refuse(error.message, source);
  }
}
