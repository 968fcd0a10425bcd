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
  /** Written as a duration; the value is in seconds. */
  readonly duration?: true;
}

/** What a duration is computed from, in seconds. */
export type DurationOperand = NumberLiteral | DurationOperation;

/** `5m * 2`, `-step()`, `max_of(step(), 1m)` where a duration stands; resolved when the query is run, in seconds. */
export interface DurationOperation extends Node {
  readonly type: "duration";
  readonly operator: Exclude<ArithmeticOperator, "atan2"> | "min_of" | "max_of" | "step" | "range";
  /** Absent for signs, `step()` and `range()`. */
  readonly left?: DurationOperand;
  /** Absent for `step()` and `range()`. */
  readonly right?: DurationOperand;
  /** Stands in parentheses. */
  readonly wrapped?: true;
}

/** Units: milliseconds where it is a number; an operation has to be resolved first. */
export type Duration = number | DurationOperation;

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
  /** The name stood in the braces, `{"my.metric"}` or `{__name__="my_metric"}`, where it is printed again. */
  readonly nameInBraces?: true;
  readonly matchers: readonly Matcher[];
  /** Negative looks ahead. */
  readonly offset?: Duration;
  readonly at?: AtModifier;
  /** Extended to the sample before the range (experimental). */
  readonly anchored?: true;
  /** Interpolated at the edges of the range (experimental). */
  readonly smoothed?: true;
}

/** `selector[5m]`. */
export interface MatrixSelector extends Node {
  readonly type: "matrix";
  readonly selector: VectorSelector;
  readonly range: Duration;
}

/** `expression[1h:5m]`. */
export interface Subquery extends Node {
  readonly type: "subquery";
  readonly expression: Expression;
  readonly range: Duration;
  /** Absent means the evaluation interval. */
  readonly step?: Duration;
  readonly offset?: Duration;
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
/** Cuts native histograms below (`>/`) or above (`</`) a value. */
export type TrimOperator = "</" | ">/";

/** Vector matching of a binary expression. */
export interface Matching {
  readonly mode: "on" | "ignoring";
  readonly labels: readonly string[];
  readonly group?: { readonly side: "left" | "right"; readonly include: readonly string[] };
  /** Values that stand in for a missing match of that side (experimental). */
  readonly fill?: { readonly left?: number; readonly right?: number };
}

/** `left operator right`, with `bool` and vector matching. */
export interface Binary extends Node {
  readonly type: "binary";
  readonly operator: ArithmeticOperator | ComparisonOperator | SetOperator | TrimOperator;
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
