import type { Interval } from "../../promql/analysis/interval.ts";
import type { Binary, Expression } from "../../promql/ast.ts";
import { isComparison } from "../../promql/operators.ts";

/** What the values of an expression can be. */
export type ValuesOf = (expression: Expression) => Interval;

/** Aggregations of numbers that are never negative that are above 0 exactly where one of the numbers is. */
const SIGN_PRESERVING: ReadonlySet<string> = new Set(["sum", "avg", "max"]);

/**
 * A comparison with 0 of what is never negative, in one of the spellings that do the same: `!= 0` is `> 0` and `<= 0` is
 * `== 0`; and where the result is 0 or nothing, it does not matter how 0s and 1s were added up.
 */
export function signCompared(node: Binary, valuesOf: ValuesOf): Binary {
  const { operator, left, right } = node;
  if (!isComparison(operator) || right.type !== "number" || right.value !== 0) return node;
  const { low, nan } = valuesOf(left);
  if (low < 0 || nan) return node;
  if (operator === "!=") return { ...node, operator: ">" };
  if (operator !== "<=" && operator !== "==") return node;
  return { ...node, operator: "==", left: anyOf(left, valuesOf) };
}

/** The right side of `and` and `unless`, of which it only matters for which labels there is something. */
export function asCondition(node: Expression, matchesAll: boolean, valuesOf: ValuesOf): Expression {
  if (node.type !== "binary" || node.operator !== ">" || node.bool === true) return node;
  if (node.right.type !== "number" || node.right.value !== 0) return node;
  const { left } = node;
  const isAny = left.type === "aggregation" && SIGN_PRESERVING.has(left.operator) && isCount(left.expression, valuesOf);
  return { ...node, left: matchesAll && isAny ? left.expression : anyOf(left, valuesOf) };
}

/** Whichever of the aggregations that keep the sign, as the greatest. */
function anyOf(node: Expression, valuesOf: ValuesOf): Expression {
  if (node.type === "paren") return { ...node, expression: anyOf(node.expression, valuesOf) };
  if (node.type === "binary" && node.operator === "or") return { ...node, left: anyOf(node.left, valuesOf) };
  if (node.type !== "aggregation" || !SIGN_PRESERVING.has(node.operator)) return node;
  return isCount(node.expression, valuesOf) ? { ...node, operator: "max" } : node;
}

/** Whole numbers from 0 on, of which no mean is rounded to 0. */
function isCount(node: Expression, valuesOf: ValuesOf): boolean {
  const { low, nan, whole } = valuesOf(node);
  return low >= 0 && !nan && whole;
}
