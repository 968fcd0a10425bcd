import { KahanSum } from "../eval/kahan.ts";
import { allBuckets, type Bucket } from "./buckets.ts";
import type { FloatHistogram } from "./float-histogram.ts";
import { usesCustomBuckets } from "./schema.ts";

/** Sum divided by count; NaN without observations. */
export function histogramAverage(h: FloatHistogram): number {
  return h.sum / h.count;
}

/** The estimated variance (`histogram_stdvar`), each observation taken to be in the middle of its bucket; its root is `histogram_stddev`. */
export function histogramVariance(h: FloatHistogram): number {
  const mean = histogramAverage(h);
  const custom = usesCustomBuckets(h);
  const sum = new KahanSum();
  for (const bucket of allBuckets(h)) {
    if (bucket.count === 0) continue;
    const delta = middleOf(bucket, custom) - mean;
    sum.add(bucket.count * delta * delta);
  }
  return sum.total / h.count;
}

function middleOf({ lower, upper }: Bucket, custom: boolean): number {
  if (custom) return (upper + lower) / 2;
  if (lower <= 0 && upper >= 0) return 0;
  const middle = Math.sqrt(upper * lower);
  return upper < 0 ? -middle : middle;
}
