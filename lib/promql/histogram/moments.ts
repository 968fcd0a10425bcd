import type { FloatHistogram } from "./float-histogram.ts";

/** Sum through count; NaN without observations. */
export function histogramAverage(h: FloatHistogram): number {
  return h.sum / h.count;
}

/** The estimated variance (`histogram_stdvar`); its root is `histogram_stddev`. */
export function histogramVariance(_h: FloatHistogram): number {
  throw new Error("not built yet");
}
