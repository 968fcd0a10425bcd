import type { ScrapedHistogram, ScrapedSeries, World } from "../world.ts";
import { extrapolation, scrapesWithin } from "./rate.ts";

/** Observations per second of a native histogram. */
export interface NativeRate {
  readonly all: number;
  readonly zeros: number;
  /** In the order of its buckets. */
  readonly buckets: Float64Array;
}

/**
 * Per-second rate of a native histogram over a range, as of a counter: bucket by bucket, where any bucket that holds less
 * than before is a reset of all, and extrapolated by the number of its observations
 * (https://prometheus.io/docs/specs/native_histograms/#counter-reset-considerations). `undefined` with less than two samples.
 */
export function nativeRateOver(
  world: Pick<World, "start" | "ranges">,
  series: ScrapedSeries,
  time: number,
  range: number,
): NativeRate | undefined {
  const { values, histogram } = series;
  if (histogram === undefined) return undefined;
  const { from, to } = scrapesWithin(world, series, time, range);
  const columns = columnsOf(histogram);
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
  const increase = increases.reduce((sum, own) => sum + own, 0);
  const factor = extrapolation(world, series, { time, range, first, last, count, increase });
  return {
    all: increase * factor,
    zeros: (increases[0] as number) * factor,
    buckets: increases.subarray(1).map((own) => own * factor),
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
  const isReset = columns.some(
    (counts) => counts !== undefined && (counts[now] as number) < (counts[before] as number),
  );
  for (let column = 0; column < columns.length; column++) {
    const counts = columns[column];
    if (counts === undefined) continue;
    const gained = (counts[now] as number) - (isReset ? 0 : (counts[before] as number));
    increases[column] = (increases[column] as number) + gained;
  }
}

/** Bound of a bucket with exponential bounds; the bucket ends there, and the next one begins. */
export function boundAt(index: number, schema: number): number {
  return 2 ** (index / 2 ** schema);
}
