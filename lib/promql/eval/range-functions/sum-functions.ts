import type { FloatHistogram } from "../../histogram/float-histogram.ts";
import { mixedKinds } from "../messages.ts";
import { anyAt } from "./edge-functions.ts";
import { histogramTotals } from "./histogram-totals.ts";
import type { RangeFunction } from "./range-function.ts";
import { addsUpInAnyOrder, SumFold } from "./sum-fold.ts";
import { foldWindows, overlaps, widest } from "./window-fold.ts";

/** `sum_over_time`, or `avg_over_time` where `mean`: of floats or of histograms, but not of both in one window. */
export function sumOverTime(mean: boolean): RangeFunction {
  return (input, output) => {
    const { floats, histograms } = input.series;
    const from = floats.from[0] ?? 0;
    const to = floats.to.at(-1) ?? 0;
    const slides = overlaps(floats) && addsUpInAnyOrder(floats.values, from, to);
    const fold = new SumFold(floats.values, slides ? widest(floats) : 0, mean);
    const sums = foldWindows(floats, fold, slides);
    const totals: ((step: number) => FloatHistogram | undefined) | undefined =
      histograms.length > 0 ? histogramTotals(input, mean) : undefined;
    anyAt(input, (step, floatCount, histogramCount) => {
      if (floatCount > 0 && histogramCount > 0) {
        input.notes.warn(mixedKinds);
      } else if (floatCount > 0) {
        output.setFloat(step, sums[step] as number);
      } else {
        const total = totals?.(step);
        if (total !== undefined) output.setHistogram(step, total);
      }
    });
  };
}
