import type { FloatHistogram } from "./float-histogram.ts";

/** The schema of histograms whose bounds are in `customValues`; all other schemas have exponential bounds. */
export const CUSTOM_BUCKETS_SCHEMA = -53;

/** Whether the histogram has custom bucket bounds. */
export function usesCustomBuckets(h: FloatHistogram): boolean {
  return h.schema === CUSTOM_BUCKETS_SCHEMA;
}
