import { complement } from "../core/decimal.ts";
import { RECORDED, windowName } from "../model/conventions.ts";
import type { EventIndicator } from "../model/indicator.ts";
import type { Objective } from "../model/objective.ts";
import type { Expression, VectorSelector } from "../promql/ast.ts";
import { add, and, atEnd, binary, call, div, gt, metric, mul, or, range, sub, subquery } from "../promql/build.ts";
import type { Context } from "./context.ts";
import type { DerivedRecording } from "./derived.ts";
import { eventRates, noneAnswers } from "./events.ts";
import { identityLabels, keptLabels, matchersFor } from "./labels.ts";
import { alertWindows, TILED_FROM_SECONDS, windowSeconds } from "./windows.ts";

/** An objective whose indicator counts events. */
export type EventObjective = Objective & { readonly indicator: EventIndicator };

/** The recorded series of an event objective, by what they mean. */
export interface EventSeries {
  readonly labels: Readonly<Record<string, string>>;
  /** Range of the first recordings. Units: seconds. */
  readonly base: number;
  readonly bad: VectorSelector;
  readonly events: VectorSelector;
  /** Share of bad events over a window. Units: seconds. */
  ratio(windowSeconds: number): VectorSelector;
}

/** Names and matchers of the recorded series of an event objective. */
export function eventSeries(objective: EventObjective, context: Context): EventSeries {
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
    ratio: (window) => metric(RECORDED.errorRatio(windowName(window)), matchers),
  };
}

/**
 * Recordings of an event objective: bad and all events separately over a short range, every longer window as the sum of
 * these (so it is weighted by events, and costs the same at any cardinality), the share of the budget that is left,
 * and the target.
 */
export function eventRecordings(objective: EventObjective, context: Context): readonly DerivedRecording[] {
  const names = eventSeries(objective, context);
  const recording = (record: string, expression: Expression): DerivedRecording => ({
    kind: "recording",
    record,
    expression,
    labels: names.labels,
  });
  const windows = alertWindows(objective);
  const window = windowSeconds(objective);
  const rolling =
    window === undefined || calendar(objective) || windows.includes(window) ? windows : [...windows, window];
  return [
    ...first(objective, context, names, recording),
    ...rolling
      .filter((seconds) => seconds !== names.base)
      .map((seconds) => recording(RECORDED.errorRatio(windowName(seconds)), windowRatio(objective, names, seconds))),
    ...(window === undefined ? [] : budget(objective, names, window, recording)),
  ];
}

type Recorder = (record: string, expression: Expression) => DerivedRecording;

/** The recordings that read raw series, and the ratio over their range. */
function first(
  { indicator }: EventObjective,
  context: Context,
  names: EventSeries,
  recording: Recorder,
): DerivedRecording[] {
  const ratio = RECORDED.errorRatio(windowName(names.base));
  if (indicator.kind === "up") {
    return [
      recording(RECORDED.badMoments, noneAnswers(context)),
      recording(ratio, call("avg_over_time", range(names.bad, names.base * 1_000))),
    ];
  }
  const rates = eventRates(indicator, { context, seconds: names.base, recordedTotal: names.events });
  return [
    recording(RECORDED.events(windowName(names.base)), rates.total),
    recording(RECORDED.badEvents(windowName(names.base)), rates.bad),
    recording(ratio, div(names.bad, gt(names.events, 0))),
  ];
}

function budget(
  objective: EventObjective,
  names: EventSeries,
  window: number,
  recording: Recorder,
): DerivedRecording[] {
  if (objective.target === undefined) return [];
  const target = objective.target.value;
  const ratio = calendar(objective)
    ? windowRatio(objective, names, 31 * 86_400, sinceStart(names))
    : names.ratio(window);
  const left = sub(1, div(ratio, complement(target)));
  // A window without a single event has spent nothing; the ratio has no sample then.
  const idle = objective.indicator.kind === "up" ? left : or(left, add(mul(names.events, 0), 1));
  return [
    ...(calendar(objective) ? [recording(RECORDED.windowStart, monthStart())] : []),
    recording(RECORDED.budgetRemaining, idle),
    recording(RECORDED.target("ratio"), call("vector", target)),
  ];
}

function calendar(objective: Objective): boolean {
  return objective.over !== undefined && "calendar" in objective.over;
}

/** Bad events by all events over a window, both summed. Moments of time weigh the same, so their mean is the share. */
function windowRatio(
  objective: EventObjective,
  names: EventSeries,
  seconds: number,
  within: (series: Expression) => Expression = (series) => series,
): Expression {
  const tiled = seconds >= TILED_FROM_SECONDS;
  const over = (series: VectorSelector): Expression =>
    tiled ? subquery(within(series), seconds * 1_000, names.base * 1_000) : range(series, seconds * 1_000);
  if (objective.indicator.kind === "up") {
    return call("avg_over_time", over(tiled ? names.ratio(names.base) : names.bad));
  }
  return div(call("sum_over_time", over(names.bad)), gt(call("sum_over_time", over(names.events)), 0));
}

/** Unix time of the first second of this month, UTC. */
function monthStart(): Expression {
  const day = mul(sub(call("day_of_month"), 1), 86_400);
  return sub(sub(call("time"), binary("%", call("time"), 86_400)), day);
}

/** Keeps the samples of a subquery whose range began in this month. */
function sinceStart(names: EventSeries): (series: Expression) => Expression {
  const start = call("scalar", atEnd(metric(RECORDED.windowStart, matchersFor(names.labels))));
  return (series) => and(series, gt(call("vector", call("time")), start), { on: [] });
}
