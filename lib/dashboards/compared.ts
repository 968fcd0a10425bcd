import type { Comparison } from "../model/tier.ts";
import { flipped } from "../promql/analysis/comparison.ts";
import { bare } from "../promql/analysis/part-of.ts";
import type { ComparisonOperator, Expression } from "../promql/ast.ts";
import { isComparison } from "../promql/operators.ts";
import { print } from "../promql/print.ts";

/** What an alert's expression compares with fixed numbers, so that a panel can draw both. */
export interface Compared {
  /** The sides that are measured; several where the expression is a choice between them. */
  readonly values: readonly Expression[];
  readonly limits: readonly Limit[];
}

/** A number that values are compared with, and on which side of it the alert holds. */
export interface Limit {
  readonly comparison: Comparison;
  readonly value: number;
}

const COMPARISONS: Readonly<Partial<Record<ComparisonOperator, Comparison>>> = {
  ">": "above",
  ">=": "atLeast",
  "<": "below",
  "<=": "atMost",
};

/**
 * The values of an expression and the numbers that they are compared with. Of `a > 1 and b` it is `a`, since `b` only says when
 * the comparison counts; of `a > 1 or b > 1` it is both. `undefined` where nothing is compared with a number, or where the
 * branches of a choice are compared with different ones.
 */
export function comparedIn(expression: Expression): Compared | undefined {
  const node = bare(expression);
  if (node.type !== "binary") return undefined;
  if (node.operator === "and" || node.operator === "unless") return comparedIn(node.left);
  if (node.operator === "or") return choice(comparedIn(node.left), comparedIn(node.right));
  if (!isComparison(node.operator) || node.bool === true) return undefined;
  const right = numberIn(node.right);
  const left = numberIn(node.left);
  // The outer one of two comparisons says which of the inner one's values count: `x < 7d > 0` is about `x`.
  if (right !== undefined) return comparedIn(node.left) ?? limited(node.left, node.operator, right);
  return left === undefined ? undefined : limited(node.right, flipped(node.operator), left);
}

function limited(value: Expression, operator: ComparisonOperator, limit: number): Compared | undefined {
  // States are 0 or 1, so that equality has the side on which the alert holds.
  const comparison = operator === "==" ? (limit > 0 ? "atLeast" : "atMost") : COMPARISONS[operator];
  return comparison === undefined ? undefined : { values: [bare(value)], limits: [{ comparison, value: limit }] };
}

function choice(a: Compared | undefined, b: Compared | undefined): Compared | undefined {
  if (a === undefined || b === undefined) return undefined;
  if (JSON.stringify(a.limits) === JSON.stringify(b.limits)) return { ...a, values: [...a.values, ...b.values] };
  const same = a.values.map(print).join("\n") === b.values.map(print).join("\n");
  return same ? { ...a, limits: [...a.limits, ...b.limits] } : undefined;
}

function numberIn(node: Expression): number | undefined {
  const inner = bare(node);
  if (inner.type === "number") return inner.value;
  if (inner.type !== "unary") return undefined;
  const value = numberIn(inner.expression);
  return value === undefined || inner.operator === "+" ? value : -value;
}
