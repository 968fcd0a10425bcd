import { add, divide, multiply, subtract } from "../../histogram/arithmetic.ts";
import { compact } from "../../histogram/compact.ts";
import { equals } from "../../histogram/equal.ts";
import { HistogramError } from "../../histogram/error.ts";
import type { FloatHistogram } from "../../histogram/float-histogram.ts";
import { trim } from "../../histogram/trim.ts";
import { type BinaryOperator, isComparison } from "../../operators.ts";
import { boundsReconciled, resetCollision } from "../messages.ts";
import { ARITHMETIC, COMPARISON, isArithmetic } from "./scalar.ts";
import type { Remark } from "./step-remarks.ts";

/** A float or a native histogram. */
export type SampleValue = number | FloatHistogram;

/** What an operator makes of two samples. */
export interface Outcome {
  /** `undefined` where the pair has no result at all, and does not count as a match either. */
  readonly value: SampleValue | undefined;
  /** Whether a comparison holds; true for all other operators. */
  readonly keep: boolean;
  readonly remark?: Remark;
}

/** Applies any operator but the set operators to two samples; the value of a comparison is the left one. */
export function operate(operator: BinaryOperator, left: SampleValue, right: SampleValue): Outcome {
  if (typeof left === "number") {
    if (typeof right === "number") return onFloats(operator, left, right);
    return operator === "*" ? computed(compact(multiply(right, left))) : incompatible(operator, "float", "histogram");
  }
  return typeof right === "number" ? withFloat(operator, left, right) : onHistograms(operator, left, right);
}

function onFloats(operator: BinaryOperator, left: number, right: number): Outcome {
  if (isArithmetic(operator)) return computed(ARITHMETIC[operator](left, right));
  if (isComparison(operator)) return { value: left, keep: COMPARISON[operator](left, right) };
  return incompatible(operator, "float", "float");
}

function withFloat(operator: BinaryOperator, left: FloatHistogram, right: number): Outcome {
  switch (operator) {
    case "*":
      return computed(compact(multiply(left, right)));
    case "/":
      return computed(compact(divide(left, right)));
    case "</":
      return computed(trim(left, right, "upper"));
    case ">/":
      return computed(trim(left, right, "lower"));
    default:
      return incompatible(operator, "histogram", "float");
  }
}

function onHistograms(operator: BinaryOperator, left: FloatHistogram, right: FloatHistogram): Outcome {
  switch (operator) {
    case "+":
    case "-":
      return combined(operator, left, right);
    case "==":
      return { value: left, keep: equals(left, right) };
    case "!=":
      return { value: left, keep: !equals(left, right) };
    default:
      return incompatible(operator, "histogram", "histogram");
  }
}

function combined(operator: "+" | "-", left: FloatHistogram, right: FloatHistogram): Outcome {
  const word = operator === "+" ? "addition" : "subtraction";
  try {
    const result = operator === "+" ? add(left, right) : subtract(left, right);
    if (result.counterResetCollision) {
      return failed({ level: "warning", message: resetCollision(word) });
    }
    const histogram = compact(result.histogram);
    const outcome = computed(operator === "+" ? histogram : { ...histogram, counterResetHint: "gauge" });
    if (!result.boundsReconciled) return outcome;
    return { ...outcome, remark: { level: "info", message: boundsReconciled(word) } };
  } catch (error) {
    if (!(error instanceof HistogramError)) throw error;
    if (error.kind !== "schema-mix") return { value: undefined, keep: false };
    const message = `incompatible bucket layout encountered for binary operator ${operator}`;
    return failed({ level: "warning", message });
  }
}

function computed(value: SampleValue): Outcome {
  return { value, keep: true };
}

function failed(remark: Remark): Outcome {
  return { value: undefined, keep: false, remark };
}

function incompatible(operator: BinaryOperator, left: string, right: string): Outcome {
  const types = `${left} ${operator} ${right}`;
  return failed({
    level: "info",
    message: `incompatible sample types encountered for binary operator "${operator}": ${types}`,
  });
}
