import { formatDuration } from "../core/duration.ts";
import type { Duration, DurationOperand, DurationOperation } from "./ast.ts";
import { printNumber } from "./print-number.ts";

/**
 * A number that was written as a duration. Units: seconds, whole milliseconds; Prometheus loses one now and then, and prints
 * `1s1ms` as `1s`.
 */
export function printSeconds(seconds: number): string {
  return formatDuration(Math.sign(seconds) * Math.round(Math.abs(seconds) * 1000));
}

/**
 * What stands behind `offset`. Parentheses are added where arithmetic would be read as that of the selector, as Prometheus
 * reads back what it prints for `x offset + -5m * 2`.
 */
export function printOffsetDuration(offset: Duration): string {
  const text = printDuration(offset);
  if (typeof offset === "number" || /^(?:\(|--)/.test(text)) return text;
  const isArithmetic = isBinary(offset) || (offset.operator === "-" && isBinary(offset.right));
  return isArithmetic ? `(${text})` : text;
}

function isBinary(operand: DurationOperand | undefined): boolean {
  if (operand?.type !== "duration" || operand.wrapped === true || operand.left === undefined) return false;
  return operand.operator !== "min_of" && operand.operator !== "max_of";
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
