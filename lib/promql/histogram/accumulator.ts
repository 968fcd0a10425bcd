import type { CombineNotes } from "./arithmetic.ts";
import type { FloatHistogram } from "./float-histogram.ts";

/** Sums histograms with compensation, as `sum` and `sum_over_time` do; starts with the first one. */
export class HistogramAccumulator {
  /** Over all histograms so far: some say reset, some not-reset. What aggregations warn about. */
  counterResetCollision = false;
  /** Over all histograms so far: some had other custom bounds. */
  boundsReconciled = false;

  constructor(_first: FloatHistogram) {}

  /** Adds one; throws `HistogramError` of kind `schema-mix`, after which the sum must not be used. */
  add(_h: FloatHistogram): CombineNotes {
    throw new Error("not built yet");
  }

  /** The sum, not compacted. */
  total(): FloatHistogram {
    throw new Error("not built yet");
  }
}
