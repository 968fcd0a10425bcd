import { tidy } from "../../core/decimal.ts";
import type { Indicator } from "../../model/indicator.ts";
import { combinationOf, memberLevel, pairOf } from "./cast.ts";
import { groupLevels, thresholdLevel, withinBy } from "./levels.ts";
import { longest, type Watched } from "./watched.ts";

/**
 * A rate, computed in both orders in which an increase can be extrapolated and divided by its range. A threshold can only be
 * met exactly where both give the same.
 */
export function ratesOf(increase: number, sampled: number, range: number): readonly [number, number] {
  const covered = range / sampled;
  return [(increase * covered) / range, increase * (covered / range)];
}

/** Whole numbers of which the rounding of a product depends on nothing else: the ends of a binary power. */
const MANTISSAS = [1, 2 ** 26 - 1];

/**
 * Multiple of the scrape interval at which a steady, whole number of events per second comes out as that number, so that
 * sums and shares of them are exact; `undefined` where there is none. Units: seconds.
 */
export function exactSlowing(every: number, range: number): number | undefined {
  for (let slowed = 1; slowed * every * 2 <= range; slowed++) {
    const apart = slowed * every;
    if (range % apart !== 0) continue;
    const sampled = range - apart;
    const isExact = MANTISSAS.every((rate) => ratesOf(rate * sampled, sampled, range).every((found) => found === rate));
    if (isExact) return slowed;
  }
  return undefined;
}

/** The decimals of a number, as a fraction of whole numbers: 0.0144 is 144 of 10,000. */
export function fractionOf(value: number): { readonly part: number; readonly whole: number } {
  let whole = 1;
  while (whole < 1e9 && !Number.isInteger(tidy(value * whole))) whole *= 10;
  return { part: tidy(value * whole), whole };
}

/** Traffic and scrapes with which an indicator takes exactly the value of a threshold. Units: events per second. */
export interface Exactly {
  readonly perSecond: number;
  readonly slowed: number;
}

/** Shares of replicas are multiples of a fortieth. */
const FORTIETHS = 40;

/** How to meet the threshold of an alert exactly; `undefined` where that cannot be said for sure. */
export function exactly(watched: Watched): Exactly | undefined {
  const { every, base, objective } = watched;
  const { indicator } = objective;
  const level = thresholdLevel(watched);
  switch (indicator.kind) {
    case "ratio":
    case "latency":
    case "hitRatio": {
      const slowed = exactSlowing(every, base);
      const { part, whole } = fractionOf(level);
      const share = part / whole;
      const found = watched.good ? 1 - share : share;
      if (slowed === undefined || !Number.isInteger(part) || found !== watched.threshold.value) return undefined;
      const perSecond = FORTIETHS * whole;
      // Of a native histogram Prometheus has the fraction, by which all events are multiplied again.
      if (isNative(indicator) && share * perSecond !== FORTIETHS * part) return undefined;
      return { perSecond, slowed };
    }
    case "quantile": {
      const { histogram, quantile } = indicator;
      const slowed = exactSlowing(every, base);
      const { part, whole } = fractionOf(quantile);
      const perSecond = FORTIETHS * whole;
      const place = (histogram.buckets ?? []).indexOf(level);
      const lower = histogram.buckets?.[place - 1] ?? 0;
      const isBound = place >= 0 && lower + (level - lower) === level && quantile * perSecond === part * FORTIETHS;
      return slowed === undefined || !isBound ? undefined : { perSecond, slowed };
    }
    case "throughput":
      return exactRate(watched, 1, 1);
    case "saturation": {
      const capacity = "value" in indicator.capacity ? indicator.capacity.value : 1_000;
      const replicas = combinationOf(indicator) === "averaged" ? pairOf(watched).length : 1;
      if (indicator.used.type === "counter") return exactRate(watched, capacity, capacity * replicas);
      const used = sumOfMembers(watched, (share) => tidy(share * capacity));
      if (!isSummedExactly(watched, capacity)) return undefined;
      return used / (capacity * replicas) === level ? { perSecond: 1, slowed: 1 } : undefined;
    }
    case "queueDepth":
      if (!isSummedExactly(watched, 1)) return undefined;
      return sumOfMembers(watched, (depth) => depth) === level ? { perSecond: 1, slowed: 1 } : undefined;
    case "freshness":
      return Number.isInteger(level) ? { perSecond: 1, slowed: 1 } : undefined;
    case "up":
      return undefined;
  }
}

function isNative(indicator: Indicator): boolean {
  return indicator.kind === "latency" && indicator.histogram.type === "native-histogram";
}

/** True for gauges whose values before and at the threshold are whole parts of a power of two, so that means of them are exact. */
function isSummedExactly(watched: Watched, unit: number): boolean {
  if (longest(watched) === 0) return true;
  const levels = [groupLevels(watched.subject).healthy, withinBy(watched), thresholdLevel(watched)];
  return levels.every((level) =>
    pairOf(watched).every((member) => Number.isInteger(tidy(memberLevel(watched, member, level) * unit) * 1_024)),
  );
}

function sumOfMembers(watched: Watched, value: (level: number) => number): number {
  const level = thresholdLevel(watched);
  return pairOf(watched).reduce((sum, member) => sum + value(memberLevel(watched, member, level)), 0);
}

/** For counters whose rate is the value: the threshold times the unit must come out whichever way it is computed. */
function exactRate(watched: Watched, unit: number, divisor: number): Exactly | undefined {
  const range = longest(watched);
  const level = thresholdLevel(watched);
  for (let slowed = 1; slowed * watched.every * 2 <= range; slowed++) {
    const apart = slowed * watched.every;
    // Levels change with an evaluation, and counters have to be scraped then to count whole steps.
    if (range % apart !== 0 || watched.interval % apart !== 0) continue;
    const sampled = range - apart;
    const found = [0, 1].map(
      (order) => sumOfMembers(watched, (own) => ratesOf(own * unit * sampled, sampled, range)[order] ?? 0) / divisor,
    );
    const wholeSteps = Number.isInteger(tidy((level * unit * apart) / 4));
    if (wholeSteps && found.every((value) => value === level)) return { perSecond: 1, slowed };
  }
  return undefined;
}
