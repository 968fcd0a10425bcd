import { logql, promql, sql } from "../../../lib/index.ts";
import { NAMESPACE } from "../metrics.ts";

/** Used share of the pools of both services; the alerts on the pool read it. */
export const poolUsage = promql(
  "See `db_pool_active_connections` / `db_pool_max_connections` by service and pod, as the alerts do",
  `objective:value_ratio:avg5m{objective="database-pool", system="octollm"}`,
  { expect: "Below 80 % all is well; from 95 % on the pool is as good as empty." },
);

/** 95th percentile of both services; the alerts on latency read it. */
export const serviceLatency = promql(
  "See the p95 of the latency of each service, as the alerts do",
  `objective:value_seconds:rate5m{objective="latency", system="octollm"}`,
  {
    expect: "Above 1 s it warns, above 2 s it pages.",
    mended: "OCTO-D10: one quantile over all handlers and pods of the service",
  },
);

/** OCTO-D11: the document's has `by` in a place where it does not parse. */
export const latencyByHandler = promql(
  "See which endpoint is slow",
  `histogram_quantile(0.95, sum by (job, handler, le) (
  rate(http_request_duration_seconds_bucket{
    job=~"orchestrator|reflex-layer", namespace="${NAMESPACE}"}[5m])
))`,
  { mended: "OCTO-D11: `by` belongs to the sum inside; the document's query does not parse" },
);

/** Share of look-ups that the cache answered in the last minutes; the alert reads it. */
export const hitRate = promql(
  "See the cache hit rate of the last five minutes, as the alert does",
  `1 - objective:error_ratio:rate5m{objective="cache-hit-rate", service="redis", system="octollm"}`,
  {
    expect: "Target: above 80 %.",
    mended: "OCTO-D19: `redis_keyspace_hits_total / (hits + misses)` is the ratio since Redis was started",
  },
);

/** Share of its limits that the database uses; its alerts read it. */
export const databaseUsage = [
  promql(
    "See its CPU as a share of its limit",
    `objective:value_ratio:rate5m{objective="cpu", service="postgres", system="octollm"}`,
    { mended: "OCTO-D25: the container, as a share of what it may use" },
  ),
  promql(
    "See its memory as a share of its limit",
    `objective:value_ratio:last{objective="memory", service="postgres", system="octollm"}`,
    { mended: "OCTO-D25: the container, without page cache" },
  ),
  promql(
    "See its disk I/O, reads and writes",
    `sum by (pod) (
  rate(container_fs_reads_bytes_total{
    job="kubelet", namespace="${NAMESPACE}", container="postgres"}[5m])
)
+
sum by (pod) (
  rate(container_fs_writes_bytes_total{
    job="kubelet", namespace="${NAMESPACE}", container="postgres"}[5m])
)`,
    { mended: "OCTO-D26: writes too; the document reads the former only" },
  ),
];

export const longQueries = sql(
  "List queries that have run for more than 5 minutes",
  `SELECT pid, application_name, query_start, state, query
FROM pg_stat_activity
WHERE state = 'active'
  AND query_start < now() - interval '5 minutes'
ORDER BY query_start;`,
);

export const activeConnections = sql(
  "Count active connections by service",
  `SELECT application_name, count(*)
FROM pg_stat_activity
WHERE state = 'active'
GROUP BY application_name
ORDER BY count(*) DESC;`,
);

export const idleConnections = sql(
  "Count idle connections by service",
  `SELECT application_name, count(*)
FROM pg_stat_activity
WHERE state = 'idle'
GROUP BY application_name
ORDER BY count(*) DESC;`,
  { expect: "Very many of one service: it does not give its connections back to the pool, a connection leak." },
);

export const allConnections = sql(
  "See which services use most connections",
  `SELECT application_name, count(*), max(query_start)
FROM pg_stat_activity
GROUP BY application_name
ORDER BY count(*) DESC;`,
);

export const expensiveQueries = sql(
  "Find the most expensive queries",
  `SELECT query, calls, total_exec_time, mean_exec_time
FROM pg_stat_statements
ORDER BY total_exec_time DESC
LIMIT 10;`,
  { mended: "P-06: since PostgreSQL 13 the columns are total_exec_time and mean_exec_time" },
);

/** OCTO-D28: alternatives need a pattern; the document looks for the text with its bars. */
export const connectionLogs = logql(
  "Look for connection errors in Grafana, Explore, Loki",
  `{namespace="${NAMESPACE}", service=~"orchestrator|reflex-layer"}
  |= "connection" |~ "error|timeout|exhausted"`,
  {
    expect:
      '"unable to acquire connection from pool" and "connection pool timeout": the pool. "too many clients already": the database.',
    mended: "OCTO-D28: `|~` for alternatives; `|=` looks for the text with its bars",
  },
);
