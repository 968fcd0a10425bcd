import type { Expression } from "../../ast.ts";
import type { Labels } from "../../data/labels.ts";
import { formatFloat } from "../../go-float.ts";
import { histogramFraction } from "../../histogram/fraction.ts";
import { type NaNInfo, histogramQuantile as quantileOf } from "../../histogram/quantile.ts";
import { finished } from "../binary/results.ts";
import type { Column } from "../column.ts";
import type { Evaluator, VectorFunction } from "../evaluator.ts";
import { invalidQuantile } from "../messages.ts";
import { argumentAt, scalarAt } from "./argument.ts";
import { bucketFraction, bucketQuantile } from "./classic-buckets.ts";
import { type HistogramReading, readHistograms } from "./histogram-columns.ts";
import { histogramInputs } from "./histogram-inputs.ts";
import { forMetric, nameWhileKept } from "./metric-name.ts";
import { MonotonicityInfos } from "./monotonicity-info.ts";

/** `histogram_quantile(q, v)`, of native and of classic histograms. */
export const histogramQuantile: VectorFunction = (call, evaluator) => {
  const source = argumentAt(call, 0);
  const quantile = evaluator.scalar(source);
  const vector = argumentAt(call, 1);
  return quantiles([{ quantile, source }], vector, histogramInputs(vector, evaluator), evaluator);
};

/** `histogram_quantiles(v, label, q...)`: several quantiles at once, each with its own value of the label. */
export const histogramQuantiles: VectorFunction = (call, evaluator) => {
  const vector = argumentAt(call, 0);
  const inputs = histogramInputs(vector, evaluator);
  const label = evaluator.text(argumentAt(call, 1));
  const wanted = call.arguments.slice(2).map((source) => {
    const quantile = evaluator.scalar(source);
    return { quantile, source, labelsAt: labelling(label, quantile) };
  });
  return quantiles(wanted, vector, inputs, evaluator);
};

/** `histogram_fraction(lower, upper, v)`, of native and of classic histograms. */
export const histogramFractions: VectorFunction = (call, evaluator) => {
  const lower = scalarAt(call, 0, evaluator);
  const upper = scalarAt(call, 1, evaluator);
  const vector = argumentAt(call, 2);
  const reading: HistogramReading = {
    native: (histogram, step, labels) =>
      histogramFraction(lower[step] as number, upper[step] as number, histogram, informing(labels, vector, evaluator)),
    classic: (histogram, step) => bucketFraction(lower[step] as number, upper[step] as number, histogram),
  };
  const columns = readHistograms(histogramInputs(vector, evaluator), evaluator, [reading]);
  return finished(columns, evaluator);
};

/** A quantile at each step, and the labels of its results where they tell it. */
interface WantedQuantile {
  readonly quantile: Float64Array;
  readonly source: Expression;
  readonly labelsAt?: NonNullable<HistogramReading["labelsAt"]>;
}

function quantiles(
  wanted: readonly WantedQuantile[],
  vector: Expression,
  inputs: ReturnType<typeof histogramInputs>,
  evaluator: Evaluator,
): Column[] {
  warnOfQuantiles(wanted, evaluator);
  const infos = new MonotonicityInfos(evaluator, vector.source);
  const readings = wanted.map(
    ({ quantile, source: _, ...labelling }): HistogramReading => ({
      ...labelling,
      native: (histogram, step, labels) =>
        quantileOf(quantile[step] as number, histogram, informing(labels, vector, evaluator)),
      // What one quantile mends stays mended for the next one.
      classic: (histogram, step) =>
        bucketQuantile(quantile[step] as number, histogram, (forced) => {
          infos.add(nameWhileKept(histogram.labels, evaluator), forced, step);
        }),
    }),
  );
  const columns = readHistograms(inputs, evaluator, readings);
  infos.tell();
  return finished(columns, evaluator);
}

function informing(labels: Labels, vector: Expression, evaluator: Evaluator): (info: NaNInfo) => void {
  return (info) => {
    evaluator.annotations.inform(info + forMetric(nameWhileKept(labels, evaluator)), vector.source);
  };
}

/** Step by step, as the last one to say the same is the one whose place is shown. */
function warnOfQuantiles(wanted: readonly WantedQuantile[], evaluator: Evaluator): void {
  const told = new Map<number, Expression>();
  for (let step = 0; step < evaluator.steps.count; step++) {
    for (const { quantile, source } of wanted) {
      const q = quantile[step] as number;
      if ((q >= 0 && q <= 1) || told.get(q) === source) continue;
      evaluator.annotations.warn(invalidQuantile(q), source.source);
      told.set(q, source);
    }
  }
}

/** Labels with the quantile of each step; the same object for the same quantile. */
function labelling(label: string, quantile: Float64Array): (labels: Labels, step: number) => Labels {
  const known = new Map<Labels, Map<number, Labels>>();
  return (labels, step) => {
    const q = quantile[step] as number;
    const ofLabels = known.get(labels) ?? new Map<number, Labels>();
    const labelled = ofLabels.get(q) ?? labels.with(label, openMetricsFloat(q));
    known.set(labels, ofLabels);
    ofLabels.set(q, labelled);
    return labelled;
  };
}

/** Whole numbers get a `.0`, as OpenMetrics wants the values of `quantile` and `le`. */
function openMetricsFloat(value: number): string {
  const text = formatFloat(value === 0 ? 0 : value);
  return !Number.isFinite(value) || /[e.]/.test(text) ? text : `${text}.0`;
}
