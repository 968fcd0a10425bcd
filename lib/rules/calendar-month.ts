import { RECORDED, windowName } from "../model/conventions.ts";
import type { Expression, VectorSelector } from "../promql/ast.ts";
import { and, atEnd, binary, call, div, gt, metric, mul, sub, subquery } from "../promql/build.ts";
import type { DerivedRecording } from "./derived.ts";
import type { EventObjective, EventSeries } from "./event-series.ts";
import { matchersFor } from "./labels.ts";

/**
 * Tiles of the calendar month: half hours, which begin with the month, and few enough (1,488) that promtool can evaluate
 * the whole month. The month's budget is up to half an hour old.
 */
export const MONTH_TILE_SECONDS = 1_800;

/** No month is longer. Units: milliseconds. */
const LONGEST_MONTH = 31 * 86_400_000;

/** Start of the month (UTC), and the rates per tile that its sums are made of. */
export function monthRecordings(
  objective: EventObjective,
  names: EventSeries,
  recording: (record: string, expression: Expression) => DerivedRecording,
): DerivedRecording[] {
  const tile = windowName(MONTH_TILE_SECONDS);
  const perTile = (series: VectorSelector): Expression =>
    call("avg_over_time", subquery(series, MONTH_TILE_SECONDS * 1_000, names.base * 1_000));
  const sinceMidnight = binary("%", call("time"), 86_400);
  const sinceFirst = mul(sub(call("day_of_month"), 1), 86_400);
  return [
    recording(RECORDED.windowStart, sub(sub(call("time"), sinceMidnight), sinceFirst)),
    ...(objective.indicator.kind === "up"
      ? []
      : [
          recording(RECORDED.events(tile), perTile(names.events)),
          recording(RECORDED.badEvents(tile), perTile(names.bad)),
        ]),
  ];
}

/** Share of bad events in the calendar month so far: tiles that began in it. */
export function monthRatio(objective: EventObjective, names: EventSeries): Expression {
  const tile = windowName(MONTH_TILE_SECONDS);
  const matchers = matchersFor(names.labels);
  const start = call("scalar", atEnd(metric(RECORDED.windowStart, matchers)));
  const thisMonth = (series: VectorSelector): Expression =>
    subquery(
      and(series, gt(call("vector", call("time")), start), { on: [] }),
      LONGEST_MONTH,
      MONTH_TILE_SECONDS * 1_000,
    );
  if (objective.indicator.kind === "up") return call("avg_over_time", thisMonth(names.ratio(MONTH_TILE_SECONDS)));
  const sum = (name: string): Expression => call("sum_over_time", thisMonth(metric(name, matchers)));
  return div(sum(RECORDED.badEvents(tile)), gt(sum(RECORDED.events(tile)), 0));
}
