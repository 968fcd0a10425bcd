import type { FloatHistogram } from "../histogram/float-histogram.ts";

/** One place of a sequence of sample values. */
export type SequenceValue =
  | { readonly kind: "omitted" }
  | { readonly kind: "stale" }
  | { readonly kind: "float"; readonly value: number }
  | {
      readonly kind: "histogram";
      readonly histogram: FloatHistogram;
      /** Whether `counter_reset_hint` was written; an expectation without it leaves the hint open. */
      readonly hintGiven: boolean;
    };

/** No sample at this place. */
export const OMITTED: SequenceValue = { kind: "omitted" };
/** The marker that ends a series. */
export const STALE_VALUE: SequenceValue = { kind: "stale" };
