import type { Aggregation, Binary, Expression, Matching } from "./ast.ts";
import { Cursor } from "./cursor.ts";
import { AGGREGATIONS } from "./functions.ts";
import type { Token } from "./lexer.ts";
import { numberOf, stringOf } from "./literals.ts";
import { type BinaryOperator, PRECEDENCE, UNARY_PRECEDENCE } from "./operators.ts";
import { parseAt, parseBrackets, parseOffset, parseVectorSelector } from "./parse-selector.ts";
import { checkTypes, type TypeOptions } from "./typecheck.ts";

/** Which expressions to accept beyond what Prometheus accepts by default. */
export type ParseOptions = TypeOptions;

/**
 * Reads and type-checks one PromQL expression as Prometheus 3.15 does with its default feature flags; every node carries
 * its `source` range. Errors: throws `PromqlError` with Prometheus' words and the place.
 */
export function parse(text: string, options?: ParseOptions): Expression {
  const expression = parseUnchecked(text);
  checkTypes(expression, text, options);
  return expression;
}

/** Reads an expression by grammar alone, without the type check; for tools that report several problems themselves. */
export function parseUnchecked(text: string): Expression {
  const cursor = new Cursor(text);
  if (cursor.token.kind === "end") cursor.refuse("no expression found in input", 0, text.length);
  const expression = parseExpression(cursor, 0);
  if (cursor.token.kind !== "end") cursor.unexpected();
  return expression;
}

/** Reads everything that binds at least as tightly as `least`. */
function parseExpression(cursor: Cursor, least: number): Expression {
  const start = cursor.token.start;
  let left = parsePostfix(cursor, parsePrimary(cursor), start);
  for (;;) {
    const operator = binaryOperator(cursor);
    if (operator === undefined || PRECEDENCE[operator] < least) return left;
    cursor.take();
    const bool = cursor.accept("keyword", "bool") === undefined ? undefined : { bool: true as const };
    const matching = parseMatching(cursor);
    const right = parseExpression(cursor, operator === "^" ? PRECEDENCE[operator] : PRECEDENCE[operator] + 1);
    left = {
      type: "binary",
      operator,
      left,
      right,
      ...bool,
      ...(matching === undefined ? undefined : { matching }),
      source: { start, end: cursor.end },
    } satisfies Binary;
  }
}

function binaryOperator(cursor: Cursor): BinaryOperator | undefined {
  const { kind, text } = cursor.token;
  if (kind !== "operator" || text === "@") return undefined;
  return text as BinaryOperator;
}

function parseMatching(cursor: Cursor): Matching | undefined {
  const mode = cursor.is("keyword", "on") ? "on" : cursor.is("keyword", "ignoring") ? "ignoring" : undefined;
  let matching: Matching | undefined;
  if (mode !== undefined) {
    cursor.take();
    const labels = parseLabels(cursor);
    const side = cursor.is("keyword", "group_left")
      ? "left"
      : cursor.is("keyword", "group_right")
        ? "right"
        : undefined;
    if (side !== undefined) {
      cursor.take();
      const include = cursor.is("punctuation", "(") ? parseLabels(cursor) : [];
      matching = { mode, labels, group: { side, include } };
    } else if (mode === "on" || labels.length > 0) {
      // `ignoring ()` alone is what happens without it.
      matching = { mode, labels };
    }
  }
  if (cursor.token.kind === "keyword" && cursor.token.text.startsWith("fill")) {
    cursor.refuse("binop fill modifiers are experimental and not enabled", cursor.token.start, cursor.token.end);
  }
  return matching;
}

function parseLabels(cursor: Cursor): readonly string[] {
  if (cursor.accept("punctuation", "(") === undefined) cursor.unexpected("grouping opts", '"("');
  const labels: string[] = [];
  while (!cursor.is("punctuation", ")")) {
    labels.push(parseGroupingLabel(cursor));
    if (cursor.is("punctuation", ")")) break;
    if (cursor.accept("punctuation", ",") === undefined) cursor.unexpected("grouping opts", '"," or ")"');
  }
  cursor.take();
  return labels;
}

function parseGroupingLabel(cursor: Cursor): string {
  const token = cursor.token;
  const isWord =
    token.kind === "identifier" ||
    token.kind === "metric" ||
    token.kind === "aggregation" ||
    token.kind === "preprocessor" ||
    (token.kind === "keyword" && token.text !== "without") ||
    (token.kind === "operator" && /^[a-z]/.test(token.text));
  if (!isWord && token.kind !== "string") cursor.unexpected("grouping opts", "label");
  cursor.take();
  if (isWord) return cursor.written(token);
  const label = stringOf(cursor, token);
  if (label === "") cursor.refuse('invalid label name for grouping: ""', token.start, token.end);
  return label;
}

