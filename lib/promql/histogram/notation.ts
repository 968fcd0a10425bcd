import type { CounterResetHint, FloatHistogram, Span } from "./float-histogram.ts";

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
export function histogramFrom(fields: HistogramFields): FloatHistogram {
  return {
    counterResetHint: fields.counter_reset_hint ?? "unknown",
    schema: int32(fields.schema),
    zeroThreshold: fields.z_bucket_w ?? 0,
    zeroCount: fields.z_bucket ?? 0,
    count: fields.count ?? 0,
    sum: fields.sum ?? 0,
    positiveSpans: spansOf(fields.buckets, fields.offset),
    positiveBuckets: fields.buckets ?? [],
    negativeSpans: spansOf(fields.n_buckets, fields.n_offset),
    negativeBuckets: fields.n_buckets ?? [],
    ...(fields.custom_values === undefined ? {} : { customValues: fields.custom_values }),
  };
}

function spansOf(buckets: readonly number[] = [], offset: number | undefined): readonly Span[] {
  return buckets.length === 0 ? [] : [{ offset: int32(offset), length: buckets.length }];
}

/** Prometheus keeps 32 bits of schema and offset. */
function int32(value = 0): number {
  return value | 0;
}
