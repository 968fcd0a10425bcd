import type {
  Aggregation,
  AtModifier,
  Binary,
  Call,
  Duration,
  Expression,
  Matcher,
  Matching,
  MatrixSelector,
  NumberLiteral,
  StringLiteral,
  Subquery,
  VectorSelector,
} from "./ast.ts";

/** An operand of the builders; a plain number stands for its literal. */
export type Operand = Expression | number;

/** An argument of `call`; plain numbers and strings stand for their literals. */
export type Argument = Expression | number | string;

/** `by (...)` or `without (...)` of an aggregation. */
export type Grouping = { readonly by: readonly string[] } | { readonly without: readonly string[] };

/** `on (...)` or `ignoring (...)` of a binary expression, with `group_left (...)` or `group_right (...)`. */
export type VectorMatching = ({ readonly on: readonly string[] } | { readonly ignoring: readonly string[] }) & {
  readonly groupLeft?: readonly string[];
  readonly groupRight?: readonly string[];
  /** Values that stand in for a missing match of that side (experimental). */
  readonly fill?: NonNullable<Matching["fill"]>;
};

/** `label="value"`. */
export function eq(label: string, value: string): Matcher {
  return { label, op: "=", value };
}

/** `label=~"value"`; the pattern is fully anchored. */
export function re(label: string, value: string): Matcher {
  return { label, op: "=~", value };
}

/** `name{matchers}`; names outside the classic character set are quoted when printed. */
export function metric(name: string, matchers: readonly Matcher[] = []): VectorSelector {
  return { type: "vector", name, matchers };
}

/** `selector[length]`. Units: milliseconds where it is a number. */
export function range(selector: VectorSelector, length: Duration): MatrixSelector {
  return { type: "matrix", selector, range: length };
}

/** `expression[length:step]`; without a step Prometheus takes its evaluation interval. Units: milliseconds. */
export function subquery(expression: Expression, length: Duration, step?: Duration): Subquery {
  return step === undefined
    ? { type: "subquery", expression, range: length }
    : { type: "subquery", expression, range: length, step };
}

/** A number literal. */
export function num(value: number): NumberLiteral {
  return { type: "number", value };
}

/** A string literal; `value` is unquoted text. */
export function str(value: string): StringLiteral {
  return { type: "string", value };
}

/** `name(args...)`. */
export function call(name: string, ...args: readonly Argument[]): Call {
  return { type: "call", function: name, arguments: args.map(literal) };
}

/** `operator by (...) (parameter, expression)`; the parameter is for `topk`, `quantile` and the like. */
export function aggregate(
  operator: string,
  expression: Expression,
  grouping?: Grouping,
  parameter?: Argument,
): Aggregation {
  return {
    type: "aggregation",
    operator,
    ...(parameter === undefined ? undefined : { parameter: literal(parameter) }),
    expression,
    ...(grouping === undefined ? undefined : { grouping: groupingOf(grouping) }),
  };
}

/** `sum by (...) (expression)`. */
export function sum(expression: Expression, grouping?: Grouping): Aggregation {
  return aggregate("sum", expression, grouping);
}

/** `avg by (...) (expression)`. */
export function avg(expression: Expression, grouping?: Grouping): Aggregation {
  return aggregate("avg", expression, grouping);
}

/** `max by (...) (expression)`. */
export function max(expression: Expression, grouping?: Grouping): Aggregation {
  return aggregate("max", expression, grouping);
}

/** `min by (...) (expression)`. */
export function min(expression: Expression, grouping?: Grouping): Aggregation {
  return aggregate("min", expression, grouping);
}

/** `count by (...) (expression)`. */
export function count(expression: Expression, grouping?: Grouping): Aggregation {
  return aggregate("count", expression, grouping);
}

/** `left operator right`; `bool` is for comparisons. Parentheses appear by themselves when the tree is printed. */
export function binary(
  operator: Binary["operator"],
  left: Operand,
  right: Operand,
  options?: { readonly bool?: boolean; readonly matching?: VectorMatching },
): Binary {
  const node: Binary = { type: "binary", operator, left: operand(left), right: operand(right) };
  if (options === undefined) return node;
  return {
    ...node,
    ...(options.bool === true ? { bool: true } : undefined),
    ...(options.matching === undefined ? undefined : { matching: matchingOf(options.matching) }),
  };
}

type Shorthand = (left: Operand, right: Operand, matching?: VectorMatching) => Binary;

function shorthand(operator: Binary["operator"]): Shorthand {
  return (left, right, matching) => binary(operator, left, right, matching === undefined ? undefined : { matching });
}

/** `left + right`. */
export const add: Shorthand = shorthand("+");
/** `left - right`. */
export const sub: Shorthand = shorthand("-");
/** `left * right`. */
export const mul: Shorthand = shorthand("*");
/** `left / right`. */
export const div: Shorthand = shorthand("/");
/** `left > right`, a filter. */
export const gt: Shorthand = shorthand(">");
/** `left < right`, a filter. */
export const lt: Shorthand = shorthand("<");
/** `left >= right`, a filter. */
export const gte: Shorthand = shorthand(">=");
/** `left <= right`, a filter. */
export const lte: Shorthand = shorthand("<=");
/** `left == right`, a filter. */
export const eqv: Shorthand = shorthand("==");
/** `left and right`. */
export const and: Shorthand = shorthand("and");
/** `left or right`. */
export const or: Shorthand = shorthand("or");
/** `left unless right`. */
export const unless: Shorthand = shorthand("unless");

/** The same selector or subquery looking back; negative looks ahead. Replaces an offset it had. Units: milliseconds. */
export function withOffset<T extends VectorSelector | MatrixSelector | Subquery>(node: T, offset: Duration): T {
  return node.type === "matrix" ? { ...node, selector: { ...node.selector, offset } } : { ...node, offset };
}

/** The same selector or subquery evaluated at a fixed time: seconds since 1970, `"start"` or `"end"` of the query. */
export function withAt<T extends VectorSelector | MatrixSelector | Subquery>(node: T, at: AtModifier): T {
  if (node.type === "matrix") return { ...node, selector: { ...node.selector, at } };
  return { ...node, at };
}

/** `node @ end()`. */
export function atEnd<T extends VectorSelector | MatrixSelector | Subquery>(node: T): T {
  return withAt(node, "end");
}

function operand(value: Operand): Expression {
  return typeof value === "number" ? num(value) : value;
}

function literal(value: Argument): Expression {
  return typeof value === "string" ? str(value) : operand(value);
}

function groupingOf(grouping: Grouping): NonNullable<Aggregation["grouping"]> {
  return "by" in grouping ? { mode: "by", labels: grouping.by } : { mode: "without", labels: grouping.without };
}

function matchingOf(options: VectorMatching): Matching {
  const base: Matching = {
    ...("on" in options ? { mode: "on", labels: options.on } : { mode: "ignoring", labels: options.ignoring }),
    ...(options.fill === undefined ? undefined : { fill: options.fill }),
  };
  if (options.groupLeft !== undefined) return { ...base, group: { side: "left", include: options.groupLeft } };
  if (options.groupRight !== undefined) return { ...base, group: { side: "right", include: options.groupRight } };
  return base;
}
