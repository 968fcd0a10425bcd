import type { VectorSelector } from "../ast.ts";
import type { FloatHistogram } from "../histogram/float-histogram.ts";
import { usesCustomBuckets } from "../histogram/schema.ts";
import { Column } from "./column.ts";
import type { Evaluator } from "./evaluator.ts";
import { valueBetween } from "./extended-points.ts";
import { histogramBetween } from "./histogram-between.ts";
import { mixedKinds, mixedSchemas } from "./messages.ts";
import { RangeNotes } from "./range-functions/range-notes.ts";
import type { RangeSeries } from "./range-vector.ts";
import { countUntil } from "./selecting.ts";
import { sizeAt } from "./windowing.ts";

/** A smoothed instant selector: values between the samples within the lookback before and after each step. */
export function smoothedColumns(selector: VectorSelector, evaluator: Evaluator): Column[] {
  // A smoothed range of no length reaches one lookback to both sides of its end.
  const vector = evaluator.range({ type: "matrix", selector, range: 0 });
  return vector.series.flatMap((series) => {
    const column = new Column(series.labels, evaluator.steps.count);
    const notes = new RangeNotes(evaluator.annotations, series.labels.metricName, selector.source);
    for (let step = 0; step < evaluator.steps.count; step++) {
      const value = smoothedAt(series, step, vector.endOf(step), notes);
      if (typeof value === "number") column.setFloat(step, value);
      else if (value !== undefined) column.setHistogram(step, value);
    }
    return column.isEmpty ? [] : [column];
  });
}

function smoothedAt(
  { floats, histograms }: RangeSeries,
  step: number,
  moment: number,
  notes: RangeNotes,
): number | FloatHistogram | undefined {
  if (sizeAt(floats, step) === 0) return smoothedHistogram(histograms, step, moment, notes);
  if (sizeAt(histograms, step) === 0) return smoothedFloat(floats, step, moment);
  notes.warn(mixedKinds);
  return undefined;
}

function smoothedFloat(floats: RangeSeries["floats"], step: number, moment: number): number | undefined {
  const { before, after } = neighbours(floats, step, moment);
  if (before === undefined || before.timestamp === moment || after === undefined) return before?.value;
  return valueBetween(before, after, moment);
}

function smoothedHistogram(
  histograms: RangeSeries["histograms"],
  step: number,
  moment: number,
  notes: RangeNotes,
): FloatHistogram | undefined {
  const { before, after } = neighbours(histograms, step, moment);
  if (before === undefined || before.timestamp === moment) return before?.value;
  // The hint speaks of the sample before, and this value stands for a later moment.
  if (after === undefined) return { ...before.value, counterResetHint: "unknown" };
  if (usesCustomBuckets(before.value) !== usesCustomBuckets(after.value)) {
    notes.warn(mixedSchemas);
    return undefined;
  }
  const isCounter = before.value.counterResetHint !== "gauge" || after.value.counterResetHint !== "gauge";
  return notes.withoutMix(() => histogramBetween(before, after, moment, isCounter, notes));
}

interface Sample<Value> {
  readonly timestamp: number;
  readonly value: Value;
}

/** The samples of a window on both sides of a moment, as far as there are any; one right at the moment is before it. */
function neighbours<Value>(
  samples: Pick<RangeSeries["floats"], "timestamps" | "from" | "to"> & { readonly values: ArrayLike<Value> },
  step: number,
  moment: number,
): { readonly before: Sample<Value> | undefined; readonly after: Sample<Value> | undefined } {
  const { timestamps, values } = samples;
  const from = samples.from[step] as number;
  const to = samples.to[step] as number;
  const after = countUntil(timestamps, to, from, moment);
  const sample = (index: number): Sample<Value> | undefined =>
    index < from || index >= to ? undefined : { timestamp: timestamps[index] as number, value: values[index] as Value };
  return { before: sample(after - 1), after: sample(after) };
}
