import type { CounterResetHint, FloatHistogram } from "./float-histogram.ts";
import { copySide, type Side } from "./side.ts";

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

  constructor(h: FloatHistogram) {
    this.counterResetHint = h.counterResetHint;
    this.schema = h.schema;
    this.zeroThreshold = h.zeroThreshold;
    this.zeroCount = h.zeroCount;
    this.count = h.count;
    this.sum = h.sum;
    this.positive = copySide({ spans: h.positiveSpans, counts: h.positiveBuckets });
    this.negative = copySide({ spans: h.negativeSpans, counts: h.negativeBuckets });
    this.customValues = h.customValues;
  }

  /** A copy that changes on its own. */
  copy(): WorkingHistogram {
    const copy: WorkingHistogram = Object.assign(Object.create(WorkingHistogram.prototype), this);
    copy.positive = copySide(this.positive);
    copy.negative = copySide(this.negative);
    return copy;
  }

  /** The histogram without what its sums have lost; shares its buckets with this, which must not change any more. */
  toHistogram(): FloatHistogram {
    return {
      ...this.layout(),
      zeroCount: this.zeroCount,
      count: this.count,
      sum: this.sum,
      positiveBuckets: this.positive.counts,
      negativeBuckets: this.negative.counts,
    };
  }

  /** What the sums have lost, as a histogram of the same layout. */
  toErrors(): FloatHistogram {
    return {
      ...this.layout(),
      zeroCount: this.zeroError,
      count: this.countError,
      sum: this.sumError,
      positiveBuckets: this.positive.errors,
      negativeBuckets: this.negative.errors,
    };
  }

  private layout() {
    const { counterResetHint, schema, zeroThreshold, customValues } = this;
    const spans = { positiveSpans: this.positive.spans, negativeSpans: this.negative.spans };
    return {
      counterResetHint,
      schema,
      zeroThreshold,
      ...spans,
      ...(customValues === undefined ? {} : { customValues }),
    };
  }
}
