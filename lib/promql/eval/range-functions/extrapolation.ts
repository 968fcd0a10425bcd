import type { RangeCall } from "./range-function.ts";

// From https://github.com/prometheus/prometheus/blob/main/promql/functions.go: an edge of the range counts as covered up to
// this many average intervals from the nearest sample.
const COVERED_INTERVALS = 1.1;

/** What a window says about the part of its range that it covers. Units: milliseconds. */
export interface Coverage {
  readonly rangeStart: number;
  readonly rangeEnd: number;
  readonly firstTime: number;
  readonly lastTime: number;
  /** Number of samples less one. */
  readonly intervals: number;
}

/**
 * By how much to multiply an increase between the first and the last sample to get that of the whole range.
 * `firstShare` is the value of the first sample through the increase: a counter was 0 that share of the time before it, so
 * nothing is added earlier. `Infinity` where that does not apply.
 */
export function extrapolationFactor(coverage: Coverage, firstShare: number): number {
  const { rangeStart, rangeEnd, firstTime, lastTime, intervals } = coverage;
  const sampled = (lastTime - firstTime) / 1_000;
  const average = sampled / intervals;
  const covered = average * COVERED_INTERVALS;
  let toStart = (firstTime - rangeStart) / 1_000;
  if (toStart >= covered) toStart = average / 2;
  const toZero = sampled * firstShare;
  if (toZero < toStart) toStart = toZero;
  return factor(sampled, toStart, edge((rangeEnd - lastTime) / 1_000, average));
}

/** As `extrapolationFactor`, for a counter that is known to have been 0 at `start` inside the range. Units: milliseconds. */
export function factorSinceStart({ rangeEnd, firstTime, lastTime, intervals }: Coverage, start: number): number {
  // A single sample tells no interval, so nothing is added after it.
  const average = intervals > 0 ? (lastTime - firstTime) / 1_000 / intervals : 0;
  return factor((lastTime - start) / 1_000, 0, edge((rangeEnd - lastTime) / 1_000, average));
}

function edge(distance: number, average: number): number {
  return distance >= average * COVERED_INTERVALS ? average / 2 : distance;
}

function factor(sampled: number, toStart: number, toEnd: number): number {
  return sampled === 0 ? 1 : (sampled + toStart + toEnd) / sampled;
}

/** What the window of a step covers of its range. */
export function coverageOf(
  { vector }: RangeCall,
  step: number,
  timestamps: Float64Array,
  first: number,
  last: number,
): Coverage {
  return {
    rangeStart: vector.startOf(step),
    rangeEnd: vector.endOf(step),
    firstTime: timestamps[first] as number,
    lastTime: timestamps[last] as number,
    intervals: last - first,
  };
}

/** A start timestamp between the start of the range and the first sample, 0 where it is not. */
export function startInside(start: number, { rangeStart, firstTime }: Coverage): number {
  return start > rangeStart && start < firstTime ? start : 0;
}
