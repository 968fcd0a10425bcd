import type { CombineNotes } from "./arithmetic.ts";
import type { FloatHistogram } from "./float-histogram.ts";

/** The mean of histograms as `avg` and `avg_over_time` build it: a compensated sum, and an incremental mean once that overflows. */
export class HistogramMean {
  /** Over all histograms so far: some say reset, some not-reset. */
  counterResetCollision = false;
  /** Over all histograms so far: some had other custom bounds. */
  boundsReconciled = false;

  constructor(_first: FloatHistogram) {}

  /** Adds one; throws `HistogramError` of kind `schema-mix`, after which the mean must not be used. */
  add(_h: FloatHistogram): CombineNotes {
    throw new Error("not built yet");
  }

  /** The mean, not compacted. */
  mean(): FloatHistogram {
    throw new Error("not built yet");
  }
}
