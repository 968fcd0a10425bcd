import { mixedKinds } from "../messages.ts";
import { anyAt } from "./edge-functions.ts";
import { extendedHistogramRate } from "./extended-histogram-rate.ts";
import { extendedFloatRate } from "./extended-rate.ts";
import { floatRate } from "./float-rate.ts";
import { histogramRate } from "./histogram-rate.ts";
import type { RangeFunction } from "./range-function.ts";
import type { RateKind } from "./rate-kind.ts";

/** `rate`, `increase` or `delta`: the change over the range, extrapolated to its edges, or `anchored` or `smoothed` there. */
export function rateFunction(kind: RateKind): RangeFunction {
  return (input, output) => {
    const { extension } = input.vector;
    const ofFloats = extension === undefined ? floatRate : extendedFloatRate;
    const ofHistograms = extension === undefined ? histogramRate : extendedHistogramRate;
    const { series, notes } = input;
    const float = series.floats.length > 0 ? ofFloats(input, kind, output) : undefined;
    const histogram = series.histograms.length > 0 ? ofHistograms(input, kind, output) : undefined;
    anyAt(input, (step, floats, histograms) => {
      if (floats > 0 && histograms > 0) notes.warn(mixedKinds);
      else if (floats > 0) float?.(step);
      else histogram?.(step);
    });
  };
}
