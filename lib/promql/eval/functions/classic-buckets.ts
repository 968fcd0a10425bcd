import { nearlySame } from "./nearly-same.ts";

/** The buckets of a classic histogram at one moment: upper bounds, rising, and how many observations are at or below each. */
export interface ClassicBuckets {
  /** Only so many places of the arrays count; never 0. */
  readonly length: number;
  readonly bounds: Float64Array;
  readonly counts: Float64Array;
}

/** What had to be mended so that counts rise from bucket to bucket. */
export interface ForcedMonotonicity {
  /** Least and greatest upper bound of a mended bucket. */
  readonly from: number;
  readonly to: number;
  /** The greatest fall of a count. */
  readonly difference: number;
}

/** Relative difference of counts that is noise of floating point: `smallDeltaTolerance` of Prometheus' quantile.go. */
const NOISE = 1e-12;

/**
 * The quantile of a classic histogram (`histogram_quantile`), interpolated linearly within a bucket; NaN where there are no observations, no
 * bucket of infinity, or no other one. Mends the counts in place; `onForced` hears of it.
 */
export function bucketQuantile(
  q: number,
  buckets: ClassicBuckets,
  onForced: (forced: ForcedMonotonicity) => void,
): number {
  if (Number.isNaN(q)) return q;
  if (q < 0) return -Infinity;
  if (q > 1) return Infinity;
  const { bounds, counts, length } = buckets;
  const last = length - 1;
  if (bounds[last] !== Infinity) return NaN;
  const forced = forceMonotonicity(buckets);
  if (forced !== undefined) onForced(forced);
  const observations = counts[last] as number;
  if (last < 1 || observations === 0) return NaN;
  const rank = q * observations;
  const index = firstReaching(counts, last, rank);
  const end = bounds[index] as number;
  if (index === last) return bounds[last - 1] as number;
  if (index === 0) return end <= 0 ? end : end * (rank / (counts[0] as number));
  const start = bounds[index - 1] as number;
  const below = counts[index - 1] as number;
  return start + (end - start) * ((rank - below) / ((counts[index] as number) - below));
}

/** The fraction of observations between two values (`histogram_fraction`), from 0 to 1; NaN as in `bucketQuantile`. */
export function bucketFraction(lower: number, upper: number, { bounds, counts, length }: ClassicBuckets): number {
  const total = counts[length - 1] as number;
  if (bounds[length - 1] !== Infinity || total === 0) return NaN;
  if (Number.isNaN(lower) || Number.isNaN(upper)) return NaN;
  if (lower >= upper) return 0;
  return (rankOf(upper) - rankOf(lower)) / total;

  /** How many observations are below a value. */
  function rankOf(value: number): number {
    // Histograms of positive values start at 0.
    let start = (bounds[0] as number) <= 0 ? -Infinity : 0;
    let below = 0;
    for (let index = 0; index < length; index++) {
      const end = bounds[index] as number;
      const count = counts[index] as number;
      if (start >= value) return Math.min(below, total);
      if (end > value) {
        // A bucket without a lower bound cannot be divided: all of it counts, as all of the one before infinity does.
        const rank = start === -Infinity ? count : below + ((count - below) * (value - start)) / (end - start);
        return Math.min(rank, total);
      }
      below = count;
      start = end;
    }
    return total;
  }
}

function forceMonotonicity({ bounds, counts, length }: ClassicBuckets): ForcedMonotonicity | undefined {
  let from = Infinity;
  let to = -Infinity;
  let difference = 0;
  let forced = false;
  let previous = counts[0] as number;
  for (let index = 1; index < length; index++) {
    const count = counts[index] as number;
    if (count === previous) continue;
    const isNoise = nearlySame(previous, count, NOISE);
    if (!isNoise && !(count < previous)) {
      previous = count;
      continue;
    }
    counts[index] = previous;
    if (isNoise) continue;
    const bound = bounds[index] as number;
    forced = true;
    from = Math.min(from, bound);
    to = Math.max(to, bound);
    difference = Math.max(difference, previous - count);
  }
  return forced ? { from, to, difference } : undefined;
}

/** The first of `count` rising counts that is at least `rank`, or `count`. */
function firstReaching(counts: Float64Array, count: number, rank: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((counts[middle] as number) >= rank) high = middle;
    else low = middle + 1;
  }
  return low;
}
