import type { SourceRange, VectorSelector } from "../ast.ts";
import { HistogramError } from "../histogram/error.ts";
import type { FloatHistogram } from "../histogram/float-histogram.ts";
import { usesCustomBuckets } from "../histogram/schema.ts";
import type { Annotations } from "./annotations.ts";
import { Column } from "./column.ts";
import type { Evaluator } from "./evaluator.ts";
import { valueBetween } from "./extended-points.ts";
import { type HistogramPoint, histogramBetween } from "./histogram-between.ts";
import type { RangeSeries } from "./range-vector.ts";
import { countUntil } from "./selecting.ts";

/** A smoothed instant selector: values between the samples within the lookback before and after each step. */
export function smoothedColumns(selector: VectorSelector, evaluator: Evaluator): Column[] {
  // A smoothed range of no length reaches one lookback to both sides of its end.
  const vector = evaluator.range({ type: "matrix", selector, range: 0 });
  return vector.series.flatMap((series) => {
    const column = new Column(series.labels, evaluator.steps.count);
    for (let step = 0; step < evaluator.steps.count; step++) {
      const value = smoothedAt(series, step, vector.endOf(step), evaluator.annotations, selector.source);
      if (typeof value === "number") column.setFloat(step, value);
      else if (value !== undefined) column.setHistogram(step, value);
    }
    return column.isEmpty ? [] : [column];
  });
}

function smoothedAt(
  series: RangeSeries,
  step: number,
  moment: number,
  annotations: Annotations,
  source: SourceRange | undefined,
): number | FloatHistogram | undefined {
  const { floatWindows, histogramWindows, labels } = series;
  const floats = (floatWindows.to[step] as number) - (floatWindows.from[step] as number);
  const histograms = (histogramWindows.to[step] as number) - (histogramWindows.from[step] as number);
  if (floats > 0 && histograms > 0) {
    const name = JSON.stringify(labels.metricName);
    annotations.warn(`encountered a mix of histograms and floats for metric name ${name}`, source);
    return undefined;
  }
  if (floats > 0) return smoothedFloat(series, step, moment);
  return histograms > 0 ? smoothedHistogram(series, step, moment, annotations, source) : undefined;
}

function smoothedFloat(series: RangeSeries, step: number, moment: number): number | undefined {
  const { timestamps, values } = series.floats;
  const from = series.floatWindows.from[step] as number;
  const to = series.floatWindows.to[step] as number;
  const after = countUntil(timestamps, to, from, moment);
  if (after === from) return undefined;
  const point = (index: number): { timestamp: number; value: number } => ({
    timestamp: timestamps[index] as number,
    value: values[index] as number,
  });
  const before = point(after - 1);
  if (before.timestamp === moment || after === to) return before.value;
  return valueBetween(before, point(after), moment);
}

function smoothedHistogram(
  series: RangeSeries,
  step: number,
  moment: number,
  annotations: Annotations,
  source: SourceRange | undefined,
): FloatHistogram | undefined {
  const { timestamps, values } = series.histograms;
  const from = series.histogramWindows.from[step] as number;
  const to = series.histogramWindows.to[step] as number;
  const after = countUntil(timestamps, to, from, moment);
  const point = (index: number): HistogramPoint | undefined => {
    const value = values[index];
    return value === undefined ? undefined : { timestamp: timestamps[index] as number, value };
  };
  const before = after === from ? undefined : point(after - 1);
  if (before === undefined) return undefined;
  if (before.timestamp === moment) return before.value;
  const next = after === to ? undefined : point(after);
  // The hint speaks of the sample before, and this value stands for a later moment.
  if (next === undefined) return { ...before.value, counterResetHint: "unknown" };
  const mixed = `vector contains a mix of histograms with exponential and custom buckets schemas for metric name ${JSON.stringify(series.labels.metricName)}`;
  if (usesCustomBuckets(before.value) !== usesCustomBuckets(next.value)) {
    annotations.warn(mixed, source);
    return undefined;
  }
  const isCounter = before.value.counterResetHint !== "gauge" || next.value.counterResetHint !== "gauge";
  try {
    return histogramBetween(before, next, moment, isCounter, (operation) =>
      annotations.inform(`mismatched custom buckets were reconciled during ${operation}`, source),
    );
  } catch (error) {
    if (!(error instanceof HistogramError)) throw error;
    annotations.warn(mixed, source);
    return undefined;
  }
}
