import { type CombineNotes, combine } from "./combine.ts";
import type { FloatHistogram } from "./float-histogram.ts";
import { plainIncrement } from "./increment.ts";
import { withoutStrayZero } from "./schema.ts";
import { NO_BUCKETS } from "./side.ts";
import { WorkingHistogram } from "./working.ts";

export type { CombineNotes } from "./combine.ts";

/** A histogram that came from two, not compacted, and what there is to warn about. */
export interface Combined extends CombineNotes {
  readonly histogram: FloatHistogram;
}

/** All counts and the sum times `factor`; a negative factor makes a gauge. */
export function multiply(h: FloatHistogram, factor: number): FloatHistogram {
  const scaled = scale(h, (value) => value * factor);
  return factor < 0 ? { ...scaled, counterResetHint: "gauge" } : scaled;
}

/** All counts and the sum divided by `scalar`; a negative one makes a gauge, zero removes all buckets. */
export function divide(h: FloatHistogram, scalar: number): FloatHistogram {
  const scaled = scale(h, (value) => value / scalar);
  if (scalar === 0) return { ...scaled, ...NO_BUCKETS };
  return scalar < 0 ? { ...scaled, counterResetHint: "gauge" } : scaled;
}

/** `a` plus `b`, not compacted; throws `HistogramError` of kind `schema-mix`. */
export function add(a: FloatHistogram, b: FloatHistogram): Combined {
  return combined(a, b, 1);
}

/** `a` minus `b`, not compacted; the `-` operator makes a gauge of it afterwards. Throws as `add` does. */
export function subtract(a: FloatHistogram, b: FloatHistogram): Combined {
  return combined(a, b, -1);
}

function combined(a: FloatHistogram, b: FloatHistogram, sign: 1 | -1): Combined {
  const into = new WorkingHistogram(a);
  const notes = combine(into, b, sign, plainIncrement);
  return { histogram: into.toHistogram(), ...notes };
}

function scale(from: FloatHistogram, scaled: (value: number) => number): FloatHistogram {
  const h = withoutStrayZero(from);
  return {
    ...h,
    zeroCount: scaled(h.zeroCount),
    count: scaled(h.count),
    sum: scaled(h.sum),
    positiveBuckets: h.positiveBuckets.map(scaled),
    negativeBuckets: h.negativeBuckets.map(scaled),
  };
}
