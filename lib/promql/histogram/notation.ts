import type { CounterResetHint, FloatHistogram } from "./float-histogram.ts";

/** The fields of `{{...}}` in the series notation, those that were written. */
export interface HistogramFields {
  readonly schema?: number;
  readonly sum?: number;
  readonly count?: number;
  readonly z_bucket?: number;
  readonly z_bucket_w?: number;
  readonly custom_values?: readonly number[];
  readonly buckets?: readonly number[];
  readonly offset?: number;
  readonly n_buckets?: readonly number[];
  readonly n_offset?: number;
  readonly counter_reset_hint?: CounterResetHint;
}

/** The histogram that the fields describe; nothing is checked, as Prometheus checks nothing here (`validate` does). */
export function histogramFrom(_fields: HistogramFields): FloatHistogram {
  throw new Error("not built yet");
}
