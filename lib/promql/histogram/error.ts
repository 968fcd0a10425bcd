/**
 * Why an operation on histograms is impossible: `schema-mix` for an exponential histogram with one of custom buckets,
 * `out-of-bounds` for a bucket beyond the custom bounds, `resolution` for a schema that cannot be reached.
 */
export type HistogramErrorKind = "schema-mix" | "out-of-bounds" | "resolution";

/** An operation that histograms do not allow; the message is Prometheus' own. */
export class HistogramError extends Error {
  override readonly name = "HistogramError";
  readonly kind: HistogramErrorKind;

  constructor(kind: HistogramErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }
}
