import type { FloatHistogram } from "./float-histogram.ts";

/** The info that NaN observations call for; add ` for metric name "x"` as Prometheus does. */
export type NaNInfo =
  | "input to histogram_quantile has NaN observations, result is NaN"
  | "input to histogram_quantile has NaN observations, result is skewed higher"
  | "input to histogram_fraction has NaN observations, which are excluded from all fractions";

/** Called at most once for each histogram. */
export type OnNaN = (info: NaNInfo) => void;

/** The quantile `q` of a native histogram. */
export function histogramQuantile(_q: number, _h: FloatHistogram, _onNaN?: OnNaN): number {
  throw new Error("not built yet");
}
