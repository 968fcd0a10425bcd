import type { Duration, DurationOperand } from "../ast.ts";
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
  const left = operand.left === undefined ? undefined : secondsOf(operand.left, query);
  const right = operand.right === undefined ? 0 : secondsOf(operand.right, query);
  const place = `${operand.source?.start ?? 0}:${operand.source?.end ?? 0}`;
  switch (operand.operator) {
    case "step":
      return query.step / 1_000;
    case "range":
      return (query.end - query.start) / 1_000;
    case "min_of":
      return Math.min(left ?? 0, right);
    case "max_of":
      return Math.max(left ?? 0, right);
    case "+":
      return (left ?? 0) + right;
    case "-":
      return left === undefined ? -right : left - right;
    case "*":
      return (left ?? 0) * right;
    case "/":
      if (right === 0) throw new EvaluationError(`${place}: division by zero`);
      return (left ?? 0) / right;
    case "%":
      if (right === 0) throw new EvaluationError(`${place}: modulo by zero`);
      return (left ?? 0) % right;
    case "^":
      return (left ?? 0) ** right;
  }
}
