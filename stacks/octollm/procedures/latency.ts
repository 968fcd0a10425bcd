import { procedure, promql, sql } from "../../../lib/index.ts";
import { CIRCUIT_BREAKER } from "../configuration.ts";
import { NAMESPACE } from "../metrics.ts";
import { NAMED_SERVICE, REDIS, raise, raiseCpu, raiseMemory } from "./adjust.ts";
import {
  autoscale,
  ends,
  nameService,
  openDatabase,
  remedy,
  restart,
  rollback,
  rolloutHistory,
  SERVICE_HEALTH,
  scaleOut,
  TOOLS,
} from "./common.ts";
import { serviceUsage } from "./errors.ts";
import { expensiveQueries, hitRate, latencyByHandler, serviceLatency } from "./queries.ts";
import { shell } from "./shell.ts";

const SERVICE = "$SERVICE";

const cacheSettings = shell(
  "Look at the time to live of its entries; if it is too short, increase it",
  `kubectl get configmap "$SERVICE-config" -n ${NAMESPACE} -o yaml | grep CACHE_TTL`,
);

export const cacheMemory = shell(
  "See how much memory the cache has and uses",
  `kubectl exec -n ${NAMESPACE} statefulset/redis -- redis-cli INFO memory |
  grep -E 'used_memory_human|maxmemory_human|maxmemory_policy'`,
);

/** Redis keeps to a limit of its own, whatever its container may use. */
export const REDIS_LIMIT =
  "Raise `maxmemory` in the configuration of Redis with it, if it is set: Redis keeps to that.";

/** Remedies of a cache that forgets too soon, as LowCacheHitRate has them too. */
export const longerTtl = [
  cacheSettings,
  raise("Increase it", "CACHE_TTL"),
  restart("Restart the service to use it", SERVICE, NAMESPACE),
] as const;

const slowQueries = remedy(
  "Slow database queries",
  `Find them: ${TOOLS.jaeger}, database spans with a duration of more than 500ms.`,
  openDatabase,
  expensiveQueries,
  sql(
    "See how PostgreSQL runs one: write the slow query instead of SELECT 1",
    `BEGIN;
EXPLAIN (ANALYZE, BUFFERS) SELECT 1;
ROLLBACK;`,
    {
      expect:
        '"Seq Scan on" a large table is bad: it should use an index. ANALYZE runs the query, so it is rolled back.',
    },
  ),
  shell(
    "Create the index that is missing; CONCURRENTLY does not lock the table",
    `TABLE='' COLUMN='' # from the plan above
kubectl exec -n ${NAMESPACE} statefulset/postgres -- psql -U octollm -c \\
  "CREATE INDEX CONCURRENTLY idx_\${TABLE:?}_$COLUMN ON $TABLE ($COLUMN)"`,
    {
      destructive:
        "Reads the whole table and slows writes while it runs; if it fails, an invalid index is left and must be dropped.",
    },
  ),
  "Should see immediate improvement in latency.",
  "If it does not use the index, update the query to use indexed columns.",
);

const coldCache = remedy(
  "Low cache hit rate",
  hitRate,
  cacheMemory,
  raiseMemory(REDIS),
  REDIS_LIMIT,
  ...longerTtl,
  "Consider cache warming: pre-populate it with frequently accessed data.",
);

const throttled = remedy(
  "CPU-constrained (throttled)",
  ...serviceUsage.slice(0, 2),
  promql(
    "Compare with the CPU limit",
    `sum by (container, pod) (
  kube_pod_container_resource_limits{
    job="kube-state-metrics", namespace="${NAMESPACE}", resource="cpu",
    container=~"orchestrator|reflex-layer"}
)`,
  ),
  raiseCpu("If usage is near the limit, increase it", NAMED_SERVICE),
  "Latency should improve within 2-5 minutes.",
  ...scaleOut("If it does not, consider more replicas", SERVICE, NAMESPACE),
  autoscale(SERVICE, NAMESPACE),
);

const externalApi = remedy(
  "External API slow",
  `Find out which: ${TOOLS.jaeger}, HTTP client spans with a long duration.`,
  "See its status page, e.g. status.openai.com.",
  `Give the call a timeout and a circuit breaker, so that one slow API does not block all requests: Failure threshold: ${CIRCUIT_BREAKER["failure threshold"]}, Timeout: ${CIRCUIT_BREAKER.timeout}, Cool-down period: ${CIRCUIT_BREAKER["cool-down period"]}.`,
  "Cache its responses for 5-15 minutes if the data does not change frequently.",
  "Fall back: stale cache data if the API times out, or a default.",
  "Contact the external API provider for a status update.",
);

const manyQueries = remedy(
  "N+1 query problem",
  `See the pattern: ${TOOLS.jaeger}, multiple sequential database queries in a loop; one for a list and one more for each of its entries.`,
  "Check the application code for loops that execute queries.",
  "Fetch all related data in one query: eager loading, batch fetching, a join.",
  "Deploy the fix and verify: the trace shows a single query.",
  "P95 and P99 latency should fall significantly.",
);

const afterDeployment = remedy(
  "Latency increased after deployment",
  rolloutHistory("Verify timing correlation: the rollout and the slowness begin together"),
  shell("See what changed, in the repository of the service", 'git log --oneline --since="2 hours ago"'),
  ...rollback(SERVICE, NAMESPACE),
  "It should improve within 5 minutes.",
  "Create an incident ticket: the deployment that caused it, latency before and after, affected endpoints.",
  "Block deployments until a fix is available.",
);

export const highLatency = procedure("Responses that are slow", {
  alerts: ["HighLatency", "HighLatencySustained", "HighRequestLatency"],
  first: [
    nameService,
    serviceLatency,
    rolloutHistory(
      "See whether something was deployed when it became slow; if so, roll back first and understand later",
    ),
    "See whether LowCacheHitRate, DatabaseHighCPUUsage or DatabaseConnectionPoolHigh fire too: then that is the cause.",
  ],
  investigate: [
    `${SERVICE_HEALTH}, panel Request Latency (P50/P95/P99): which service has a P95 above 1s, and since when.`,
    latencyByHandler,
    `Look at slow requests: ${TOOLS.jaeger}, the service, min duration 1s, longest first. Which span is slowest, which have errors, and are there many to the same service (N+1)?`,
    ...serviceUsage.slice(0, 2),
    "CPU near its limit is throttled.",
    openDatabase,
    expensiveQueries,
    hitRate,
  ],
  remedies: [slowQueries, coldCache, throttled, externalApi, manyQueries, afterDeployment],
  verify: [serviceLatency, ends("The 95th percentile is below 1 s.")],
  escalate: [
    "Senior Engineer: latency (P95) more than 2 s for more than 15 minutes; HighLatencySustained fires",
    "Senior Engineer: root cause not identified within 20 minutes",
    "Senior Engineer: rollback does not resolve the issue",
    "Database Admin: database queries slow despite proper indexes",
    "Database Admin: need to optimize database configuration",
    "Database Admin: considering read replicas or sharding",
    "Engineering Lead: latency affecting multiple services",
    "Engineering Lead: need architectural changes (caching layer, async processing)",
    "Engineering Lead: customer complaints or revenue impact",
  ],
  prevent: ["Have the slowest endpoints in a load test, so that a regression is seen before it is deployed."],
});
