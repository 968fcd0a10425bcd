import { RECORDED } from "../model/conventions.ts";
import type { Expression, VectorSelector } from "../promql/ast.ts";
import { and, atEnd, binary, call, div, gt, metric, mul, sub, subquery } from "../promql/build.ts";
import type { EventObjective, EventSeries } from "./event-series.ts";
import { matchersFor } from "./labels.ts";

/**
 * Tiles of the calendar month: half hours, which begin with the month, and few enough (1,488) that promtool can evaluate
 * the whole month. The month's budget is up to half an hour old.
 */
export const MONTH_TILE_SECONDS = 1_800;

/** No month is longer. Units: milliseconds. */
const LONGEST_MONTH = 31 * 86_400_000;

/** Unix time of the first second of this month, UTC. */
export function monthStart(): Expression {
  const sinceMidnight = binary("%", call("time"), 86_400);
  const sinceFirst = mul(sub(call("day_of_month"), 1), 86_400);
  return sub(sub(call("time"), sinceMidnight), sinceFirst);
}

/** Share of bad events in the calendar month so far: tiles that began in it. */
export function monthRatio(objective: EventObjective, names: EventSeries): Expression {
  const matchers = matchersFor(names.labels);
  const start = call("scalar", atEnd(metric(RECORDED.windowStart, matchers)));
  const thisMonth = (series: VectorSelector): Expression =>
    subquery(
      and(series, gt(call("vector", call("time")), start), { on: [] }),
      LONGEST_MONTH,
      MONTH_TILE_SECONDS * 1_000,
    );
  if (objective.indicator.kind === "up") return call("avg_over_time", thisMonth(names.ratio(MONTH_TILE_SECONDS)));
  const { bad, events } = names.tile(MONTH_TILE_SECONDS);
  return div(call("sum_over_time", thisMonth(bad)), gt(call("sum_over_time", thisMonth(events)), 0));
}
