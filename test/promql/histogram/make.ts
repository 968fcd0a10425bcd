import type { FloatHistogram } from "../../../lib/promql/histogram/float-histogram.ts";
import { type HistogramFields, histogramFrom } from "../../../lib/promql/histogram/notation.ts";

/** A histogram from the fields of the series notation, `count` being what the buckets add up to unless it is told. */
export function make(fields: HistogramFields): FloatHistogram {
  const buckets = [fields.z_bucket ?? 0, ...(fields.buckets ?? []), ...(fields.n_buckets ?? [])];
  return histogramFrom({ count: buckets.reduce((sum, count) => sum + count, 0), ...fields });
}

/** A histogram of custom buckets. */
export function custom(
  customValues: readonly number[],
  buckets: readonly number[],
  fields: HistogramFields = {},
): FloatHistogram {
  return make({ schema: -53, custom_values: customValues, buckets, ...fields });
}
