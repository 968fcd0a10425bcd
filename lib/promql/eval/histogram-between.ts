import { multiply } from "../histogram/arithmetic.ts";
import type { FloatHistogram } from "../histogram/float-histogram.ts";
import { detectReset } from "../histogram/reset.ts";
import type { RangeNotes } from "./range-functions/range-notes.ts";

/** A histogram sample. Units: milliseconds. */
export interface HistogramPoint {
  readonly timestamp: number;
  readonly value: FloatHistogram;
}

/**
 * The histogram at a moment on the straight line between two samples; a counter that was reset in between rises from zero.
 * Errors: `HistogramError` for exponential buckets beside custom ones.
 */
export function histogramBetween(
  before: HistogramPoint,
  after: HistogramPoint,
  moment: number,
  isCounter: boolean,
  notes: RangeNotes,
): FloatHistogram {
  if (moment === before.timestamp) return before.value;
  if (moment === after.timestamp) return after.value;
  const fraction = (moment - before.timestamp) / (after.timestamp - before.timestamp);
  if (isCounter && detectReset(after.value, before.value)) return multiply(after.value, fraction);
  return notes.add(multiply(notes.subtract(after.value, before.value), fraction), before.value);
}
