import { RECORDED, windowName } from "../model/conventions.ts";
import type { Objective } from "../model/objective.ts";
import type { Expression, Matcher } from "../promql/ast.ts";
import { and, call, gte, metric, mul, range, subquery } from "../promql/build.ts";
import type { Context } from "./context.ts";
import { TILED_FROM_SECONDS } from "./windows.ts";

/**
 * Adds the low-traffic guard to an alert's condition: at least so many events (or failures) in its longest window.
 * Events are counted from the recorded rates: their sum times the seconds that each sample stands for.
 */
export function guarded(
  condition: Expression,
  objective: Objective,
  context: Context,
  recorded: { readonly matchers: readonly Matcher[]; readonly base: number; readonly window: number },
): Expression {
  const policy = objective.lowTraffic;
  if (policy?.kind !== "minimumEvents" && policy?.kind !== "minimumFailures") return condition;
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
