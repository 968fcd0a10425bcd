import { formatDuration } from "../core/duration.ts";
import type { Duration, DurationOperand, DurationOperation } from "./ast.ts";
import { printNumber } from "./print-number.ts";

/** A number that was written as a duration. Units: seconds; fractions of a millisecond are dropped, as by Prometheus. */
export function printSeconds(seconds: number): string {
  return formatDuration(Math.trunc(seconds * 1e9) / 1e6);
}

/** A range, an offset or a step: `5m`, `5m * 2`. */
export function printDuration(duration: Duration): string {
  return typeof duration === "number" ? formatDuration(duration) : printOperand(duration);
}

function printOperand(operand: DurationOperand): string {
  if (operand.type === "number") {
    return operand.duration === true ? printSeconds(operand.value) : printNumber(operand.value);
  }
  const text = printOperation(operand);
  return operand.wrapped === true ? `(${text})` : text;
}

function printOperation({ operator, left, right }: DurationOperation): string {
  if (right === undefined) return `${operator}()`;
  if (left === undefined) return (operator === "-" ? "-" : "") + printOperand(right);
  const [first, second] = [printOperand(left), printOperand(right)];
  const isCall = operator === "min_of" || operator === "max_of";
  return isCall ? `${operator}(${first}, ${second})` : `${first} ${operator} ${second}`;
}
