import type { ScrapedSeries, World } from "../world.ts";

/** How far back an instant selector looks for a sample; Prometheus' default. Units: milliseconds. */
export const LOOKBACK = 300_000;

/**
 * Indexes `[from, to]` of the scrapes in the range that ends at a Unix time. A range of Prometheus 3 leaves out its
 * beginning; one of Prometheus 2 does not. Units: milliseconds.
 */
export function scrapesWithin(
  world: Pick<World, "start" | "ranges">,
  { offset, every, values }: Pick<ScrapedSeries, "offset" | "every" | "values">,
  time: number,
  range: number,
): { readonly from: number; readonly to: number } {
  const first = world.start + offset;
  const begin = (time - range - first) / every;
  const from = world.ranges === "closed" ? Math.ceil(begin) : Math.floor(begin) + 1;
  return { from: Math.max(0, from), to: Math.min(Math.floor((time - first) / every), values.length - 1) };
}

/**
 * Per-second rate of a counter over a range, as Prometheus documents it (https://prometheus.io/docs/prometheus/latest/querying/functions/#rate):
 * resets count as a new beginning at 0; the increase is extrapolated to the ends of the range, by half an average interval
 * where the next sample would lie further than 1.1 intervals away, and never to below zero. `NaN` with less than two samples.
 */
export function rateOver(
  world: Pick<World, "start" | "ranges">,
  series: ScrapedSeries,
  time: number,
  range: number,
): number {
  const found = increaseWithin(world, series, time, range);
  return found === undefined ? Number.NaN : found.increase * extrapolation(world, series, found);
}

/** Increase of a counter over a range, extrapolated as its rate is. `NaN` with less than two samples. */
export function increaseOver(
  world: Pick<World, "start" | "ranges">,
  series: ScrapedSeries,
  time: number,
  range: number,
): number {
  const found = increaseWithin(world, series, time, range);
  return found === undefined ? Number.NaN : found.increase * stretch(world, series, found);
}

function increaseWithin(
  world: Pick<World, "start" | "ranges">,
  series: ScrapedSeries,
  time: number,
  range: number,
): Increase | undefined {
  const { values } = series;
  const { from, to } = scrapesWithin(world, series, time, range);
  let first = -1;
  let last = -1;
  let count = 0;
  let increase = 0;
  let previous = 0;
  for (let index = from; index <= to; index++) {
    const value = values[index] as number;
    if (Number.isNaN(value)) continue;
    if (count === 0) first = index;
    else increase += value < previous ? value : value - previous;
    previous = value;
    last = index;
    count++;
  }
  return count < 2 ? undefined : { time, range, first, last, count, increase };
}

/** The increase of a counter between the first and the last sample in a range. Units: milliseconds. */
export interface Increase {
  /** The range ends at a Unix time. */
  readonly time: number;
  readonly range: number;
  /** Indexes of the first and the last of so many samples. */
  readonly first: number;
  readonly last: number;
  readonly count: number;
  readonly increase: number;
}

/** What an increase is to be multiplied with to be the per-second rate over its whole range. */
export function extrapolation(world: Pick<World, "start">, series: ScrapedSeries, increase: Increase): number {
  // In this order, as Prometheus calculates, so that a rate that is exactly a threshold is that for both.
  return stretch(world, series, increase) / (increase.range / 1_000);
}

/** What an increase is to be multiplied with to stand for its whole range. */
function stretch(
  world: Pick<World, "start">,
  { values, offset, every }: ScrapedSeries,
  { time, range, first, last, count, increase }: Increase,
): number {
  const begin = world.start + offset;
  const sampled = ((last - first) * every) / 1_000;
  const between = sampled / (count - 1);
  const gapBefore = (begin + first * every - (time - range)) / 1_000;
  const gapAfter = (time - (begin + last * every)) / 1_000;
  let before = gapBefore >= between * 1.1 ? between / 2 : gapBefore;
  const after = gapAfter >= between * 1.1 ? between / 2 : gapAfter;
  const firstValue = values[first] as number;
  if (increase > 0 && firstValue >= 0) before = Math.min(before, sampled * (firstValue / increase));
  return (sampled + before + after) / sampled;
}

/** What an instant selector sees of a series: its newest sample within the lookback, `NaN` where there is none or it ended. */
export function instantValue(world: Pick<World, "start" | "ranges">, series: ScrapedSeries, time: number): number {
  const { from, to } = scrapesWithin(world, series, time, LOOKBACK);
  for (let index = to; index >= from; index--) {
    if (series.stale?.has(index) === true) return Number.NaN;
    const value = series.values[index] as number;
    if (!Number.isNaN(value)) return value;
  }
  return Number.NaN;
}
