import { tidy } from "../../core/decimal.ts";
import { isComparison } from "../../promql/operators.ts";
import { printNumber } from "../../promql/print-number.ts";
import { type ExpressionMutation, type ExpressionOperator, quoted } from "./expression-mutation.ts";

/** Below this, whole numbers are counts of things: the smallest fault is one more or one less. */
const COUNTS_BELOW = 100;

/**
 * Share by which any other number is wrong: the size of a rounding slip (`0.0145` for `0.0144`), which proofs with a
 * generous margin around their thresholds miss.
 */
const SLIP = 0.01;

/** Thresholds and factors: a slip up and down, and twice as much, which is the size of a wrong unit or window. */
export const numberMutations: ExpressionOperator = ({ node, parent, put }) => {
  if (node.type !== "number" || node.duration === true || parent === undefined) return [];
  const operator = parent.type === "binary" && isComparison(parent.operator) ? "threshold" : "factor";
  return altered(node.value).map(
    (value): ExpressionMutation => ({
      operator,
      description: `${printNumber(node.value)} in ${quoted(parent)} becomes ${printNumber(value)}`,
      expression: put({ type: "number", value }),
    }),
  );
};

function altered(value: number): readonly number[] {
  if (!Number.isFinite(value)) return [];
  const slip = Number.isInteger(value) && Math.abs(value) < COUNTS_BELOW ? 1 : value * SLIP;
  const values = [value + slip, value - slip, value * 2].map(tidy);
  return [...new Set(values)].filter((candidate) => candidate !== value);
}
