import type { FloatHistogram } from "./float-histogram.ts";
import type { OnNaN } from "./quantile.ts";

/** The fraction of observations between `lower` and `upper`, from 0 to 1. */
export function histogramFraction(_lower: number, _upper: number, _h: FloatHistogram, _onNaN?: OnNaN): number {
  throw new Error("not built yet");
}
