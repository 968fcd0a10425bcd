import { comparisonInWords, windowName } from "../../model/conventions.ts";
import { call, div, gt, gte, range, sum } from "../../promql/build.ts";
import { poolDrafts, poolStage } from "./connection-pool-scenarios.ts";
import { fullPools } from "./databases-meaning.ts";
import { defineEntry } from "./entry.ts";
import { optional, required, SHORTEST_WINDOW, STATE } from "./parameters.ts";
import { scope } from "./selection.ts";

/**
 * An application's pool of connections is full. The pool is asked at scrapes and may have a free connection at one of
 * them, so the mean of a range is compared; `at least`, since 19 of 20 are 95 % exactly. Both sides are summed over the
 * same labels: an exporter's extra label on one of them would leave nothing to compare. A pool of 0 is no limit.
 */
export const connectionPoolSaturation = defineEntry({
  name: "connectionPoolSaturation",
  about: "The mean share of a connection pool that is in use is at least a limit",
  parameters: {
    ...STATE,
    namespace: optional("pattern", "Namespace of the application"),
    active: required("text", "Metric with the connections in use, as `db_pool_active_connections`"),
    capacity: required("text", "Metric with the size of the pool, as `db_pool_max_connections`"),
    by: required("texts", "Labels that tell the pools apart"),
    atLeast: required("ratio", "Share of the pool in use, on the mean of the range"),
    over: required("duration", "Range of the mean", SHORTEST_WINDOW),
  },
  build: ({ namespace, ...options }) => {
    const pools = scope(options, { namespace });
    const by = pools.by(...options.by);
    const told = {
      scope: pools,
      active: options.active,
      capacity: options.capacity,
      by: options.by,
      atLeast: options.atLeast.value,
      over: options.over.value,
      pending: options.for.value,
    };
    const mean = (name: string) =>
      sum(call("avg_over_time", range(pools.select(name), options.over.value * 1_000)), by);
    return {
      expression: gte(div(mean(options.active), gt(mean(options.capacity), 0)), options.atLeast.value),
      unit: "ratio",
      summary: `connection pool of ${options.by.map((label) => `{{ $labels.${label} }}`).join(" ")} is full`,
      means:
        `The mean share of the pool's connections in use over the last ${windowName(options.over.value)} is ` +
        `${comparisonInWords("atLeast", options.atLeast)}.`,
      meaning: fullPools(told),
      stages: [poolStage(told)],
      drafts: poolDrafts(told),
    };
  },
});
