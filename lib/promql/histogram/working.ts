import type { CounterResetHint, FloatHistogram } from "./float-histogram.ts";
import { withoutStrayZero } from "./schema.ts";
import { copySide, type Side, zeros } from "./side.ts";

/** A histogram that an operation is building, with what its sums have lost so far; belongs to that operation alone. */
export class WorkingHistogram {
  counterResetHint: CounterResetHint;
  schema: number;
  zeroThreshold: number;
  zeroCount: number;
  zeroError = 0;
  count: number;
  countError = 0;
  sum: number;
  sumError = 0;
  positive: Side;
  negative: Side;
  customValues: readonly number[] | undefined;

  /** Starts with `from` and with what its sums have lost before: `errors`, a histogram of the same layout, or nothing. */
  constructor(from: FloatHistogram, errors?: FloatHistogram) {
    const h = withoutStrayZero(from);
    this.counterResetHint = h.counterResetHint;
    this.schema = h.schema;
    this.zeroThreshold = h.zeroThreshold;
    this.zeroCount = h.zeroCount;
    this.count = h.count;
    this.sum = h.sum;
    this.positive = copySide({ spans: h.positiveSpans, counts: h.positiveBuckets, errors: errors?.positiveBuckets });
    this.negative = copySide({ spans: h.negativeSpans, counts: h.negativeBuckets, errors: errors?.negativeBuckets });
    this.customValues = h.customValues;
    if (errors === undefined) return;
    this.zeroError = errors.zeroCount;
    this.countError = errors.count;
    this.sumError = errors.sum;
  }

  /** A copy that changes on its own. */
  copy(): WorkingHistogram {
    return new WorkingHistogram(this.toHistogram(), this.toErrors());
  }

  /** The histogram without what its sums have lost; shares its buckets with this, which must not change any more. */
  toHistogram(): FloatHistogram {
    return this.#layout(this.zeroCount, this.count, this.sum, this.positive.counts, this.negative.counts);
  }

  /** What the sums have lost, as a histogram of the same layout; shares its buckets with this. */
  toErrors(): FloatHistogram {
    const { positive, negative } = this;
    const positiveErrors = positive.errors ?? zeros(positive.counts.length);
    const negativeErrors = negative.errors ?? zeros(negative.counts.length);
    return this.#layout(this.zeroError, this.countError, this.sumError, positiveErrors, negativeErrors);
  }

  #layout(
    zeroCount: number,
    count: number,
    sum: number,
    positiveBuckets: readonly number[],
    negativeBuckets: readonly number[],
  ): FloatHistogram {
    const h: FloatHistogram = {
      counterResetHint: this.counterResetHint,
      schema: this.schema,
      zeroThreshold: this.zeroThreshold,
      zeroCount,
      count,
      sum,
      positiveSpans: this.positive.spans,
      positiveBuckets,
      negativeSpans: this.negative.spans,
      negativeBuckets,
    };
    return this.customValues === undefined ? h : { ...h, customValues: this.customValues };
  }
}
