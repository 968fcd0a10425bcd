import { complement } from "../core/decimal.ts";
import { RECORDED, windowName } from "../model/conventions.ts";
import type { Objective } from "../model/objective.ts";
import type { Expression, VectorSelector } from "../promql/ast.ts";
import { add, call, div, gt, mul, or, range, sub, subquery } from "../promql/build.ts";
import { MONTH_TILE_SECONDS, monthRatio, monthStart } from "./calendar-month.ts";
import type { Context } from "./context.ts";
import type { DerivedRecording } from "./derived.ts";
import { type EventObjective, type EventSeries, eventSeries } from "./event-series.ts";
import { eventRates, noneAnswers } from "./events.ts";
import { alertWindows, TILED_FROM_SECONDS, tileOf, windowSeconds } from "./windows.ts";

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
  const window = windowSeconds(objective);
  const tiles = tilesOf(objective, names.base);
  const moments = objective.indicator.kind === "up";
  const ratios = new Set([...alertWindows(objective), ...(moments ? tiles : [])]);
  if (window !== undefined && !calendar(objective)) ratios.add(window);
  return [
    ...first(objective, context, names, recording),
    ...(moments ? [] : tiles.flatMap((tile) => tileRecordings(names, tile, recording))),
    ...[...ratios]
      .sort((a, b) => a - b)
      .filter((seconds) => seconds !== names.base)
      .map((seconds) => recording(RECORDED.errorRatio(windowName(seconds)), windowRatio(objective, names, seconds))),
    ...(window === undefined ? [] : budget(objective, names, window, recording)),
  ];
}

/** Tiles longer than the first recordings that the objective's windows are summed from. Units: seconds. */
function tilesOf(objective: EventObjective, base: number): readonly number[] {
  const window = windowSeconds(objective);
  const windows = [...alertWindows(objective), ...(window === undefined || calendar(objective) ? [] : [window])];
  const tiles = windows.filter((seconds) => seconds >= TILED_FROM_SECONDS).map((seconds) => tileOf(seconds, base));
  const all = new Set(calendar(objective) ? [...tiles, MONTH_TILE_SECONDS] : tiles);
  return [...all].filter((tile) => tile !== base);
}

/** Rates over a tile, as means of the first recordings in it: event-weighted, since both are means over the same time. */
function tileRecordings(names: EventSeries, tile: number, recording: Recorder): readonly DerivedRecording[] {
  const mean = (series: VectorSelector): Expression =>
    call("avg_over_time", subquery(series, tile * 1_000, names.base * 1_000));
  return [
    recording(RECORDED.events(windowName(tile)), mean(names.events)),
    recording(RECORDED.badEvents(windowName(tile)), mean(names.bad)),
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
    ...(calendar(objective) ? [recording(RECORDED.windowStart, monthStart())] : []),
    recording(RECORDED.budgetRemaining, idle),
    recording(RECORDED.target("ratio"), call("vector", target)),
  ];
}

function calendar(objective: Objective): boolean {
  return objective.over !== undefined && "calendar" in objective.over;
}

/** Bad events by all events over a window, both summed. Moments of time weigh the same, so their mean is the share. */
function windowRatio(objective: EventObjective, names: EventSeries, seconds: number): Expression {
  if (seconds < TILED_FROM_SECONDS) {
    const over = (series: VectorSelector): Expression => range(series, seconds * 1_000);
    if (objective.indicator.kind === "up") return call("avg_over_time", over(names.bad));
    return div(call("sum_over_time", over(names.bad)), gt(call("sum_over_time", over(names.events)), 0));
  }
  const tile = tileOf(seconds, names.base);
  const over = (series: VectorSelector): Expression => subquery(series, seconds * 1_000, tile * 1_000);
  if (objective.indicator.kind === "up") return call("avg_over_time", over(names.ratio(tile)));
  const { bad, events } = names.tile(tile);
  return div(call("sum_over_time", over(bad)), gt(call("sum_over_time", over(events)), 0));
}
