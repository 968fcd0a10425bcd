import type { ComparisonOperator } from "../ast.ts";
import { type Interval, isEmpty } from "./interval.ts";

/** What is known of a comparison: it never holds, it always holds, or neither is sure. */
export type Verdict = "never" | "always" | undefined;

const FLIPPED: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  "==": "==",
  "!=": "!=",
  ">": "<",
  "<": ">",
  ">=": "<=",
  "<=": ">=",
};

/** The operator with its sides exchanged. */
export function flipped(operator: ComparisonOperator): ComparisonOperator {
  return FLIPPED[operator];
}

/** Whether values of the one compare with values of the other. NaN is not equal to anything, and neither more nor less. */
export function verdict(operator: ComparisonOperator, left: Interval, right: Interval): Verdict {
  const nan = left.nan || right.nan;
  if (isEmpty(left) || isEmpty(right)) return operator === "!=" ? "always" : "never";
  switch (operator) {
    case ">":
      return left.high <= right.low ? "never" : left.low > right.high && !nan ? "always" : undefined;
    case ">=":
      return left.high < right.low ? "never" : left.low >= right.high && !nan ? "always" : undefined;
    case "<":
    case "<=":
      return verdict(flipped(operator), right, left);
    case "==":
      if (areApart(left, right)) return "never";
      return areOne(left, right) && !nan ? "always" : undefined;
    case "!=":
      if (areApart(left, right)) return "always";
      return areOne(left, right) && !nan ? "never" : undefined;
  }
}

/** The values for which a comparison with the other side can hold. */
export function narrowed(operator: ComparisonOperator, value: Interval, other: Interval): Interval {
  const { low, high } = value;
  switch (operator) {
    case ">":
      return { ...value, low: Math.max(low, value.whole ? Math.floor(other.low) + 1 : other.low), nan: false };
    case ">=":
      return { ...value, low: Math.max(low, other.low), nan: false };
    case "<":
      return { ...value, high: Math.min(high, value.whole ? Math.ceil(other.high) - 1 : other.high), nan: false };
    case "<=":
      return { ...value, high: Math.min(high, other.high), nan: false };
    case "==":
      return {
        low: Math.max(low, other.low),
        high: Math.min(high, other.high),
        nan: false,
        whole: value.whole || other.whole,
      };
    case "!=":
      return value;
  }
}

function areApart(left: Interval, right: Interval): boolean {
  if (left.high < right.low || left.low > right.high) return true;
  return isBroken(left, right) || isBroken(right, left);
}

/** One number that is not whole beside whole numbers. */
function isBroken(whole: Interval, { low, high }: Interval): boolean {
  return whole.whole && low === high && !Number.isInteger(low) && Math.abs(low) < Infinity;
}

function areOne(left: Interval, right: Interval): boolean {
  return left.low === left.high && right.low === right.high && left.low === right.low;
}
