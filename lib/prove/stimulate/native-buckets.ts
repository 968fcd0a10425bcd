import { boundOf } from "../../promql/histogram/bounds.ts";
import { EXPONENTIAL_SCHEMAS } from "../../promql/histogram/schema.ts";

/** The finest resolution, so that observations lie as near to a bound as they can. */
const FINEST = EXPONENTIAL_SCHEMAS.max;

/** Resolution of histograms of which a quantile is asked: each bucket is twice as wide as the one before. */
export const DOUBLING = 0;

/** Index of the bucket that a value falls into. */
export function bucketOf(value: number, schema: number): number {
  let index = Math.ceil(Math.log2(value) * 2 ** schema);
  while (boundOf(index, schema) < value) index++;
  while (boundOf(index - 1, schema) >= value) index--;
  return index;
}

/** The two buckets next to a bound: all of one lies up to it, all of the other beyond it. */
export function bucketsBeside(bound: number): {
  readonly schema: number;
  readonly upTo: number;
  readonly beyond: number;
} {
  const schema = FINEST;
  const index = bucketOf(bound, schema);
  const isEdge = boundOf(index, schema) === bound;
  return { schema, upTo: isEdge ? index : index - 1, beyond: index + 1 };
}

/**
 * Share of the observations in each bucket so that a quantile of a {@link DOUBLING} histogram has a value: all lie in the
 * bucket of the value and next to it, so many that interpolation of logarithms gives the value.
 */
export function quantileShares(quantile: number, value: number): ReadonlyMap<number, number> {
  const place = bucketOf(value, DOUBLING);
  const within = Math.log2(value) - (place - 1);
  const below = (quantile - within) / (1 - within);
  if (within <= quantile)
    return new Map([
      [place - 1, below],
      [place, 1 - below],
    ]);
  return new Map([
    [place, quantile / within],
    [place + 1, 1 - quantile / within],
  ]);
}
