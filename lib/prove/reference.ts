import type { Samples } from "../model/scenario.ts";

/**
 * An independent discrete reference for what rules record: plain arithmetic over samples at fixed steps, written from
 * Prometheus' documentation of ranges, extrapolation and staleness, and sharing nothing with the PromQL library. It
 * predicts the evaluation at which an alert must fire.
 */

/** A series sampled at every step; `undefined` where it has no sample. */
export type Track = readonly (number | undefined)[];

/** How far back an instant selector and a subquery look for a sample; Prometheus' default. Units: seconds. */
const LOOKBACK_SECONDS = 300;

/** The samples of a synthetic series, one per step. A staleness marker takes a step and is no sample. */
export function track(samples: readonly Samples[], steps: number): Track {
  const all: (number | undefined)[] = [];
  for (const segment of samples) {
    if (segment.kind === "stale") all.push(undefined);
    else if (segment.kind === "missing") for (let i = 0; i < segment.steps; i++) all.push(undefined);
    else if (segment.kind === "constant") for (let i = 0; i < segment.steps; i++) all.push(segment.value);
    else for (let i = 0; i < segment.steps; i++) all.push(segment.from + i * segment.increase);
  }
  return Array.from({ length: steps }, (_, index) => all[index]);
}

/** Per-second rate of a counter at a step, over a left-open range: Prometheus 3's `rate`. Units: seconds. */
export function rateAt(counter: Track, index: number, step: number, range: number): number | undefined {
  const end = index * step;
  const points: { readonly at: number; readonly value: number }[] = [];
  for (let i = Math.max(0, Math.floor((end - range) / step) + 1); i <= index; i++) {
    const value = counter[i];
    if (value !== undefined && i * step > end - range) points.push({ at: i * step, value });
  }
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined || points.length < 2) return undefined;
  let increase = 0;
  points.forEach(({ value }, i) => {
    const previous = points[i - 1]?.value;
    if (previous !== undefined) increase += value < previous ? value : value - previous;
  });
  const sampled = last.at - first.at;
  const between = sampled / (points.length - 1);
  const edge = (gap: number): number => (gap >= between * 1.1 ? between / 2 : gap);
  // A counter cannot have been below zero, so the extrapolation to the left ends where it would cross zero.
  const toZero = increase > 0 && first.value >= 0 ? sampled * (first.value / increase) : Number.POSITIVE_INFINITY;
  const left = Math.min(edge(first.at - (end - range)), toZero);
  return (increase * (sampled + left + edge(end - last.at))) / sampled / range;
}

/** Sum (or mean) of the samples in the left-open window that ends at a step. Units: seconds. */
export function overWindow(
  series: Track,
  index: number,
  step: number,
  window: number,
  combine: "sum" | "mean",
): number | undefined {
  const from = Math.max(0, Math.floor(index - window / step) + 1);
  return combined(
    Array.from({ length: index - from + 1 }, (_, offset) => series[from + offset]),
    combine,
  );
}

/** The same over a subquery: samples at whole multiples of `tile`, each the newest within the lookback. */
export function overTiles(
  series: Track,
  index: number,
  step: number,
  window: number,
  tile: number,
  combine: "sum" | "mean",
): number | undefined {
  const end = index * step;
  const values: (number | undefined)[] = [];
  for (let at = Math.floor(end / tile) * tile; at > end - window && at >= 0; at -= tile) {
    values.push(newest(series, Math.floor(at / step), step, at));
  }
  return combined(values, combine);
}

/** A recorded series gets a staleness marker as soon as its rule gives nothing, so only a sample of that step counts. */
function newest(series: Track, index: number, step: number, at: number): number | undefined {
  return at - index * step < LOOKBACK_SECONDS ? series[index] : undefined;
}

function combined(values: readonly (number | undefined)[], combine: "sum" | "mean"): number | undefined {
  const present = values.filter((value) => value !== undefined);
  if (present.length === 0) return undefined;
  const sum = present.reduce((total, value) => total + value, 0);
  return combine === "sum" ? sum : sum / present.length;
}

/** Quantile of a histogram's cumulative rates by ascending bound, the last one infinite: linear within a bucket. */
export function quantileOf(
  quantile: number,
  buckets: readonly { readonly bound: number; readonly rate: number | undefined }[],
): number | undefined {
  const total = buckets.at(-1)?.rate;
  if (total === undefined || total === 0) return undefined;
  const rank = quantile * total;
  const index = buckets.findIndex(({ rate }) => rate !== undefined && rate >= rank);
  const found = buckets[index];
  const before = buckets[index - 1];
  if (found?.rate === undefined) return undefined;
  if (!Number.isFinite(found.bound)) return before?.bound;
  const [low, below] = [before?.bound ?? 0, before?.rate ?? 0];
  return low + ((found.bound - low) * (rank - below)) / (found.rate - below);
}

/** Steps at which an alert fires: its condition has held, without a gap, for `pending` seconds. */
export function firingSteps(condition: readonly boolean[], step: number, pending: number): readonly boolean[] {
  let activeSince: number | undefined;
  return condition.map((holds, index) => {
    if (!holds) activeSince = undefined;
    else activeSince ??= index;
    return activeSince !== undefined && (index - activeSince) * step >= pending;
  });
}
