import { comparisonInWords } from "../../model/conventions.ts";
import { call, div, eqv, gt, max, min, or, sum } from "../../promql/build.ts";
import { anyDown, connectionsInUse } from "./databases-meaning.ts";
import { connectionDrafts, connectionStage, downDrafts, downStage } from "./databases-scenarios.ts";
import { type Body, defineEntry } from "./entry.ts";
import { required, STATE } from "./parameters.ts";
import { type Scope, scope } from "./selection.ts";

/** No label is kept, so that a server that fails and an exporter that vanishes after it are one alert, not two in turn. */
function down(servers: Scope, metric: string, product: string, pending: number): Body {
  return {
    expression: eqv(or(min(servers.select(metric)), call("vector", 0)), 0),
    summary: `${product} does not answer`,
    means: `${metric} is 0, since its exporter cannot log in to ${product}, or missing, since there is no exporter to ask.`,
    meaning: anyDown(servers, metric),
    stages: [downStage(servers, metric)],
    drafts: downDrafts({ scope: servers, metric, pending }),
  };
}

/**
 * PostgreSQL does not answer its exporter, or the exporter is gone. `up` of the job is the exporter's and stays 1 while
 * the database is down; `pg_up` tells whether the exporter's last connection worked. Known to be late in some versions
 * of the exporter, so users' errors may be seen first. With several servers in the selection any of them fires it.
 */
export const postgresDown = defineEntry({
  name: "postgresDown",
  about: "A PostgreSQL server does not answer its exporter, or no exporter tells",
  noticesAbsence: true,
  parameters: STATE,
  build: (options) => down(scope(options), "pg_up", "PostgreSQL", options.for.value),
});

/** Redis does not answer its exporter, or the exporter is gone: `redis_up`, for the reasons of {@link postgresDown}. */
export const redisDown = defineEntry({
  name: "redisDown",
  about: "A Redis server does not answer its exporter, or no exporter tells",
  noticesAbsence: true,
  parameters: STATE,
  build: (options) => down(scope(options), "redis_up", "Redis", options.for.value),
});

/**
 * PostgreSQL runs out of connections. `pg_stat_activity_count` has a series for each database and state, summed here;
 * the last `superuser_reserved_connections` of `max_connections` (3 by default) are not for applications.
 */
export const postgresConnections = defineEntry({
  name: "postgresConnections",
  about: "More than a share of PostgreSQL's max_connections is in use",
  parameters: { ...STATE, above: required("ratio", "Share of max_connections in use") },
  build: (options) => {
    const servers = scope(options);
    const by = servers.by("instance");
    const used = sum(servers.select("pg_stat_activity_count"), by);
    return {
      expression: gt(div(used, max(servers.select("pg_settings_max_connections"), by)), options.above.value),
      unit: "ratio",
      summary: "PostgreSQL {{ $labels.instance }} runs out of connections",
      means: `The share of max_connections in use is ${comparisonInWords("above", options.above)}.`,
      meaning: connectionsInUse(servers, options.above.value),
      stages: [connectionStage(servers, options.above.value)],
      drafts: connectionDrafts({ scope: servers, above: options.above.value, pending: options.for.value }),
    };
  },
});
