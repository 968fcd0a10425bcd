import type { FloatHistogram } from "./float-histogram.ts";

/** One bucket of a classic histogram: how many observations are at most `le`. */
export interface ClassicBucket {
  readonly le: number;
  readonly cumulativeCount: number;
}

/** The histogram of custom buckets that classic buckets amount to, as `load_with_nhcb` has it; throws an `Error` in Prometheus' words. */
export function customBucketsHistogram(
  _buckets: readonly ClassicBucket[],
  _sum?: number,
  _count?: number,
): FloatHistogram {
  throw new Error("not built yet");
}
