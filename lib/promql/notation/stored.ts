import { HISTOGRAM, type Series } from "../data/series.ts";
import type { FloatHistogram } from "../histogram/float-histogram.ts";
import { detectReset } from "../histogram/reset.ts";

/**
 * A histogram with the counter reset hint that it comes back with once Prometheus has stored it after the samples of `series`:
 * the hint is kept for a block of histograms without a reset, in which the first one tells nothing.
 */
export function asStored(histogram: FloatHistogram, series: Series): FloatHistogram {
  if (histogram.counterResetHint === "gauge") return histogram;
  const last = series.length - 1;
  const previous = series.kindAt(last) === HISTOGRAM ? series.histograms?.[last] : undefined;
  const counterResetHint = previous !== undefined && continues(histogram, previous) ? "not-reset" : "unknown";
  return histogram.counterResetHint === counterResetHint ? histogram : { ...histogram, counterResetHint };
}

function continues(histogram: FloatHistogram, previous: FloatHistogram): boolean {
  if (previous.counterResetHint === "gauge" || histogram.counterResetHint === "reset") return false;
  if (histogram.schema !== previous.schema || histogram.zeroThreshold !== previous.zeroThreshold) return false;
  if (!sameBounds(histogram.customValues ?? [], previous.customValues ?? [])) return false;
  return !detectReset({ ...histogram, counterResetHint: "unknown" }, previous);
}

function sameBounds(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((bound, index) => bound === other[index]);
}
