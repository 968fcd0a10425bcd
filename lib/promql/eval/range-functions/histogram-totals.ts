import { HistogramAccumulator } from "../../histogram/accumulator.ts";
import type { FloatHistogram } from "../../histogram/float-histogram.ts";
import { HistogramMean } from "../../histogram/mean.ts";
import type { HistogramSamples, RangeCall } from "../range-vector.ts";
import type { RangeNotes } from "./range-notes.ts";
import { withoutMix } from "./without-mix.ts";

/** The sum or mean of the histograms in the window of a step, asked for in rising steps and only where there are some. */
export function histogramTotals(
  { series }: RangeCall,
  mean: boolean,
  notes: RangeNotes,
): (step: number) => FloatHistogram | undefined {
  const { histograms, histogramWindows } = series;
  return (step) => {
    const from = histogramWindows.from[step] as number;
    const to = histogramWindows.to[step] as number;
    return withoutMix(notes, () => {
      const total = mean ? meanOf(histograms, from, to) : sumOf(histograms, from, to);
      if (total.counterResetCollision) notes.resetCollision();
      if (total.boundsReconciled) notes.boundsReconciled("aggregation");
      return total.histogram;
    });
  };
}

interface Total {
  readonly histogram: FloatHistogram;
  readonly counterResetCollision: boolean;
  readonly boundsReconciled: boolean;
}

function sumOf({ values }: HistogramSamples, from: number, to: number): Total {
  const sum = new HistogramAccumulator(values[from] as FloatHistogram);
  for (let index = from + 1; index < to; index++) sum.add(values[index] as FloatHistogram);
  const { counterResetCollision, boundsReconciled } = sum;
  return { histogram: sum.total(), counterResetCollision, boundsReconciled };
}

function meanOf({ values }: HistogramSamples, from: number, to: number): Total {
  const mean = new HistogramMean(values[from] as FloatHistogram);
  for (let index = from + 1; index < to; index++) mean.add(values[index] as FloatHistogram);
  const { counterResetCollision, boundsReconciled } = mean;
  return { histogram: mean.mean(), counterResetCollision, boundsReconciled };
}
