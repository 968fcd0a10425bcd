import type { FloatHistogram } from "./float-histogram.ts";

/** What there is to warn about after an addition or a subtraction. */
export interface CombineNotes {
  /** One histogram says that its counter was reset, the other that it was not. */
  readonly counterResetCollision: boolean;
  /** Custom bounds differed and were reduced to those that both have. */
  readonly boundsReconciled: boolean;
}

/** A histogram that came from two, not compacted, and what there is to warn about. */
export interface Combined extends CombineNotes {
  readonly histogram: FloatHistogram;
}

/** All counts and the sum times `factor`; a negative factor makes a gauge. */
export function multiply(_h: FloatHistogram, _factor: number): FloatHistogram {
  throw new Error("not built yet");
}

/** All counts and the sum through `scalar`; a negative one makes a gauge, zero removes all buckets. */
export function divide(_h: FloatHistogram, _scalar: number): FloatHistogram {
  throw new Error("not built yet");
}

/** `a` plus `b`, not compacted; throws `HistogramError` of kind `schema-mix`. */
export function add(_a: FloatHistogram, _b: FloatHistogram): Combined {
  throw new Error("not built yet");
}

/** `a` minus `b`, not compacted; the `-` operator makes a gauge of it afterwards. Throws as `add` does. */
export function subtract(_a: FloatHistogram, _b: FloatHistogram): Combined {
  throw new Error("not built yet");
}
