import { exp2, log2 } from "./binary-float.ts";
import { type Bucket, RisingBuckets } from "./buckets.ts";
import type { FloatHistogram } from "./float-histogram.ts";
import { usesCustomBuckets } from "./schema.ts";

/** The info that NaN observations call for; add ` for metric name "x"` as Prometheus does. */
export type NaNInfo =
  | "input to histogram_quantile has NaN observations, result is NaN"
  | "input to histogram_quantile has NaN observations, result is skewed higher"
  | "input to histogram_fraction has NaN observations, which are excluded from all fractions";

/** Called at most once for each histogram. */
export type OnNaN = (info: NaNInfo) => void;

/** The bounds and the count that an interpolation needs. */
type Interval = Pick<Bucket, "lower" | "upper" | "count">;

/**
 * The quantile `q` of a native histogram as `histogram_quantile` estimates it: linear within custom buckets and the zero bucket,
 * exponential within others. NaN without observations; NaN observations count as higher than all others.
 */
export function histogramQuantile(q: number, h: FloatHistogram, onNaN?: OnNaN): number {
  if (q < 0) return -Infinity;
  if (q > 1) return Infinity;
  if (h.count === 0 || Number.isNaN(q)) return NaN;
  const hasNaN = Number.isNaN(h.sum);
  // NaN observations are in no bucket, so that ranks are only known from below; else start from the end that is nearer.
  const rising = hasNaN || q < 0.5;
  const rank = (rising ? q : 1 - q) * h.count;
  const buckets = new RisingBuckets(h);
  const found = find(buckets, rank, rising);
  const interval = bounded(found.position === undefined ? EMPTY : buckets.at(found.position), h);
  if (typeof interval === "number") return interval;
  const count = Math.min(found.count, h.count);
  if (count < rank) {
    if (!hasNaN) return interval.upper;
    onNaN?.("input to histogram_quantile has NaN observations, result is NaN");
    return NaN;
  }
  const within = rising ? rank - (count - interval.count) : count - rank;
  if (!hasNaN) return interpolate(interval, within / interval.count, h);
  let total = count;
  for (let i = (found.position ?? -1) + 1; i < buckets.size; i++) total += buckets.countAt(i);
  if (total < h.count) onNaN?.("input to histogram_quantile has NaN observations, result is skewed higher");
  // Having counted on, Prometheus goes on with the highest bucket, whichever one the rank is in.
  const last = found.position === buckets.size - 1 || buckets.size === 0 ? interval : buckets.at(buckets.size - 1);
  return interpolate(last, within / last.count, h);
}

const EMPTY: Interval = { lower: 0, upper: 0, count: 0 };

/** The position of the bucket that `rank` is in, or of the last one, and the observations up to its end. */
function find(buckets: RisingBuckets, rank: number, rising: boolean): { position: number | undefined; count: number } {
  let count = 0;
  let position: number | undefined;
  for (let i = 0; i < buckets.size; i++) {
    position = rising ? i : buckets.size - 1 - i;
    const populated = buckets.countAt(position);
    count += populated;
    if (populated !== 0 && count >= rank) break;
  }
  return { position, count };
}

/** The bucket with the bounds that values in it can be expected to have, or the quantile where no interpolation is possible. */
function bounded(bucket: Interval, h: FloatHistogram): Interval | number {
  const { lower, upper, count } = bucket;
  if (usesCustomBuckets(h)) {
    if (lower === -Infinity) return upper <= 0 ? upper : { lower: 0, upper, count };
    return upper === Infinity ? lower : bucket;
  }
  return lower < 0 && upper > 0 ? oneSidedZero(bucket, h) : bucket;
}

/** The zero bucket, ending at 0 on the side where the histogram has no buckets when it has some on the other. */
export function oneSidedZero<T extends Pick<Bucket, "lower" | "upper">>(zero: T, h: FloatHistogram): T {
  const negative = h.negativeBuckets.length > 0;
  const positive = h.positiveBuckets.length > 0;
  if (negative === positive) return zero;
  return positive ? { ...zero, lower: 0 } : { ...zero, upper: 0 };
}

function interpolate({ lower, upper }: Interval, fraction: number, h: FloatHistogram): number {
  if (usesCustomBuckets(h) || (lower <= 0 && upper >= 0)) return lower + (upper - lower) * fraction;
  const logLower = log2(Math.abs(lower));
  const logUpper = log2(Math.abs(upper));
  if (lower > 0) return exp2(logLower + (logUpper - logLower) * fraction);
  return -exp2(logUpper + (logLower - logUpper) * (1 - fraction));
}
