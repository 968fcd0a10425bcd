import type { Column } from "../column.ts";
import type { RangeCall, RangeFunction } from "./range-function.ts";

/** `count_over_time`: of floats and histograms. */
export const countOverTime: RangeFunction = (input, output) => {
  anyAt(input, (step, floats, histograms) => output.setFloat(step, floats + histograms));
};

/** `present_over_time`. */
export const presentOverTime: RangeFunction = (input, output) => {
  anyAt(input, (step) => output.setFloat(step, 1));
};

/** `first_over_time`. */
export const firstOverTime: RangeFunction = (input, output) => {
  const { floats, histograms, floatWindows, histogramWindows } = input.series;
  anyAt(input, (step, floatCount, histogramCount) => {
    const float = floatWindows.from[step] as number;
    const histogram = histogramWindows.from[step] as number;
    const earlier = (floats.timestamps[float] as number) < (histograms.timestamps[histogram] as number);
    copy(input, step, histogramCount === 0 || (floatCount > 0 && earlier), float, histogram, output);
  });
};

/** `last_over_time`. */
export const lastOverTime: RangeFunction = (input, output) => {
  const { floats, histograms, floatWindows, histogramWindows } = input.series;
  anyAt(input, (step, floatCount, histogramCount) => {
    const float = (floatWindows.to[step] as number) - 1;
    const histogram = (histogramWindows.to[step] as number) - 1;
    const later = (floats.timestamps[float] as number) > (histograms.timestamps[histogram] as number);
    copy(input, step, histogramCount === 0 || (floatCount > 0 && later), float, histogram, output);
  });
};

/** `ts_of_first_over_time`, in seconds. */
export const timeOfFirst: RangeFunction = (input, output) => {
  const { floats, histograms, floatWindows, histogramWindows } = input.series;
  anyAt(input, (step, floatCount, histogramCount) => {
    const float = floatCount > 0 ? (floats.timestamps[floatWindows.from[step] as number] as number) : Infinity;
    const histogram =
      histogramCount > 0 ? (histograms.timestamps[histogramWindows.from[step] as number] as number) : Infinity;
    output.setFloat(step, Math.min(float, histogram) / 1_000);
  });
};

/** `ts_of_last_over_time`, in seconds. */
export const timeOfLast: RangeFunction = (input, output) => {
  const { floats, histograms, floatWindows, histogramWindows } = input.series;
  anyAt(input, (step, floatCount, histogramCount) => {
    // Prometheus takes 0 for a kind that is missing, which shows before 1970.
    const float = floatCount > 0 ? (floats.timestamps[(floatWindows.to[step] as number) - 1] as number) : 0;
    const histogram =
      histogramCount > 0 ? (histograms.timestamps[(histogramWindows.to[step] as number) - 1] as number) : 0;
    output.setFloat(step, Math.max(float, histogram) / 1_000);
  });
};

/** Visits the steps whose windows hold anything. */
export function anyAt({ series }: RangeCall, visit: (step: number, floats: number, histograms: number) => void): void {
  const { floatWindows, histogramWindows } = series;
  for (let step = 0; step < floatWindows.from.length; step++) {
    const floats = Math.max(0, (floatWindows.to[step] as number) - (floatWindows.from[step] as number));
    const histograms = Math.max(0, (histogramWindows.to[step] as number) - (histogramWindows.from[step] as number));
    if (floats + histograms > 0) visit(step, floats, histograms);
  }
}

function copy(
  { series }: RangeCall,
  step: number,
  isFloat: boolean,
  float: number,
  histogram: number,
  output: Column,
): void {
  const value = isFloat ? undefined : series.histograms.values[histogram];
  if (value === undefined) output.setFloat(step, series.floats.values[float] as number);
  else output.setHistogram(step, value);
}