function parsePostfix(cursor: Cursor, primary: Expression, start: number): Expression {
  let expression = primary;
  for (;;) {
    if (cursor.is("punctuation", "[")) expression = parseBrackets(cursor, expression, start);
    else if (cursor.is("keyword", "offset")) expression = parseOffset(cursor, expression, start);
    else if (cursor.is("operator", "@")) expression = parseAt(cursor, expression, start);
    else if (cursor.is("keyword", "anchored") || cursor.is("keyword", "smoothed")) {
      const { text, start: from, end } = cursor.token;
      cursor.refuse(`${text} modifier is experimental and not enabled`, from, end);
    } else return expression;
  }
}

function parsePrimary(cursor: Cursor): Expression {
  const token = cursor.token;
  switch (token.kind) {
    case "number":
    case "duration":
      cursor.take();
      return { type: "number", value: numberOf(cursor, token), source: { start: token.start, end: token.end } };
    case "string":
      cursor.take();
      return { type: "string", value: stringOf(cursor, token), source: { start: token.start, end: token.end } };
    case "operator":
      return parseWordOrSign(cursor, token);
    case "punctuation":
      if (token.text === "{") return parseVectorSelector(cursor);
      return token.text === "(" ? parseParen(cursor) : cursor.unexpected();
    case "aggregation":
      cursor.take();
      if (cursor.is("punctuation", "(") || isGrouping(cursor)) return parseAggregation(cursor, token);
      return parseVectorSelector(cursor, token);
    case "identifier":
    case "preprocessor":
      cursor.take();
      return cursor.is("punctuation", "(") ? parseCall(cursor, token) : parseVectorSelector(cursor, token);
    case "metric":
      cursor.take();
      return parseVectorSelector(cursor, token);
    case "keyword":
      if (!/^(?:offset|by|without|anchored|smoothed)$/.test(token.text)) return cursor.unexpected();
      cursor.take();
      return parseVectorSelector(cursor, token);
    case "end":
      return cursor.unexpected();
  }
}

function parseWordOrSign(cursor: Cursor, token: Token): Expression {
  if (token.text === "and" || token.text === "or" || token.text === "unless") {
    cursor.take();
    return parseVectorSelector(cursor, token);
  }
  if (token.text !== "-" && token.text !== "+") cursor.unexpected();
  cursor.take();
  const expression = parseExpression(cursor, UNARY_PRECEDENCE + 1);
  const source = { start: token.start, end: cursor.end };
  if (expression.type !== "number") return { type: "unary", operator: token.text, expression, source };
  return { type: "number", value: token.text === "-" ? -expression.value : expression.value, source };
}

function parseParen(cursor: Cursor): Expression {
  const { start } = cursor.take();
  const expression = parseExpression(cursor, 0);
  if (cursor.accept("punctuation", ")") === undefined) cursor.unexpected();
  return { type: "paren", expression, source: { start, end: cursor.end } };
}

function parseArguments(cursor: Cursor): readonly Expression[] {
  if (cursor.accept("punctuation", "(") === undefined) cursor.unexpected("aggregation");
  const list: Expression[] = [];
  while (!cursor.is("punctuation", ")")) {
    list.push(parseExpression(cursor, 0));
    if (cursor.is("punctuation", ")")) break;
    const comma = cursor.accept("punctuation", ",");
    if (comma === undefined) cursor.unexpected();
    if (cursor.is("punctuation", ")")) {
      cursor.refuse("trailing commas not allowed in function call args", comma.start, comma.end);
    }
  }
  cursor.take();
  return list;
}

function parseCall(cursor: Cursor, name: Token): Expression {
  const list = parseArguments(cursor);
  const source = { start: name.start, end: cursor.end };
  return { type: "call", function: cursor.written(name), arguments: list, source };
}

function isGrouping(cursor: Cursor): boolean {
  return cursor.is("keyword", "by") || cursor.is("keyword", "without");
}

function parseGrouping(cursor: Cursor): Aggregation["grouping"] {
  if (!isGrouping(cursor)) return undefined;
  const mode = cursor.take().text === "by" ? "by" : "without";
  return { mode, labels: parseLabels(cursor) };
}

function parseAggregation(cursor: Cursor, operator: Token): Aggregation {
  const before = parseGrouping(cursor);
  const list = parseArguments(cursor);
  const grouping = before ?? parseGrouping(cursor);
  const source = { start: operator.start, end: cursor.end };
  const takesParameter = AGGREGATIONS.get(operator.text)?.parameter !== undefined;
  if (list.length === 0) cursor.refuse("no arguments for aggregate expression provided", source.start, source.end);
  const [parameter, expression] = takesParameter ? list : [undefined, list[0]];
  const wanted = takesParameter ? 2 : 1;
  if (expression === undefined || list.length !== wanted) {
    cursor.refuse(
      `wrong number of arguments for aggregate expression provided, expected ${wanted}, got ${list.length}`,
      source.start,
      source.end,
    );
  }
  return {
    type: "aggregation",
    operator: operator.text,
    ...(parameter === undefined ? undefined : { parameter }),
    expression,
    // `by ()` is what happens without it.
    ...(grouping === undefined || (grouping.mode === "by" && grouping.labels.length === 0) ? undefined : { grouping }),
    source,
  };
}
