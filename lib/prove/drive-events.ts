import type { Indicator } from "../model/indicator.ts";
import { constant, type Samples, type SyntheticSeries, series, stale } from "../model/scenario.ts";
import type { VectorSelector } from "../promql/ast.ts";
import { type Context, select, upSelector } from "../rules/context.ts";
import type { EventObjective } from "../rules/event-series.ts";
import { bucketMatcher } from "../rules/events.ts";
import { exampleLabels, exampleOutside } from "./example-labels.ts";

/** A stretch of time in which the indicator has one value. `idle` has no events; `gone` ends the series. */
export interface Phase {
  readonly steps: number;
  readonly level: number | "idle" | "gone";
}

/** A synthetic series and what its increments mean to the indicator. */
export interface DrivenSeries {
  readonly series: SyntheticSeries;
  readonly bad: number;
  readonly total: number;
}

/** Events per step: enough for any guard, and for shares of a millionth to be whole events. */
const EVENTS_PER_STEP = 1_000_000;

/** Counters that make the share of bad events follow the phases, or `undefined` where that cannot be written yet. */
export function driveEvents(
  objective: EventObjective,
  context: Context,
  phases: readonly Phase[],
  perStep = EVENTS_PER_STEP,
): readonly DrivenSeries[] | undefined {
  const { indicator } = objective;
  const kept = keptExamples(indicator);
  const one = (
    selector: VectorSelector,
    share: (bad: number) => number,
    role: { readonly bad: number; readonly total: number },
    labels: Readonly<Record<string, string>> = exampleLabels(selector),
  ): DrivenSeries => ({
    series: series(selector.name ?? "", { ...kept, ...labels }, ...counterSamples(phases, share, perStep)),
    ...role,
  });
  const bad = (share: number): number => share;
  const good = (share: number): number => 1 - share;
  const all = (): number => 1;
  switch (indicator.kind) {
    case "ratio": {
      const total = select(context, indicator.total);
      const part = indicator.bad ?? indicator.good;
      if (part === undefined) return undefined;
      const selector = select(context, part);
      const partIsBad = indicator.bad !== undefined;
      if (part.name === indicator.total.name) {
        return [
          one(selector, partIsBad ? bad : good, { bad: partIsBad ? 1 : 0, total: 1 }),
          one(total, partIsBad ? good : bad, { bad: partIsBad ? 0 : 1, total: 1 }, exampleOutside(total, selector)),
        ];
      }
      return partIsBad
        ? [one(selector, bad, { bad: 1, total: 0 }), one(total, all, { bad: 0, total: 1 })]
        : [one(selector, good, { bad: -1, total: 0 }), one(total, all, { bad: 1, total: 1 })];
    }
    case "hitRatio": {
      const hits = select(context, indicator.hits);
      if (indicator.misses !== undefined) {
        return [
          one(hits, good, { bad: 0, total: 1 }),
          one(select(context, indicator.misses), bad, { bad: 1, total: 1 }),
        ];
      }
      if (indicator.total === undefined) return undefined;
      const total = select(context, indicator.total);
      if (indicator.total.name === indicator.hits.name) {
        return [
          one(hits, good, { bad: 0, total: 1 }),
          one(total, bad, { bad: 1, total: 1 }, exampleOutside(total, hits)),
        ];
      }
      return [one(hits, good, { bad: -1, total: 0 }), one(total, all, { bad: 1, total: 1 })];
    }
    case "latency": {
      if (indicator.histogram.type === "native-histogram") return undefined;
      const bound = indicator.below.value;
      const bucket = select(context, indicator.histogram, "_bucket", [bucketMatcher(bound)]);
      // The spelling that Prometheus 3 stores.
      const le = { ...exampleLabels(bucket), le: Number.isInteger(bound) ? `${bound}.0` : `${bound}` };
      return [
        one(bucket, good, { bad: -1, total: 0 }, le),
        one(select(context, indicator.histogram, "_count"), all, { bad: 1, total: 1 }),
      ];
    }
    case "up":
      return [
        {
          series: series("up", { ...exampleLabels(upSelector(context)), instance: "a" }, ...upSamples(phases)),
          bad: 0,
          total: 0,
        },
      ];
  }
}

/** One value for each label that an indicator keeps. */
export function keptExamples(indicator: Indicator): Readonly<Record<string, string>> {
  const kept = indicator.kind === "up" ? [] : (indicator.by ?? []);
  return Object.fromEntries(kept.map((label) => [label, "a"]));
}

/** A counter whose increase per step follows the phases. */
export function counterSamples(
  phases: readonly Phase[],
  share: (level: number) => number,
  perStep: number = EVENTS_PER_STEP,
): readonly Samples[] {
  let value = 0;
  return phases.map(({ steps, level }) => {
    if (level === "gone") return stale();
    const increase = level === "idle" ? 0 : whole(share(level) * perStep);
    // Every phase begins with an increase, so the first sample of the series is one step's worth of events.
    const from = value + increase;
    value += steps * increase;
    return { kind: "ramp", from, increase, steps };
  });
}

/** Whole events, without float noise; rates of less than one event a step stay as they are. */
function whole(events: number): number {
  return events >= 1_000 ? Math.round(events) : Number(events.toPrecision(12));
}

function upSamples(phases: readonly Phase[]): readonly Samples[] {
  return phases.map(({ steps, level }) => {
    if (level === "gone") return stale();
    return constant(level === "idle" || level < 1 ? 1 : 0, steps);
  });
}
