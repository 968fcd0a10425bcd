import type { FloatHistogram } from "../../histogram/float-histogram.ts";
import type { FloatSamples, HistogramSamples, Windows } from "../range-vector.ts";
import { sizeAt } from "../windowing.ts";
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
  return (input, output) => {
    const { floats, histograms } = input.series;
    anyAt(input, (step, floatCount, histogramCount) => {
      const float = placeAt(floats, step, edge);
      const histogram = placeAt(histograms, step, edge);
      const rise = (histograms.timestamps[histogram] as number) - (floats.timestamps[float] as number);
      const isFloat = histogramCount === 0 || (floatCount > 0 && (edge === "first" ? rise > 0 : rise < 0));
      if (isFloat) output.setFloat(step, floats.values[float] as number);
      else output.setHistogram(step, histograms.values[histogram] as FloatHistogram);
    });
  };
}

/** `ts_of_first_over_time`, or `ts_of_last_over_time`, in seconds. */
export function edgeTime(edge: "first" | "last"): RangeFunction {
  // Prometheus takes 0 for a kind that is missing, which shows before 1970.
  const [choose, missing] = edge === "first" ? [Math.min, Infinity] : [Math.max, 0];
  const timeAt = (samples: (FloatSamples | HistogramSamples) & Windows, step: number): number =>
    sizeAt(samples, step) > 0 ? (samples.timestamps[placeAt(samples, step, edge)] as number) : missing;
  return (input, output) => {
    const { floats, histograms } = input.series;
    anyAt(input, (step) => {
      output.setFloat(step, choose(timeAt(floats, step), timeAt(histograms, step)) / 1_000);
    });
  };
}

/** Visits the steps whose windows hold anything. */
export function anyAt({ series }: RangeCall, visit: (step: number, floats: number, histograms: number) => void): void {
  for (let step = 0; step < series.floats.from.length; step++) {
    const floats = sizeAt(series.floats, step);
    const histograms = sizeAt(series.histograms, step);
    if (floats + histograms > 0) visit(step, floats, histograms);
  }
}

function placeAt({ from, to }: Windows, step: number, edge: "first" | "last"): number {
  return edge === "first" ? (from[step] as number) : (to[step] as number) - 1;
}
