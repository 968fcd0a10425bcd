import { tidy } from "../core/decimal.ts";
import { RECORDED, windowName } from "../model/conventions.ts";
import type { Objective } from "../model/objective.ts";
import type { Expression, Matcher } from "../promql/ast.ts";
import { and, call, gte, metric, mul, range, subquery } from "../promql/build.ts";
import type { Context } from "./context.ts";
import { TILED_FROM_SECONDS, tileOf } from "./windows.ts";

/** What the low-traffic guard of an alert counts in. Units: seconds. */
interface Guarded {
  readonly matchers: readonly Matcher[];
  /** Range of the first recordings. */
  readonly base: number;
  /** The longest window of the alert. */
  readonly window: number;
  /** Share of bad moments that the condition itself asks for in this window. */
  readonly share: number;
}

/**
 * Adds the low-traffic guard to an alert's condition: at least so many events (or failures) in its longest window.
 * Events are counted from the recorded rates: their sum times the seconds that each sample stands for. Moments are counted
 * as they are.
 */
export function guarded(condition: Expression, objective: Objective, context: Context, recorded: Guarded): Expression {
  const policy = objective.lowTraffic;
  if (policy?.kind !== "minimumEvents" && policy?.kind !== "minimumFailures") return condition;
  if (objective.indicator.kind === "up") return withMoments(condition, policy.count, context, recorded);
  const { matchers, base, window } = recorded;
  const failures = policy.kind === "minimumFailures" && objective.indicator.kind !== "quantile";
  const name = failures ? RECORDED.badEvents(windowName(base)) : RECORDED.events(windowName(base));
  const series = metric(name, matchers);
  const events =
    window === base
      ? mul(series, window)
      : window >= TILED_FROM_SECONDS
        ? mul(call("sum_over_time", subquery(series, window * 1_000, base * 1_000)), base)
        : mul(call("sum_over_time", range(series, window * 1_000)), context.system.prometheus.evaluationInterval.value);
  return and(condition, gte(events, policy.count));
}

/**
 * At least so many moments without a target. Where the condition asks for as many anyway the guard changes nothing in a full
 * window and is left out: 0.3 % of a day are 4.3 minutes, so three are always there.
 */
function withMoments(condition: Expression, count: number, context: Context, recorded: Guarded): Expression {
  const { matchers, base, window, share } = recorded;
  const anyway = tidy((share * window) / context.system.prometheus.evaluationInterval.value);
  if (Math.max(1, anyway) >= count) return condition;
  const bad = metric(RECORDED.badMoments, matchers);
  const tile = tileOf(window, base) * 1_000;
  // Counted in tiles first, so that promtool holds no more samples than of other windows.
  const moments =
    window >= TILED_FROM_SECONDS
      ? call("sum_over_time", subquery(call("sum_over_time", range(bad, tile)), window * 1_000, tile))
      : call("sum_over_time", range(bad, window * 1_000));
  return and(condition, gte(moments, count));
}
