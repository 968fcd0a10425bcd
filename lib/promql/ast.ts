/** Half-open character range `[start, end)` of a node in the text it was parsed from; absent on nodes that were built. */
export interface SourceRange {
  readonly start: number;
  readonly end: number;
}

interface Node {
  readonly source?: SourceRange;
}

/** Label matcher operators, as Prometheus spells them. Regular expressions are fully anchored. */
export type MatchOperator = "=" | "!=" | "=~" | "!~";

/** One label matcher inside `{...}`. The value is unquoted text. */
export interface Matcher {
  readonly label: string;
  readonly op: MatchOperator;
  readonly value: string;
}

/** `42`, `0x1f`, `Inf`, `NaN`, and durations used as numbers (`5m` is 300). */
export interface NumberLiteral extends Node {
  readonly type: "number";
  readonly value: number;
}

/** A quoted string; `value` is unquoted text. */
export interface StringLiteral extends Node {
  readonly type: "string";
  readonly value: string;
}

/** `@ 1609746000.5` (seconds), `@ start()`, `@ end()`. */
export type AtModifier = number | "start" | "end";

/** `name{matchers} offset 5m @ end()`. */
export interface VectorSelector extends Node {
  readonly type: "vector";
  readonly name?: string;
  readonly matchers: readonly Matcher[];
  /** Units: milliseconds; negative looks ahead. */
  readonly offset?: number;
  readonly at?: AtModifier;
}

/** `selector[5m]`. */
export interface MatrixSelector extends Node {
  readonly type: "matrix";
  readonly selector: VectorSelector;
  /** Units: milliseconds. */
  readonly range: number;
}

/** `expression[1h:5m]`. */
export interface Subquery extends Node {
  readonly type: "subquery";
  readonly expression: Expression;
  /** Units: milliseconds. */
  readonly range: number;
  /** Units: milliseconds; absent means the evaluation interval. */
  readonly step?: number;
  /** Units: milliseconds. */
  readonly offset?: number;
  readonly at?: AtModifier;
}

/** `function(arguments...)`. */
export interface Call extends Node {
  readonly type: "call";
  readonly function: string;
  readonly arguments: readonly Expression[];
}

/** `sum by (a, b) (expression)`, `topk(3, expression)`. */
export interface Aggregation extends Node {
  readonly type: "aggregation";
  readonly operator: string;
  /** Present for `topk`, `bottomk`, `quantile`, `count_values`, `limitk`, `limit_ratio`. */
  readonly parameter?: Expression;
  readonly expression: Expression;
  readonly grouping?: { readonly mode: "by" | "without"; readonly labels: readonly string[] };
}

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "%" | "^" | "atan2";
export type ComparisonOperator = "==" | "!=" | ">" | "<" | ">=" | "<=";
export type SetOperator = "and" | "or" | "unless";

/** Vector matching of a binary expression. */
export interface Matching {
  readonly mode: "on" | "ignoring";
  readonly labels: readonly string[];
  readonly group?: { readonly side: "left" | "right"; readonly include: readonly string[] };
}

/** `left operator right`, with `bool` and vector matching. */
export interface Binary extends Node {
  readonly type: "binary";
  readonly operator: ArithmeticOperator | ComparisonOperator | SetOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly bool?: true;
  readonly matching?: Matching;
}

/** `-expression` or `+expression`. */
export interface Unary extends Node {
  readonly type: "unary";
  readonly operator: "-" | "+";
  readonly expression: Expression;
}

/** `(expression)`. Kept by the parser so that printing gives back what was written; the builders never make one. */
export interface Paren extends Node {
  readonly type: "paren";
  readonly expression: Expression;
}

/** A PromQL expression tree. */
export type Expression =
  | NumberLiteral
  | StringLiteral
  | VectorSelector
  | MatrixSelector
  | Subquery
  | Call
  | Aggregation
  | Binary
  | Unary
  | Paren;
