import type { FloatHistogram } from "../../histogram/float-histogram.ts";
import { withoutStrayZero } from "../../histogram/schema.ts";
import type { RangeCall, RangeFunction } from "./range-function.ts";

/** `count_over_time`: of floats and histograms. */
export const countOverTime: RangeFunction = (input, output) => {
  anyAt(input, (step, floats, histograms) => output.setFloat(step, floats + histograms));
};

/** `present_over_time`. */
export const presentOverTime: RangeFunction = (input, output) => {
  anyAt(input, (step) => output.setFloat(step, 1));
};

/** `first_over_time`, or `last_over_time`: of floats and histograms alike. */
export function edgeOverTime(edge: "first" | "last"): RangeFunction {
  const [sign, past] = edge === "first" ? [1, 0] : [-1, 1];
  return (input, output) => {
    const { floats, histograms } = input.series;
    const [floatAt, histogramAt] = edge === "first" ? [floats.from, histograms.from] : [floats.to, histograms.to];
    anyAt(input, (step, floatCount, histogramCount) => {
      const float = (floatAt[step] as number) - past;
      const histogram = (histogramAt[step] as number) - past;
      const rise = (histograms.timestamps[histogram] as number) - (floats.timestamps[float] as number);
      if (histogramCount === 0 || (floatCount > 0 && sign * rise > 0)) {
        output.setFloat(step, floats.values[float] as number);
      } else {
        output.setHistogram(step, withoutStrayZero(histograms.values[histogram] as FloatHistogram));
      }
    });
  };
}

/** `ts_of_first_over_time`, or `ts_of_last_over_time`, in seconds. */
export function edgeTime(edge: "first" | "last"): RangeFunction {
  // Prometheus takes 0 for a kind that is missing, which shows before 1970.
  const [choose, missing, past] = edge === "first" ? [Math.min, Infinity, 0] : [Math.max, 0, 1];
  return (input, output) => {
    const { floats, histograms } = input.series;
    const [floatAt, histogramAt] = edge === "first" ? [floats.from, histograms.from] : [floats.to, histograms.to];
    anyAt(input, (step, floatCount, histogramCount) => {
      const float = floatCount > 0 ? (floats.timestamps[(floatAt[step] as number) - past] as number) : missing;
      const histogram =
        histogramCount > 0 ? (histograms.timestamps[(histogramAt[step] as number) - past] as number) : missing;
      output.setFloat(step, choose(float, histogram) / 1_000);
    });
  };
}

/** Visits the steps whose windows hold anything. */
export function anyAt({ series }: RangeCall, visit: (step: number, floats: number, histograms: number) => void): void {
  // Taken out of their objects once, since those of floats and of histograms differ in shape.
  const { from: floatFrom, to: floatTo } = series.floats;
  const { from: histogramFrom, to: histogramTo } = series.histograms;
  for (let step = 0; step < floatFrom.length; step++) {
    const floats = (floatTo[step] as number) - (floatFrom[step] as number);
    const histograms = (histogramTo[step] as number) - (histogramFrom[step] as number);
    if (floats + histograms > 0) visit(step, floats, histograms);
  }
}
