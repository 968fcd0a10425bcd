import { RECORDED, windowName } from "../model/conventions.ts";
import type { EventIndicator } from "../model/indicator.ts";
import type { Objective } from "../model/objective.ts";
import type { VectorSelector } from "../promql/ast.ts";
import { metric } from "../promql/build.ts";
import type { Context } from "./context.ts";
import { identityLabels, keptLabels, matchersFor } from "./labels.ts";
import { alertWindows } from "./windows.ts";

/** An objective whose indicator counts events. */
export type EventObjective = Objective & { readonly indicator: EventIndicator };

/** The recorded series of an event objective, by what they mean. */
export interface EventSeries {
  readonly labels: Readonly<Record<string, string>>;
  /** Range of the first recordings. Units: seconds. */
  readonly base: number;
  readonly bad: VectorSelector;
  readonly events: VectorSelector;
  /** Rates over a tile, of bad and of all events. Units: seconds. */
  tile(tileSeconds: number): { readonly bad: VectorSelector; readonly events: VectorSelector };
  /** Share of bad events over a window. Units: seconds. */
  ratio(windowSeconds: number): VectorSelector;
}

const known = new WeakMap<Context, Map<EventObjective, EventSeries>>();

/** Names and matchers of the recorded series of an event objective. */
export function eventSeries(objective: EventObjective, context: Context): EventSeries {
  const ofContext = known.get(context) ?? new Map<EventObjective, EventSeries>();
  known.set(context, ofContext);
  const series = ofContext.get(objective) ?? nameSeries(objective, context);
  ofContext.set(objective, series);
  return series;
}

function nameSeries(objective: EventObjective, context: Context): EventSeries {
  const labels = identityLabels(context, objective.name, keptLabels(objective.indicator));
  const matchers = matchersFor(labels);
  const base = alertWindows(objective)[0] ?? 0;
  return {
    labels,
    base,
    bad: metric(
      objective.indicator.kind === "up" ? RECORDED.badMoments : RECORDED.badEvents(windowName(base)),
      matchers,
    ),
    events: metric(RECORDED.events(windowName(base)), matchers),
    tile: (seconds) => ({
      bad: metric(RECORDED.badEvents(windowName(seconds)), matchers),
      events: metric(RECORDED.events(windowName(seconds)), matchers),
    }),
    ratio: (window) => metric(RECORDED.errorRatio(windowName(window)), matchers),
  };
}
