import { divide } from "../../histogram/arithmetic.ts";
import { compact } from "../../histogram/compact.ts";
import type { FloatHistogram } from "../../histogram/float-histogram.ts";
import { detectReset } from "../../histogram/reset.ts";
import { mixedKinds, notCounter, notGauge } from "../messages.ts";
import { anyAt } from "./edge-functions.ts";
import type { RangeCall, RangeFunction } from "./range-function.ts";
import type { RangeNotes } from "./range-notes.ts";
import { startsAnew } from "./start-timestamps.ts";

interface Sample {
  readonly time: number;
  readonly start: number;
  readonly value: number | FloatHistogram;
}

/** `irate` (a second, of counters) or `idelta` (of gauges): between the last two samples of a window. */
export function instantRate(isRate: boolean): RangeFunction {
  return (input, output) => {
    anyAt(input, (step, floats, histograms) => {
      if (floats + histograms < 2) return;
      const [before, now] = lastTwo(input, step, floats, histograms, isRate);
      if (before === undefined || now === undefined || now.time === before.time) return;
      const seconds = (now.time - before.time) / 1_000;
      const difference = differenceOf(before, now, isRate, input.notes);
      if (difference === undefined) return;
      if (typeof difference === "number") output.setFloat(step, isRate ? difference / seconds : difference);
      else output.setHistogram(step, isRate ? divide(difference, seconds) : difference);
    });
  };
}

function lastTwo(input: RangeCall, step: number, floats: number, histograms: number, isRate: boolean): Sample[] {
  const { series, evaluator } = input;
  const looksAtStarts = isRate && evaluator.settings.startTimestamps;
  const tail = (
    source: typeof series.floats | typeof series.histograms,
    count: number,
    end: number,
    samples: Sample[],
  ): void => {
    for (let index = end - Math.min(2, count); index < end; index++) {
      samples.push({
        time: source.timestamps[index] as number,
        start: looksAtStarts ? (source.starts?.[index] ?? 0) : 0,
        value: source.values[index] as number | FloatHistogram,
      });
    }
  };
  const samples: Sample[] = [];
  tail(series.floats, floats, series.floats.to[step] as number, samples);
  tail(series.histograms, histograms, series.histograms.to[step] as number, samples);
  if (floats > 0 && histograms > 0) samples.sort((a, b) => a.time - b.time);
  return samples.slice(-2);
}

function differenceOf(
  before: Sample,
  now: Sample,
  isRate: boolean,
  notes: RangeNotes,
): number | FloatHistogram | undefined {
  const { value: old } = before;
  const { value } = now;
  const isAnew = isRate && startsAnew(before.start, before.time, now.start, now.time);
  if (typeof old === "number" && typeof value === "number") {
    return isRate && (value < old || isAnew) ? value : value - old;
  }
  if (typeof old === "number" || typeof value === "number") {
    notes.warn(mixedKinds);
    return undefined;
  }
  if (isRate && (value.counterResetHint === "gauge" || old.counterResetHint === "gauge")) notes.warn(notCounter);
  if (!isRate && (value.counterResetHint !== "gauge" || old.counterResetHint !== "gauge")) notes.warn(notGauge);
  let result = value;
  if (!isRate || !(isAnew || detectReset(value, old))) {
    const rise = notes.withoutMix(() => notes.subtract(value, old));
    if (rise === undefined) return undefined;
    result = rise;
  }
  return compact({ ...result, counterResetHint: "gauge" });
}
