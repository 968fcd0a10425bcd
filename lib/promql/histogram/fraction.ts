import { fractionBelow, RisingBuckets } from "./buckets.ts";
import type { FloatHistogram } from "./float-histogram.ts";
import { type OnNaN, oneSidedZero } from "./quantile.ts";
import { usesCustomBuckets } from "./schema.ts";

/**
 * The fraction of observations between `lower` and `upper`, from 0 to 1, as `histogram_fraction` estimates it. NaN without
 * observations; NaN observations are in no fraction.
 */
export function histogramFraction(lower: number, upper: number, h: FloatHistogram, onNaN?: OnNaN): number {
  if (h.count === 0 || Number.isNaN(lower) || Number.isNaN(upper)) return NaN;
  if (lower >= upper) return 0;
  const buckets = new RisingBuckets(h);
  let count = h.count;
  if (Number.isNaN(h.sum)) {
    count = 0;
    for (let i = 0; i < buckets.size; i++) count += buckets.countAt(i);
    if (count < h.count)
      onNaN?.("input to histogram_fraction has NaN observations, which are excluded from all fractions");
  }
  const lowerRank = rankOf(lower, buckets, h);
  const upperRank = rankOf(upper, buckets, h);
  const capped = (rank: number | undefined): number => (rank === undefined || rank > count ? count : rank);
  return (capped(upperRank) - capped(lowerRank)) / h.count;
}

/** How many observations are below `value`; `undefined` when all are. */
function rankOf(value: number, buckets: RisingBuckets, h: FloatHistogram): number | undefined {
  const custom = usesCustomBuckets(h);
  let rank = 0;
  for (let i = 0; i < buckets.size; i++) {
    let bucket = buckets.at(i);
    const zero = bucket.lower <= 0 && bucket.upper >= 0;
    if (zero) bucket = oneSidedZero(bucket, h);
    if (bucket.lower >= value) return rank;
    if (bucket.upper > value) {
      // No interpolation is possible in a bucket without end; all of it counts.
      if (bucket.lower === -Infinity && (custom || zero)) return bucket.count;
      return rank + bucket.count * fractionBelow(bucket, value, custom || zero);
    }
    rank += bucket.count;
  }
  return undefined;
}
