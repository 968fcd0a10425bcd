import type { Duration, DurationOperand } from "../ast.ts";
import { ARITHMETIC } from "./binary/scalar.ts";
import { EvaluationError } from "./error.ts";

/** What a duration may depend on: the whole query's step and length. Units: milliseconds. */
export interface QueryTimes {
  readonly start: number;
  readonly end: number;
  /** 0 for an instant query. */
  readonly step: number;
}

const LONGEST_SECONDS = 2 ** 63 / 1e9;

/**
 * A duration in milliseconds, computed if it is an operation. Errors: `EvaluationError` on what is not above 0 (unless
 * `mayBeNegative`), infinite, out of range, or divided by zero.
 */
export function durationIn(duration: Duration, query: QueryTimes, mayBeNegative = false): number {
  if (typeof duration === "number") return duration;
  const place = `${duration.source?.start ?? 0}:${duration.source?.end ?? 0}`;
  const seconds = secondsOf(duration, query);
  if (!Number.isFinite(seconds)) throw new EvaluationError(`${place}: duration is NaN or infinite`);
  if (seconds <= 0 && !mayBeNegative) throw new EvaluationError(`${place}: duration must be greater than 0`);
  if (Math.abs(seconds) > LONGEST_SECONDS) throw new EvaluationError(`${place}: duration is out of range`);
  return Math.trunc(seconds * 1_000);
}

function secondsOf(operand: DurationOperand, query: QueryTimes): number {
  if (operand.type === "number") return operand.value;
  const { operator } = operand;
  if (operator === "step") return query.step / 1_000;
  if (operator === "range") return (query.end - query.start) / 1_000;
  const left = operand.left === undefined ? 0 : secondsOf(operand.left, query);
  const right = operand.right === undefined ? 0 : secondsOf(operand.right, query);
  if (operator === "min_of") return Math.min(left, right);
  if (operator === "max_of") return Math.max(left, right);
  if (right === 0 && (operator === "/" || operator === "%")) {
    const problem = operator === "/" ? "division by zero" : "modulo by zero";
    throw new EvaluationError(`${operand.source?.start ?? 0}:${operand.source?.end ?? 0}: ${problem}`);
  }
  return ARITHMETIC[operator](left, right);
}
