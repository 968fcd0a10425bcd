import type { Binary, ComparisonOperator, SetOperator } from "./ast.ts";

/** Any operator between two operands. */
export type BinaryOperator = Binary["operator"];

/** How tightly operators bind, loosest first, as in Prometheus' grammar. `^` alone is right associative. */
export const PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
  or: 1,
  and: 2,
  unless: 2,
  "==": 3,
  "!=": 3,
  ">": 3,
  "<": 3,
  ">=": 3,
  "<=": 3,
  "</": 3,
  ">/": 3,
  "+": 4,
  "-": 4,
  "*": 5,
  "/": 5,
  "%": 5,
  atan2: 5,
  "^": 6,
};

/** A sign binds like a product: `-1 ^ 2` is `-(1 ^ 2)` and `-x * y` is `(-x) * y`. */
export const UNARY_PRECEDENCE = 5;

/** Whether the operator compares, and so filters unless `bool` is given. */
export function isComparison(operator: BinaryOperator): operator is ComparisonOperator {
  return PRECEDENCE[operator] === 3 && operator !== "</" && operator !== ">/";
}

/** Whether the operator combines sets of series: `and`, `or`, `unless`. */
export function isSetOperator(operator: BinaryOperator): operator is SetOperator {
  return PRECEDENCE[operator] <= 2;
}
