import { add, multiply, subtract } from "../histogram/arithmetic.ts";
import type { FloatHistogram } from "../histogram/float-histogram.ts";
import { detectReset } from "../histogram/reset.ts";

/** A histogram sample. Units: milliseconds. */
export interface HistogramPoint {
  readonly timestamp: number;
  readonly value: FloatHistogram;
}

/** Which operations had to reconcile different custom bounds. */
export type Reconciled = "subtraction" | "addition";

/**
 * The histogram at a moment on the straight line between two samples; a counter that was reset in between rises from zero.
 * `note` hears of reconciled bounds. Errors: `HistogramError` for exponential buckets beside custom ones.
 */
export function histogramBetween(
  before: HistogramPoint,
  after: HistogramPoint,
  moment: number,
  isCounter: boolean,
  note: (operation: Reconciled) => void,
): FloatHistogram {
  if (moment === before.timestamp) return before.value;
  if (moment === after.timestamp) return after.value;
  const fraction = (moment - before.timestamp) / (after.timestamp - before.timestamp);
  if (isCounter && detectReset(after.value, before.value)) return multiply(after.value, fraction);
  const rise = subtract(after.value, before.value);
  if (rise.boundsReconciled) note("subtraction");
  const sum = add(multiply(rise.histogram, fraction), before.value);
  if (sum.boundsReconciled) note("addition");
  return sum.histogram;
}
