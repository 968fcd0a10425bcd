import { type Bucket, fractionBelow, negativeBuckets, positiveBuckets, zeroBucket } from "./buckets.ts";
import { compact } from "./compact.ts";
import type { FloatHistogram } from "./float-histogram.ts";
import { usesCustomBuckets, withoutStrayZero } from "./schema.ts";

/** What is kept of a bucket, and the value that stands for it in the sum. */
interface Kept {
  readonly count: number;
  readonly middle: number;
}

/** Where and how to cut. */
interface Cut {
  readonly value: number;
  /** The side that is cut off. */
  readonly side: "upper" | "lower";
  readonly linear: boolean;
}

const NOTHING: Kept = { count: 0, middle: 0 };

/**
 * Without observations above (`upper`, the operator `</`) or below (`lower`, `>/`) `value`, interpolated within the bucket that the
 * value is in; count and sum are estimated anew when any bucket changes.
 */
export function trim(from: FloatHistogram, value: number, side: "upper" | "lower"): FloatHistogram {
  const h = withoutStrayZero(from);
  const cut: Cut = { value, side, linear: usesCustomBuckets(h) };
  const positive = positiveBuckets(h);
  const negative = negativeBuckets(h);
  let count = 0;
  let sum = 0;
  let changed = false;
  const keep = (before: number, kept: Kept): number => {
    count += kept.count;
    sum += kept.middle * kept.count;
    if (before !== kept.count) changed = true;
    return kept.count;
  };
  const keepOf = (buckets: readonly Bucket[], sign: 1 | -1): number[] =>
    buckets.map((bucket) => (bucket.count === 0 ? bucket.count : keep(bucket.count, keptOf(bucket, cut, sign))));
  const positiveCounts = keepOf(positive, 1);
  const negativeCounts = keepOf(negative, -1);
  let { zeroCount } = h;
  if (zeroCount > 0) {
    const populated = (bucket: Bucket): boolean => bucket.count !== 0;
    zeroCount = keep(zeroCount, keptOfZero(h, cut, negative.some(populated), positive.some(populated)));
  }
  if (!changed) return h;
  return compact({ ...h, count, sum, zeroCount, positiveBuckets: positiveCounts, negativeBuckets: negativeCounts });
}

function keptOf(bucket: Bucket, cut: Cut, sign: 1 | -1): Kept {
  const { lower, upper, count } = bucket;
  const { value, side, linear } = cut;
  if (side === "upper" ? upper <= value : lower >= value) return { count, middle: middleOf(lower, upper, cut, sign) };
  if (!(side === "upper" ? lower < value : upper > value)) return NOTHING;
  if (lower === -Infinity) return keptOfLowest(bucket, cut);
  // Nobody knows how far up the values of the last bucket are: a cut through it drops or keeps them all.
  if (upper === Infinity) return side === "upper" ? NOTHING : { count, middle: value };
  const below = count * fractionBelow(bucket, value, linear);
  if (side === "upper") return { count: below, middle: middleOf(lower, value, cut, sign) };
  return { count: count - below, middle: middleOf(value, upper, cut, sign) };
}

/** A bucket that goes down to minus infinity with the cut inside; when it goes up beyond 0, it is taken to start there. */
function keptOfLowest({ upper, count }: Bucket, { value, side }: Cut): Kept {
  const fromZero = upper > 0 && upper !== Infinity;
  if (side === "upper") {
    if (fromZero && value > 0) return { count: (count * value) / upper, middle: value / 2 };
    return upper <= 0 ? { count, middle: value } : NOTHING;
  }
  return fromZero && value >= 0 ? { count: count * (1 - value / upper), middle: (value + upper) / 2 } : NOTHING;
}

/** The zero bucket, which ends at 0 on the side where the histogram has nothing else; linear within. */
function keptOfZero(h: FloatHistogram, { value, side }: Cut, hasNegative: boolean, hasPositive: boolean): Kept {
  const zero = zeroBucket(h);
  const lower = hasPositive && !hasNegative ? 0 : zero.lower;
  const upper = hasNegative && !hasPositive ? 0 : zero.upper;
  const all = { count: zero.count, middle: (lower + upper) / 2 };
  if (value <= lower) return side === "upper" ? NOTHING : all;
  if (value >= upper) return side === "upper" ? all : NOTHING;
  const [from, to] = side === "upper" ? [lower, value] : [value, upper];
  return { count: zero.count * ((to - from) / (upper - lower)), middle: (from + to) / 2 };
}

/** The value that stands for all between two bounds: their mean, the geometric one in exponential buckets. */
function middleOf(lower: number, upper: number, { linear }: Cut, sign: 1 | -1): number {
  const lowest = lower === -Infinity || lower === Infinity;
  const highest = upper === -Infinity || upper === Infinity;
  if (lowest && highest) return 0;
  if (lowest) return upper > 0 ? upper / 2 : upper;
  if (highest) return lower;
  return linear ? (lower + upper) / 2 : sign * Math.sqrt(Math.abs(lower * upper));
}
