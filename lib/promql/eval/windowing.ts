import { FLOAT, HISTOGRAM, type Series } from "../data/series.ts";
import type { FloatHistogram } from "../histogram/float-histogram.ts";
import type { Column } from "./column.ts";
import type { FloatSamples, HistogramSamples, RangeSeries, Windows } from "./range-vector.ts";
import { countUntil } from "./selecting.ts";
import type { Steps } from "./steps.ts";

/** Which samples the windows of a range hold. Units: milliseconds. */
export interface WindowPlan {
  /** The ends of the ranges at each step. */
  readonly ends: Steps;
  readonly range: number;
  /** How much further the windows reach to the left and to the right. */
  readonly extendLeft: number;
  readonly extendRight: number;
  readonly closed: boolean;
}

const NO_HISTOGRAMS: HistogramSamples = {
  length: 0,
  timestamps: new Float64Array(0),
  starts: undefined,
  values: [],
};

/** The windows of a stored series, its stale markers left out; `undefined` where all of them are empty. */
export function windowsOfSeries(series: Series, plan: WindowPlan): RangeSeries | undefined {
  return windowsOf(series.labels, false, floatsOf(series), histogramsOf(series), plan);
}

/** The windows of a column that a subquery has evaluated at `steps`; `undefined` where all of them are empty. */
export function windowsOfColumn(column: Column, steps: Steps, plan: WindowPlan): RangeSeries | undefined {
  const { labels, dropName, kinds, values } = column;
  const floats = places(kinds, kinds.length, FLOAT);
  const timestamps = timesOf(floats, steps);
  const samples = { length: floats.length, timestamps, starts: undefined, values: gathered(values, floats) };
  return windowsOf(labels, dropName, samples, histogramsOfColumn(column, steps), plan);
}

/** A histogram may stand behind a float of the same moment, since Prometheus merges both into one series. */
function histogramsOfColumn({ histograms }: Column, steps: Steps): HistogramSamples {
  if (histograms === undefined) return NO_HISTOGRAMS;
  const indices = Int32Array.from(histograms.flatMap((one, step) => (one === undefined ? [] : [step])));
  const values = Array.from(indices, (step) => present(histograms[step]));
  return { length: indices.length, timestamps: timesOf(indices, steps), starts: undefined, values };
}

function windowsOf(
  labels: RangeSeries["labels"],
  dropName: boolean,
  floats: FloatSamples,
  histograms: HistogramSamples,
  plan: WindowPlan,
): RangeSeries | undefined {
  const series = { labels, dropName, floats: windowed(floats, plan), histograms: windowed(histograms, plan) };
  return isEmpty(series.floats) && isEmpty(series.histograms) ? undefined : series;
}

function windowed<T extends FloatSamples | HistogramSamples>(samples: T, plan: WindowPlan): T & Windows {
  const { ends, range, extendLeft, extendRight, closed } = plan;
  const { timestamps, length } = samples;
  if (length === 0) return { ...samples, ...emptyWindows(ends.count) };
  const from = new Int32Array(ends.count);
  const to = new Int32Array(ends.count);
  const width = range + extendLeft;
  let first = 0;
  let after = 0;
  for (let step = 0; step < ends.count; step++) {
    const end = ends.start + step * ends.step;
    // Times are whole milliseconds, so "before x" is "until x - 1".
    first = countUntil(timestamps, length, first, closed ? end - width - 1 : end - width);
    after = countUntil(timestamps, length, after, end + extendRight);
    from[step] = first;
    to[step] = Math.max(first, after);
  }
  return { ...samples, from, to };
}

/** Nobody writes into windows, and most series have no histograms: those who have none share the last that were made. */
let empty: Windows = { from: new Int32Array(0), to: new Int32Array(0) };

function emptyWindows(count: number): Windows {
  if (empty.from.length !== count) {
    const none = new Int32Array(count);
    empty = { from: none, to: none };
  }
  return empty;
}

/** How many samples the window of a step holds. */
export function sizeAt({ from, to }: Windows, step: number): number {
  return (to[step] as number) - (from[step] as number);
}

function isEmpty({ from, to }: Windows): boolean {
  for (let step = 0; step < from.length; step++) if ((to[step] as number) > (from[step] as number)) return false;
  return true;
}

function floatsOf(series: Series): FloatSamples {
  const { kinds, length, timestamps, values, starts } = series;
  if (kinds === undefined) return { length, timestamps, starts, values };
  const indices = places(kinds, length, FLOAT);
  return { ...momentsOf(indices, timestamps, starts), values: gathered(values, indices) };
}

function histogramsOf(series: Series): HistogramSamples {
  const { kinds, length, timestamps, starts, histograms } = series;
  if (kinds === undefined || histograms === undefined) return NO_HISTOGRAMS;
  const indices = places(kinds, length, HISTOGRAM);
  const values = Array.from(indices, (index) => present(histograms[index]));
  return { ...momentsOf(indices, timestamps, starts), values };
}

/** When the samples at some places are, and when they started as far as that is known. */
function momentsOf(places: Int32Array, timestamps: Float64Array, starts: Float64Array | undefined) {
  return {
    length: places.length,
    timestamps: gathered(timestamps, places),
    starts: starts === undefined ? undefined : gathered(starts, places),
  };
}

function timesOf(places: Int32Array, { start, step }: Steps): Float64Array {
  const times = new Float64Array(places.length);
  for (let index = 0; index < times.length; index++) times[index] = start + (places[index] as number) * step;
  return times;
}

/** What stands at some places. `Float64Array.from` would go through an iterator, which months of samples are too many for. */
function gathered(values: Float64Array, places: Int32Array): Float64Array {
  const found = new Float64Array(places.length);
  for (let index = 0; index < found.length; index++) found[index] = values[places[index] as number] as number;
  return found;
}

function places(kinds: Uint8Array, length: number, kind: number): Int32Array {
  let count = 0;
  for (let index = 0; index < length; index++) if (kinds[index] === kind) count++;
  const indices = new Int32Array(count);
  let next = 0;
  for (let index = 0; index < length; index++) if (kinds[index] === kind) indices[next++] = index;
  return indices;
}

function present(histogram: FloatHistogram | undefined): FloatHistogram {
  if (histogram === undefined) throw new TypeError("a histogram sample without its histogram");
  return histogram;
}
