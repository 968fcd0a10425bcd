import type { Unit } from "../core/quantity.ts";
import { conventionalUnit } from "../promql/analysis/conventions.ts";
import { base, isSameUnit, SECONDS, times } from "../promql/analysis/dimension.ts";
import { type Measured, Units } from "../promql/analysis/units.ts";
import type { Expression } from "../promql/ast.ts";

/** What an expression is measured in, by the names of its metrics. */
export function measuredIn(expression: Expression): Measured {
  return new Units({ unitOf: conventionalUnit }).of(expression);
}

/** Whether values that the model calls bytes are bytes per second, for which it has no word. */
export function isPerSecond(expression: Expression, unit: Unit): boolean {
  const measured = measuredIn(expression);
  if (unit !== "bytes" || measured === undefined || measured === "number") return false;
  return isSameUnit(times(measured, SECONDS), base("byte"));
}
