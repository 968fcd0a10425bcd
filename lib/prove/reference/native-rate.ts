import type { ScrapedHistogram, ScrapedSeries, World } from "../world.ts";
import { extrapolation, scrapesWithin } from "./rate.ts";

/** Observations per second of a native histogram. */
export interface NativeRate {
  readonly all: number;
  readonly zeros: number;
  /** In the order of its buckets. */
  readonly buckets: Float64Array;
}

/** The rate of a native histogram over the range that ends at a Unix time; `undefined` with less than two samples. */
export type NativeRates = (time: number) => NativeRate | undefined;

/**
 * Per-second rates of a native histogram over a range, as of a counter: bucket by bucket, where any bucket that holds less
 * than before is a reset of all, and extrapolated by the number of its observations
 * (https://prometheus.io/docs/specs/native_histograms/#counter-reset-considerations). Units: milliseconds.
 */
export function nativeRates(world: Pick<World, "start" | "ranges">, series: ScrapedSeries, range: number): NativeRates {
  const { values, histogram } = series;
  if (histogram === undefined) return () => undefined;
  const columns = columnsOf(histogram);
  return (time) => {
    const { from, to } = scrapesWithin(world, series, time, range);
    const increases = new Float64Array(columns.length);
    let first = -1;
    let last = -1;
    let count = 0;
    for (let index = from; index <= to; index++) {
      if (Number.isNaN(values[index])) continue;
      if (count === 0) first = index;
      else addIncrease(increases, columns, last, index);
      last = index;
      count++;
    }
    if (count < 2) return undefined;
    let increase = 0;
    for (const own of increases) increase += own;
    const factor = extrapolation(world, series, { time, range, first, last, count, increase });
    for (let column = 0; column < increases.length; column++)
      increases[column] = (increases[column] as number) * factor;
    return { all: increase * factor, zeros: increases[0] as number, buckets: increases.subarray(1) };
  };
}

/** The counts of the zero bucket, and of all others. */
function columnsOf({ zeros, buckets }: ScrapedHistogram): readonly (Float64Array | undefined)[] {
  return [zeros, ...buckets.map(({ counts }) => counts)];
}

function addIncrease(
  increases: Float64Array,
  columns: readonly (Float64Array | undefined)[],
  before: number,
  now: number,
): void {
  const isReset = hasLost(columns, before, now);
  for (let column = 0; column < columns.length; column++) {
    const counts = columns[column];
    if (counts === undefined) continue;
    const gained = (counts[now] as number) - (isReset ? 0 : (counts[before] as number));
    increases[column] = (increases[column] as number) + gained;
  }
}

function hasLost(columns: readonly (Float64Array | undefined)[], before: number, now: number): boolean {
  for (const counts of columns) {
    if (counts !== undefined && (counts[now] as number) < (counts[before] as number)) return true;
  }
  return false;
}

/** Bound of a bucket with exponential bounds; the bucket ends there, and the next one begins. */
export function boundAt(index: number, schema: number): number {
  return 2 ** (index / 2 ** schema);
}
