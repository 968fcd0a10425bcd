import type { FloatHistogram } from "./float-histogram.ts";

/** The schema of histograms whose bounds are in `customValues`; all other schemas have exponential bounds. */
export const CUSTOM_BUCKETS_SCHEMA = -53;

/**
 * The exponential schemas, from the coarsest to the finest
 * (https://prometheus.io/docs/specs/native_histograms/#schema).
 */
export const EXPONENTIAL_SCHEMAS = { min: -4, max: 8 } as const;

/** Whether the histogram has custom bucket bounds. */
export function usesCustomBuckets(h: Pick<FloatHistogram, "schema">): boolean {
  return h.schema === CUSTOM_BUCKETS_SCHEMA;
}

/** Whether two lists of custom bounds are the same; no list is an empty one. */
export function sameBounds(a: readonly number[] | undefined, b: readonly number[] | undefined): boolean {
  if (a === b) return true;
  const [left, right] = [a ?? [], b ?? []];
  return left.length === right.length && left.every((bound, i) => bound === right[i]);
}

/**
 * The histogram as operations start with it: custom buckets have no zero bucket, so that what multiplying or dividing has left
 * there (-0, or NaN of 0 / 0) does not count.
 */
export function withoutStrayZero(h: FloatHistogram): FloatHistogram {
  return usesCustomBuckets(h) && !Object.is(h.zeroCount, 0) ? { ...h, zeroCount: 0 } : h;
}
