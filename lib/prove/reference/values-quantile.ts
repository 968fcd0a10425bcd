/** Observations (or their rate) up to a bucket's bound; the last bound is infinite. */
export interface CumulativeBucket {
  readonly bound: number;
  readonly count: number;
}

/** Float noise between two buckets, relative to both together: Prometheus' documentation calls it a trillionth. */
const NOISE = 1e-12;

/**
 * A quantile of a classic histogram as Prometheus documents it
 * (https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile): linear within a bucket, the lowest of
 * which begins at 0 where its bound is positive; the last finite bound where the quantile lies beyond it. Buckets must be in
 * rising order. `NaN` without observations, or without the infinite bucket.
 */
export function classicQuantile(quantile: number, buckets: readonly CumulativeBucket[]): number {
  const rising = risingCounts(buckets);
  const last = rising.at(-1);
  const lastFinite = rising.at(-2);
  if (last === undefined || lastFinite === undefined) return Number.NaN;
  if (last.bound !== Number.POSITIVE_INFINITY || last.count === 0) return Number.NaN;
  const rank = quantile * last.count;
  const place = rising.findIndex(({ count }) => count >= rank);
  const found = rising[place];
  if (found === undefined || found === last) return lastFinite.bound;
  const below = rising[place - 1];
  if (below === undefined && found.bound <= 0) return found.bound;
  const lower = below?.bound ?? 0;
  const before = below?.count ?? 0;
  return lower + (found.bound - lower) * ((rank - before) / (found.count - before));
}

/** A bucket cannot hold less than a lower one: series that were scraped apart may say so, and so may float noise. */
function risingCounts(buckets: readonly CumulativeBucket[]): readonly CumulativeBucket[] {
  let highest = Number.NEGATIVE_INFINITY;
  return buckets.map(({ bound, count }) => {
    if (count > highest && count - highest >= NOISE * (count + highest)) highest = count;
    return { bound, count: highest };
  });
}
