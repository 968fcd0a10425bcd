import type { EventIndicator, HitRatioIndicator, LatencyIndicator, RatioIndicator } from "../../model/indicator.ts";
import type { Metric } from "../../model/metric.ts";
import type { VectorSelector } from "../../promql/ast.ts";
import { type Context, select } from "../../rules/context.ts";
import { bucketMatcher } from "../../rules/events.ts";
import { exampleLabels, exampleOutside } from "../example-labels.ts";
import { boundLabel } from "./bucket-share.ts";
import type { Counter, Flow } from "./counter.ts";
import { bucketsBeside } from "./native-buckets.ts";
import type { NativeHistogram } from "./native-histogram.ts";

/** A series that every replica exports, and how it follows the level. */
export interface Exported {
  /** The metric whose scrape has it. */
  readonly metric: Metric;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly follows: Counter | Gauge | NativeHistogram;
}

/** The value of a gauge over time, while the level is the same. Units: `now` as Unix time in seconds. */
export type Gauge = (level: number | "idle") => (now: number) => number;

/** A gauge that stands still while the level does. */
export function steady(value: (level: number | "idle") => number): Gauge {
  return (level) => {
    const still = value(level);
    return () => still;
  };
}

/** Thrown where an indicator's series cannot be made. */
export function notStimulated(what: string): RangeError {
  return new RangeError(`no series can be made for ${what}`);
}

const BAD: Flow = { rate: (level, perSecond) => level * perSecond, single: ({ bad }) => bad };
const GOOD: Flow = { rate: (level, perSecond) => (1 - level) * perSecond, single: ({ good = 0 }) => good };
const ALL = [BAD, GOOD];

/** The series of events of an indicator, by how many of them are bad. */
export function exportedEvents(indicator: EventIndicator, context: Context): readonly Exported[] {
  switch (indicator.kind) {
    case "ratio":
      return ratioSeries(indicator, context);
    case "hitRatio":
      return hitSeries(indicator, context);
    case "latency":
      return latencySeries(indicator, context);
    case "up":
      return [];
  }
}

function ratioSeries({ bad, good, total }: RatioIndicator, context: Context): readonly Exported[] {
  if (bad !== undefined) return partAndAll(bad, [BAD], total, [GOOD], context);
  if (good !== undefined) return partAndAll(good, [GOOD], total, [BAD], context);
  throw notStimulated("a ratio without bad and good events");
}

function hitSeries({ hits, misses, total }: HitRatioIndicator, context: Context): readonly Exported[] {
  if (total !== undefined) return partAndAll(hits, [GOOD], total, [BAD], context);
  if (misses === undefined) throw notStimulated("a hit ratio without misses and total");
  return [counted(hits, select(context, hits), [GOOD]), counted(misses, select(context, misses), [BAD])];
}

/** A part of the events and all of them, or the rest where both are series of one metric. */
function partAndAll(
  part: Metric,
  inPart: readonly Flow[],
  total: Metric,
  rest: readonly Flow[],
  context: Context,
): readonly Exported[] {
  const narrow = select(context, part);
  const wide = select(context, total);
  if (part.name !== total.name) return [counted(part, narrow, inPart), counted(total, wide, ALL)];
  return [counted(part, narrow, inPart), { ...counted(total, wide, rest), labels: exampleOutside(wide, narrow) }];
}

function latencySeries({ histogram, below }: LatencyIndicator, context: Context): readonly Exported[] {
  if (histogram.type === "native-histogram") return [native(histogram, besideBound(below.value), context)];
  const bucket = select(context, histogram, "_bucket", [bucketMatcher(below.value)]);
  const fast = counted(histogram, bucket, [GOOD], ALL);
  return [
    { ...fast, labels: { ...fast.labels, le: boundLabel(below.value) } },
    counted(histogram, select(context, histogram, "_count"), ALL),
  ];
}

/** Single good observations are 0: quicker than the clock can tell, which is where interpolation has its own rules. */
function besideBound(bound: number): NativeHistogram {
  const { schema, upTo, beyond } = bucketsBeside(bound);
  const buckets = new Map([
    [upTo, { ...GOOD, single: () => 0 }],
    [beyond, BAD],
  ]);
  return { schema, zeros: { ...GOOD, rate: () => 0 }, buckets: () => buckets };
}

/** A native histogram: one series. */
export function native(metric: Metric, follows: NativeHistogram, context: Context): Exported {
  const selector = select(context, metric);
  return { metric, name: selector.name ?? "", labels: exampleLabels(selector), follows };
}

/** A counter of whole events; all series of a histogram are born with its first observation. */
export function counted(
  metric: Metric,
  selector: VectorSelector,
  flows: readonly Flow[],
  bornWith: readonly Flow[] = flows,
): Exported {
  return {
    metric,
    name: selector.name ?? "",
    labels: exampleLabels(selector),
    follows: { flows, bornWith, perUnit: 1 },
  };
}
