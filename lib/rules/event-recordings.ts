import { complement } from "../core/decimal.ts";
import { RECORDED, windowName } from "../model/conventions.ts";
import type { Objective } from "../model/objective.ts";
import type { Expression, VectorSelector } from "../promql/ast.ts";
import { add, call, div, gt, mul, or, range, sub, subquery } from "../promql/build.ts";
import { MONTH_TILE_SECONDS, monthRatio, monthRecordings } from "./calendar-month.ts";
import type { Context } from "./context.ts";
import type { DerivedRecording } from "./derived.ts";
import { type EventObjective, type EventSeries, eventSeries } from "./event-series.ts";
import { eventRates, noneAnswers } from "./events.ts";
import { alertWindows, TILED_FROM_SECONDS, windowSeconds } from "./windows.ts";

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
  const recorded = new Set(windows);
  if (window !== undefined && !calendar(objective)) recorded.add(window);
  if (calendar(objective) && objective.indicator.kind === "up") recorded.add(MONTH_TILE_SECONDS);
  return [
    ...first(objective, context, names, recording),
    ...[...recorded]
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
  const ratio = calendar(objective) ? monthRatio(objective, names) : names.ratio(window);
  const left = sub(1, div(ratio, complement(target)));
  // A window without a single event has spent nothing; the ratio has no sample then.
  const idle = objective.indicator.kind === "up" ? left : or(left, add(mul(names.events, 0), 1));
  return [
    ...(calendar(objective) ? monthRecordings(objective, names, recording) : []),
    recording(RECORDED.budgetRemaining, idle),
    recording(RECORDED.target("ratio"), call("vector", target)),
  ];
}

function calendar(objective: Objective): boolean {
  return objective.over !== undefined && "calendar" in objective.over;
}

/** Bad events by all events over a window, both summed. Moments of time weigh the same, so their mean is the share. */
function windowRatio(objective: EventObjective, names: EventSeries, seconds: number): Expression {
  const tiled = seconds >= TILED_FROM_SECONDS;
  const over = (series: VectorSelector): Expression =>
    tiled ? subquery(series, seconds * 1_000, names.base * 1_000) : range(series, seconds * 1_000);
  if (objective.indicator.kind === "up") {
    return call("avg_over_time", over(tiled ? names.ratio(names.base) : names.bad));
  }
  return div(call("sum_over_time", over(names.bad)), gt(call("sum_over_time", over(names.events)), 0));
}
