import type { ArithmeticOperator, ComparisonOperator } from "../../ast.ts";
import { type BinaryOperator, isComparison } from "../../operators.ts";
import { EvaluationError } from "../error.ts";
import { goPow } from "./go-math.ts";

/** What each arithmetic operator makes of two floats. */
export const ARITHMETIC: Readonly<Record<ArithmeticOperator, (left: number, right: number) => number>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
  "%": (left, right) => left % right,
  "^": goPow,
  atan2: Math.atan2,
};

/** Whether a comparison of two floats holds. */
export const COMPARISON: Readonly<Record<ComparisonOperator, (left: number, right: number) => boolean>> = {
  "==": (left, right) => left === right,
  "!=": (left, right) => left !== right,
  ">": (left, right) => left > right,
  "<": (left, right) => left < right,
  ">=": (left, right) => left >= right,
  "<=": (left, right) => left <= right,
};

/** Whether the operator computes a new value. */
export function isArithmetic(operator: BinaryOperator): operator is ArithmeticOperator {
  return operator in ARITHMETIC;
}

/** Two scalars; a comparison gives 1 or 0. Errors: `EvaluationError` for operators that scalars do not have. */
export function scalarBinary(operator: BinaryOperator, left: number, right: number): number {
  if (isArithmetic(operator)) return ARITHMETIC[operator](left, right);
  if (isComparison(operator)) return COMPARISON[operator](left, right) ? 1 : 0;
  throw new EvaluationError(`operator "${operator}" not allowed for Scalar operations`);
}
