import { equals } from "../../histogram/equal.ts";
import type { FloatHistogram } from "../../histogram/float-histogram.ts";
import { detectReset } from "../../histogram/reset.ts";
import type { Column } from "../column.ts";
import type { RangeSeries } from "../range-vector.ts";
import { countUntil } from "../selecting.ts";
import { anyAt } from "./edge-functions.ts";
import type { RangeCall, RangeFunction } from "./range-function.ts";
import { startsAnew, startsAnewAt, withStarts } from "./start-timestamps.ts";

/** `changes`: NaN after NaN is no change, a float after a histogram is one. */
export const changes: RangeFunction = (input, output) => {
  const isChange = {
    floats: (before: number, now: number): boolean => now !== before && !(Number.isNaN(now) && Number.isNaN(before)),
    histograms: (before: FloatHistogram, now: FloatHistogram): boolean => !equals(now, before),
  };
  countTransitions(input, isChange, false, output);
};

/** `resets`: a fall of a float, a reset of a histogram, any turn from one to the other. */
export const resets: RangeFunction = (input, output) => {
  const isReset = {
    floats: (before: number, now: number): boolean => now < before,
    histograms: (before: FloatHistogram, now: FloatHistogram): boolean => detectReset(now, before),
  };
  countTransitions(input, isReset, input.evaluator.settings.startTimestamps, output);
};

interface TransitionTest {
  floats(before: number, now: number): boolean;
  histograms(before: FloatHistogram, now: FloatHistogram): boolean;
}

/** Counts once for the whole series; each window then is the difference of two whole numbers. */
function countTransitions(input: RangeCall, test: TransitionTest, looksAtStarts: boolean, output: Column): void {
  const { series, vector } = input;
  const { floats, histograms } = series;
  const counts = runningCounts(series, test, looksAtStarts);
  anyAt(input, (step) => {
    let from = (floats.from[step] as number) + (histograms.from[step] as number);
    const to = (floats.to[step] as number) + (histograms.to[step] as number);
    if (vector.extension === "anchored") {
      const start = vector.startOf(step);
      // The last sample at or before the start of the range is what the first one inside is compared with.
      const before =
        countUntil(floats.timestamps, floats.length, floats.from[step] as number, start) +
        countUntil(histograms.timestamps, histograms.length, histograms.from[step] as number, start);
      if (before >= to) return;
      from = Math.max(from, before - 1);
    }
    output.setFloat(step, (counts[to - 1] as number) - (counts[from] as number));
  });
}

/** For each sample of a series, floats and histograms in the order of time, how many transitions there were up to it. */
function runningCounts(series: RangeSeries, test: TransitionTest, looksAtStarts: boolean): Int32Array {
  const { floats, histograms } = series;
  if (histograms.length === 0) return runningFloatCounts(series, test, looksAtStarts);
  let float = floats.from[0] ?? 0;
  let histogram = histograms.from[0] ?? 0;
  const first = float + histogram;
  const end = (floats.to.at(-1) ?? 0) + (histograms.to.at(-1) ?? 0);
  const counts = new Int32Array(end);
  let count = 0;
  let before: Moment | undefined;
  for (let index = first; index < end; index++) {
    const isFloat =
      histogram >= histograms.length ||
      (float < floats.length && (floats.timestamps[float] as number) < (histograms.timestamps[histogram] as number));
    const source = isFloat ? floats : histograms;
    const place = isFloat ? float++ : histogram++;
    const now: Moment = {
      time: source.timestamps[place] as number,
      start: looksAtStarts ? (source.starts?.[place] ?? 0) : 0,
      value: source.values[place] as number | FloatHistogram,
    };
    if (before !== undefined && isTransition(before, now, test)) count++;
    counts[index] = count;
    before = now;
  }
  return counts;
}

function runningFloatCounts(series: RangeSeries, test: TransitionTest, looksAtStarts: boolean): Int32Array {
  const floats = withStarts(series.floats, looksAtStarts);
  const { values } = floats;
  const end = floats.to.at(-1) ?? 0;
  const counts = new Int32Array(end);
  let count = 0;
  for (let index = (floats.from[0] ?? 0) + 1; index < end; index++) {
    if (test.floats(values[index - 1] as number, values[index] as number) || startsAnewAt(floats, index)) count++;
    counts[index] = count;
  }
  return counts;
}

interface Moment {
  readonly time: number;
  readonly start: number;
  readonly value: number | FloatHistogram;
}

function isTransition(before: Moment, now: Moment, test: TransitionTest): boolean {
  const { value: old } = before;
  const { value } = now;
  if (typeof old === "number" && typeof value === "number") {
    return test.floats(old, value) || startsAnew(before.start, before.time, now.start, now.time);
  }
  if (typeof old === "number" || typeof value === "number") return true;
  return startsAnew(before.start, before.time, now.start, now.time) || test.histograms(old, value);
}
