import { divide } from "../../histogram/arithmetic.ts";
import { compact } from "../../histogram/compact.ts";
import type { FloatHistogram } from "../../histogram/float-histogram.ts";
import { detectReset } from "../../histogram/reset.ts";
import { usesCustomBuckets } from "../../histogram/schema.ts";
import { histogramBetween } from "../histogram-between.ts";
import { mixedSchemas, notCounter, notGauge } from "../messages.ts";
import { edgesOf } from "./extended-edges.ts";
import { HistogramRun } from "./histogram-run.ts";
import type { RangeNotes } from "./range-notes.ts";
import type { RateWriter } from "./rate-kind.ts";

/** `rate`, `increase` and `delta` of histograms over an anchored or smoothed range; start timestamps do not matter there. */
export const extendedHistogramRate: RateWriter = (input, { isCounter, isRate }, output) => {
  const { series, vector, notes } = input;
  const samples = { ...series.histograms, starts: undefined };
  const { timestamps } = samples;
  const { from, to } = series.histograms;
  const run = new HistogramRun(samples, from[0] ?? 0, to.at(-1) ?? 0, isCounter);
  const { first, last } = edgesOf(input, timestamps, series.histograms);
  const smoothed = vector.extension === "smoothed";
  const seconds = vector.range / 1_000;
  const pointAt = (index: number) => ({ timestamp: timestamps[index] as number, value: run.at(index) });
  const between = (index: number, moment: number): FloatHistogram =>
    histogramBetween(pointAt(index), pointAt(index + 1), moment, isCounter, notes);
  return (step) => {
    const low = first[step] as number;
    const high = last[step] as number;
    if (low < 0 || !areAlike(run, low, high, isCounter, notes)) return;
    const start = vector.startOf(step);
    const end = vector.endOf(step);
    const leftBetween = smoothed && (timestamps[low] as number) < start;
    const rightBetween = smoothed && high > (from[step] as number) && (timestamps[high] as number) > end;
    const result = notes.withoutMix(() => {
      const left = leftBetween ? between(low, start) : run.at(low);
      const right = rightBetween ? between(high - 1, end) : run.at(high);
      if (!isCounter && (left.counterResetHint !== "gauge" || right.counterResetHint !== "gauge")) notes.warn(notGauge);
      const rise = notes.subtract(right, left);
      const correction = isCounter ? correctionOf(run, low, high, left, right, leftBetween, notes) : undefined;
      return correction === undefined ? rise : notes.add(rise, correction);
    });
    if (result === undefined) return;
    const increase = isRate ? divide(result, seconds) : result;
    output.setHistogram(step, compact({ ...increase, counterResetHint: "gauge" }));
  };
};

/** Whether all histograms from `low` to `high` have buckets of one kind; notes gauges on the way. */
function areAlike(run: HistogramRun, low: number, high: number, isCounter: boolean, notes: RangeNotes): boolean {
  if (run.uniform) return true;
  const { mixed, gauge } = run.look(low, high + 1, usesCustomBuckets(run.at(low)));
  if (mixed) notes.warn(mixedSchemas);
  if (gauge && isCounter) notes.warn(notCounter);
  return !mixed;
}

/** What the counter had before each of its resets, from the value `left` at one edge to the value `right` at the other. */
function correctionOf(
  run: HistogramRun,
  low: number,
  high: number,
  left: FloatHistogram,
  right: FloatHistogram,
  leftBetween: boolean,
  notes: RangeNotes,
): FloatHistogram | undefined {
  let correction: FloatHistogram | undefined;
  const correct = (lost: FloatHistogram): void => {
    correction = correction === undefined ? lost : notes.add(correction, lost);
  };
  // A left edge between two samples has a reset between them in it already.
  const skips = leftBetween && run.isReset(low + 1);
  const next = skips ? low + 2 : low + 1;
  let before = skips ? run.at(low + 1) : left;
  // The sample at `high` is `right` itself or behind it, so its own hint must not be asked.
  if (next > high) return undefined;
  if (next < high) {
    if (detectReset(run.at(next), before)) correct(before);
    run.eachReset(next, high - 1, (index) => correct(run.at(index - 1)));
    before = run.at(high - 1);
  }
  if (detectReset(right, before)) correct(before);
  return correction;
}
