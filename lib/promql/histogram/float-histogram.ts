/** What is known about a counter reset between a histogram and the sample before it. */
export type CounterResetHint = "unknown" | "reset" | "not-reset" | "gauge";

/** A run of `length` consecutive buckets, `offset` buckets after the end of the span before it (or from index 0). */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/**
 * A native histogram with float counts; immutable, so that columns may share it. Schemas -4 to 8 have exponential bucket
 * bounds, schema -53 has the custom bounds of `customValues`
 * (https://prometheus.io/docs/specs/native_histograms/).
 */
export interface FloatHistogram {
  readonly counterResetHint: CounterResetHint;
  readonly schema: number;
  readonly zeroThreshold: number;
  readonly zeroCount: number;
  readonly count: number;
  readonly sum: number;
  readonly positiveSpans: readonly Span[];
  /** Absolute counts, one for each bucket of the spans. */
  readonly positiveBuckets: readonly number[];
  readonly negativeSpans: readonly Span[];
  readonly negativeBuckets: readonly number[];
  /** Upper bounds of all buckets but the last, rising; only for schema -53. */
  readonly customValues?: readonly number[];
}
