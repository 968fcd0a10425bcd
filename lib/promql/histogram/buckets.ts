import { log2 } from "./binary-float.ts";
import { boundOf } from "./bounds.ts";
import type { FloatHistogram } from "./float-histogram.ts";
import { usesCustomBuckets } from "./schema.ts";
import { bucketIndices } from "./side.ts";

/** One bucket with its bounds. */
export interface Bucket {
  readonly lower: number;
  readonly upper: number;
  readonly lowerInclusive: boolean;
  readonly upperInclusive: boolean;
  readonly count: number;
  /** Its index within the schema and its sign; 0 for the zero bucket. */
  readonly index: number;
}

/** Positive (or custom) buckets from the one next to zero upwards, empty ones included. */
export function positiveBuckets(h: FloatHistogram): Bucket[] {
  const indices = bucketIndices(h.positiveSpans, h.positiveBuckets.length);
  return Array.from(indices, (index, i) => positiveBucket(h, index, h.positiveBuckets[i] as number));
}

/** Negative buckets from the one next to zero downwards, empty ones included. */
export function negativeBuckets(h: FloatHistogram): Bucket[] {
  const indices = bucketIndices(h.negativeSpans, h.negativeBuckets.length);
  return Array.from(indices, (index, i) => negativeBucket(h, index, h.negativeBuckets[i] as number));
}

/** The zero bucket; exponential histograms only. */
export function zeroBucket(h: FloatHistogram): Bucket {
  const threshold = h.zeroThreshold;
  const bounds = { lower: -threshold, upper: threshold, lowerInclusive: true, upperInclusive: true };
  return { ...bounds, count: h.zeroCount, index: 0 };
}

/** All buckets in rising order, the zero bucket when it is populated; bounds inside the zero bucket end at its threshold. */
export function allBuckets(h: FloatHistogram): Bucket[] {
  const buckets = new RisingBuckets(h);
  return Array.from({ length: buckets.size }, (_, i) => buckets.at(i));
}

/** `allBuckets` by position: bounds, which are dear, are computed only for the buckets that are asked for. */
export class RisingBuckets {
  readonly size: number;
  readonly #h: FloatHistogram;
  readonly #negative: Int32Array;
  readonly #positive: Int32Array;
  /** The position of the first positive bucket. */
  readonly #firstPositive: number;

  constructor(h: FloatHistogram) {
    this.#h = h;
    this.#negative = bucketIndices(h.negativeSpans, h.negativeBuckets.length);
    this.#positive = bucketIndices(h.positiveSpans, h.positiveBuckets.length);
    this.#firstPositive = this.#negative.length + (h.zeroCount > 0 ? 1 : 0);
    this.size = this.#firstPositive + this.#positive.length;
  }

  /** The count of the bucket at `position`, from 0 to `size` - 1. */
  countAt(position: number): number {
    const h = this.#h;
    const negative = this.#negative;
    const firstPositive = this.#firstPositive;
    if (position < negative.length) return h.negativeBuckets[negative.length - 1 - position] as number;
    return position < firstPositive ? h.zeroCount : (h.positiveBuckets[position - firstPositive] as number);
  }

  /** The bucket at `position`, from 0 to `size` - 1. */
  at(position: number): Bucket {
    const h = this.#h;
    const negative = this.#negative;
    const positive = this.#positive;
    const firstPositive = this.#firstPositive;
    const count = this.countAt(position);
    if (position < negative.length) {
      const bucket = negativeBucket(h, negative[negative.length - 1 - position] as number, count);
      return bucket.upper < 0 && bucket.upper > -h.zeroThreshold ? { ...bucket, upper: -h.zeroThreshold } : bucket;
    }
    if (position < firstPositive) return zeroBucket(h);
    const bucket = positiveBucket(h, positive[position - firstPositive] as number, count);
    return bucket.lower > 0 && bucket.lower < h.zeroThreshold ? { ...bucket, lower: h.zeroThreshold } : bucket;
  }
}

/**
 * The share of a bucket's width, from 0 to 1, that lies below `value`, which is inside its bounds: of the width itself, or of that of its
 * logarithms, on which exponential buckets are equally wide.
 */
export function fractionBelow(
  { lower, upper }: Pick<Bucket, "lower" | "upper">,
  value: number,
  linear: boolean,
): number {
  if (linear) return (value - lower) / (upper - lower);
  const logLower = log2(Math.abs(lower));
  const logUpper = log2(Math.abs(upper));
  const logValue = log2(Math.abs(value));
  if (value > 0) return (logValue - logLower) / (logUpper - logLower);
  return 1 - (logValue - logUpper) / (logLower - logUpper);
}

function positiveBucket(h: FloatHistogram, index: number, count: number): Bucket {
  const upper = boundOf(index, h.schema, h.customValues);
  const lower = boundOf(index - 1, h.schema, h.customValues);
  const custom = usesCustomBuckets(h);
  const lowerInclusive = custom ? index === 0 : lower < 0;
  return { lower, upper, lowerInclusive, upperInclusive: custom || upper > 0, count, index };
}

function negativeBucket(h: FloatHistogram, index: number, count: number): Bucket {
  const lower = -boundOf(index, h.schema);
  const upper = -boundOf(index - 1, h.schema);
  return { lower, upper, lowerInclusive: lower < 0, upperInclusive: upper > 0, count, index };
}
