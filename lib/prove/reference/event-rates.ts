import type { EventIndicator, LatencyIndicator, UpIndicator } from "../../model/indicator.ts";
import type { Metric } from "../../model/metric.ts";
import { type Context, select, upSelector } from "../../rules/context.ts";
import { evaluationTime, isEvaluated, type ScrapedSeries, type World } from "../world.ts";
import { nativeEvents } from "./native-events.ts";
import { instantValue, rateOver } from "./rate.ts";
import { groupedBy, seriesOf } from "./select.ts";

/** Bad and all events per second of one value of the labels that an indicator keeps; `NaN` where nothing is known. */
export interface EventRates {
  readonly labels: Readonly<Record<string, string>>;
  readonly bad: Float64Array;
  readonly events: Float64Array;
}

type Counted = Exclude<EventIndicator, UpIndicator>;

/** What the counters of an indicator say: all events, and those of one kind, from which the bad ones follow. */
interface Counters {
  readonly all: ReadonlyMap<string, Float64Array>;
  readonly part: ReadonlyMap<string, Float64Array>;
  /** The part is bad events; otherwise the bad ones are what is left of all. */
  readonly partIsBad: boolean;
  /** Series of the part are born with their first event, so that none means no event; otherwise nothing is known then. */
  readonly bornLate: boolean;
  readonly labels: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** Rates of bad and of all events at every evaluation, over a range. Units: milliseconds. */
export function eventRates(
  indicator: Counted,
  context: Context,
  world: World,
  range: number,
): ReadonlyMap<string, EventRates> {
  const { all, part, partIsBad, bornLate, labels } = countersOf(indicator, context, world, range);
  const { count } = world.evaluations;
  const result = new Map<string, EventRates>();
  for (const [key, own] of labels) {
    const events = all.get(key) ?? nothing(count);
    const some = part.get(key) ?? nothing(count);
    const bad = new Float64Array(count);
    for (let index = 0; index < count; index++) {
      const total = events[index] as number;
      const known = some[index] as number;
      const value = Number.isNaN(known) && bornLate && !Number.isNaN(total) ? 0 : known;
      bad[index] = partIsBad ? value : Math.max(0, total - value);
      // A good part that is not known although there are events: none of them was good.
      if (!partIsBad && Number.isNaN(known) && !bornLate) bad[index] = Number.NaN;
    }
    result.set(key, { labels: own, bad, events });
  }
  return result;
}

function countersOf(indicator: Counted, context: Context, world: World, range: number): Counters {
  const labels = new Map<string, Readonly<Record<string, string>>>();
  const rates = (metric: Metric, suffix = "", bound?: number): ReadonlyMap<string, Float64Array> => {
    const selected = seriesOf(world, select(context, metric, suffix));
    const own = bound === undefined ? selected : selected.filter(({ labels }) => Number(labels.le) === bound);
    const groups = groupedBy(own, indicator.by);
    for (const [key, group] of groups) labels.set(key, group.labels);
    return new Map([...groups].map(([key, { series }]) => [key, summedRates(world, series, range)]));
  };
  switch (indicator.kind) {
    case "ratio": {
      const all = rates(indicator.total);
      const part = indicator.bad ?? indicator.good;
      if (part === undefined) return { all, part: all, partIsBad: true, bornLate: true, labels };
      return { all, part: rates(part), partIsBad: indicator.bad !== undefined, bornLate: true, labels };
    }
    case "hitRatio": {
      const hits = rates(indicator.hits);
      if (indicator.total !== undefined) {
        return { all: rates(indicator.total), part: hits, partIsBad: false, bornLate: true, labels };
      }
      const misses = indicator.misses === undefined ? new Map<string, Float64Array>() : rates(indicator.misses);
      return {
        all: bothOrOne(hits, misses, world.evaluations.count),
        part: misses,
        partIsBad: true,
        bornLate: true,
        labels,
      };
    }
    case "latency": {
      if (indicator.histogram.type === "native-histogram") return nativeCounters(indicator, context, world, range);
      const all = rates(indicator.histogram, "_count");
      const fast = rates(indicator.histogram, "_bucket", indicator.below.value);
      // A bucket that is not there is no slow event but a wrong name: its absence alert tells.
      return { all, part: fast, partIsBad: false, bornLate: false, labels };
    }
  }
}

/** Of a native histogram, all observations and the slow ones are always known together. */
function nativeCounters(
  { histogram, below, by }: LatencyIndicator,
  context: Context,
  world: World,
  range: number,
): Counters {
  const groups = [...groupedBy(seriesOf(world, select(context, histogram)), by)];
  const events = groups.map(([key, { series }]) => [key, nativeEvents(world, series, range, below.value)] as const);
  return {
    all: new Map(events.map(([key, { all }]) => [key, all])),
    part: new Map(events.map(([key, { beyond }]) => [key, beyond])),
    partIsBad: true,
    bornLate: false,
    labels: new Map(groups.map(([key, { labels }]) => [key, labels])),
  };
}

function nothing(count: number): Float64Array {
  return new Float64Array(count).fill(Number.NaN);
}

/** Sum of the rates of those counters that have one, at every evaluation. */
function summedRates(world: World, series: readonly ScrapedSeries[], range: number): Float64Array {
  const { evaluations } = world;
  const sums = nothing(evaluations.count);
  for (const one of series) {
    for (let index = 0; index < evaluations.count; index++) {
      if (!isEvaluated(evaluations, index)) continue;
      const rate = rateOver(world, one, evaluationTime(world, index), range);
      if (Number.isNaN(rate)) continue;
      const sum = sums[index] as number;
      sums[index] = Number.isNaN(sum) ? rate : sum + rate;
    }
  }
  return sums;
}

/** Where one of the two is not known, all events are those of the other. */
function bothOrOne(
  some: ReadonlyMap<string, Float64Array>,
  others: ReadonlyMap<string, Float64Array>,
  count: number,
): ReadonlyMap<string, Float64Array> {
  return new Map(
    [...new Set([...some.keys(), ...others.keys()])].map((key) => {
      const [a, b] = [some.get(key) ?? nothing(count), others.get(key) ?? nothing(count)];
      return [key, a.map((value, index) => sumOfKnown(value, b[index] as number))] as const;
    }),
  );
}

function sumOfKnown(a: number, b: number): number {
  if (Number.isNaN(a)) return b;
  return Number.isNaN(b) ? a : a + b;
}

/** 1 at evaluations without an answering target of the scrape, else 0; `NaN` at those that were missed. */
export function badMoments(context: Context, world: World): Float64Array {
  const targets = seriesOf(world, upSelector(context));
  const { evaluations } = world;
  const bad = nothing(evaluations.count);
  for (let index = 0; index < evaluations.count; index++) {
    if (!isEvaluated(evaluations, index)) continue;
    const time = evaluationTime(world, index);
    bad[index] = targets.some((target) => instantValue(world, target, time) > 0) ? 0 : 1;
  }
  return bad;
}
