import type { FloatHistogram } from "../../histogram/float-histogram.ts";
import { histogramAverage, histogramVariance } from "../../histogram/moments.ts";
import { finished } from "../binary/results.ts";
import { Column } from "../column.ts";
import type { VectorFunction } from "../evaluator.ts";
import { vectorOf } from "./argument.ts";

const VALUES: Readonly<Record<string, (histogram: FloatHistogram) => number>> = {
  histogram_count: (histogram) => histogram.count,
  histogram_sum: (histogram) => histogram.sum,
  histogram_avg: histogramAverage,
  histogram_stdvar: histogramVariance,
  histogram_stddev: (histogram) => Math.sqrt(histogramVariance(histogram)),
};

/** The functions that read one number from each native histogram; floats are left out. */
export const HISTOGRAM_VALUES: readonly (readonly [name: string, evaluate: VectorFunction])[] = Object.entries(
  VALUES,
).map(([name, read]): readonly [string, VectorFunction] => [name, reading(read)]);

function reading(read: (histogram: FloatHistogram) => number): VectorFunction {
  return (call, evaluator) => {
    const columns = vectorOf(call, evaluator).map((column) => {
      // Unlike other functions, these drop the name alone and keep `__type__` and `__unit__`.
      const labels = evaluator.settings.delayedNameRemoval ? column.labels : column.labels.with("__name__", "");
      const result = new Column(labels, column.kinds.length, true);
      for (let step = 0; step < column.kinds.length; step++) {
        const histogram = column.histogramAt(step);
        if (histogram !== undefined) result.setFloat(step, read(histogram));
      }
      return result;
    });
    return finished(columns, evaluator);
  };
}
