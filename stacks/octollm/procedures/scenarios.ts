import { procedure } from "../../../lib/index.ts";
import { NAMESPACE } from "../metrics.ts";
import { REDIS, raise, raiseMemory } from "./adjust.ts";
import { nameService, openDatabase, remedy, restart } from "./common.ts";
import { longerTtl, REDIS_LIMIT } from "./latency.ts";
import { nameNode, replace, takeOut } from "./nodes.ts";
import { hitRate, longQueries, poolUsage } from "./queries.ts";
import { shell } from "./shell.ts";

/** OCTO-INHIBIT-01. It stands on both pages. */
export const podsOnOneNode = procedure("Multiple pods crashing and a node not ready", {
  alerts: ["NodeNotReady", "PodCrashLoopBackOff"],
  symptoms: ["If PodCrashLoopBackOff fires for multiple pods and NodeNotReady for 1 node: the node is the root cause"],
  remedies: [
    remedy(
      "Node failure causing all pods on that node to crash",
      nameNode,
      shell(
        "Identify which pods are on the failing node",
        `kubectl get pods -n ${NAMESPACE} -o wide --field-selector "spec.nodeName=$NODE"`,
      ),
      "Check the status of the node: page of NodeNotReady.",
      takeOut,
      "Its pods are rescheduled to healthy nodes.",
      replace,
    ),
  ],
});

/** OCTO-INHIBIT-02. It stands on both pages. */
export const errorsOfPool = procedure("High error rate and database connection pool exhausted", {
  alerts: ["HighErrorRate", "DatabaseConnectionPoolExhausted"],
  symptoms: [
    "If HighErrorRate (more than 10 % 5xx errors) and DatabaseConnectionPoolExhausted (95 % pool usage) fire together: the pool is the root cause",
  ],
  remedies: [
    remedy(
      "Connection pool exhaustion causing service errors",
      nameService,
      poolUsage,
      "Check if the error rate corresponds to the pool exhaustion in time.",
      openDatabase,
      longQueries,
      restart("Restart the service to release connections", "$SERVICE", NAMESPACE),
      raise("Increase the connection pool size", "DB_POOL_SIZE"),
      "Optimize slow queries.",
    ),
  ],
});

/** OCTO-INHIBIT-03: one does not silence the other, but the remedy is the same. */
export const coldCacheBehindLatency = procedure("High latency, low cache hit rate and high database load", {
  alerts: ["HighLatency", "HighRequestLatency", "LowCacheHitRate", "DatabaseHighCPUUsage"],
  symptoms: [
    "If HighLatency and LowCacheHitRate (less than 50 %) fire together and the database has a high CPU: the cache is the root cause",
  ],
  remedies: [
    remedy(
      "Cache ineffectiveness causing excessive database load and slow queries",
      nameService,
      hitRate,
      "Check the timeline: did the hit rate fall before the latency rose?",
      shell(
        "Check the query volume of the database; pgbouncer or the pool shows no more connections, pg_stat_database shows more transactions",
        `kubectl exec -n ${NAMESPACE} statefulset/postgres -- psql -U octollm -c \\
  'SELECT datname, xact_commit, tup_fetched FROM pg_stat_database;'`,
        { expect: "Ask twice, a minute apart: the difference is what one minute brings." },
      ),
      shell(
        "Identify cache misses by key pattern: which keys there are, and which are asked for and missing",
        `kubectl exec -n ${NAMESPACE} statefulset/redis -- redis-cli INFO keyspace
kubectl exec -n ${NAMESPACE} statefulset/redis -- timeout 5 redis-cli MONITOR |
  grep -ioE '"get" "[a-z_-]+' | sort | uniq -c | sort -rn | head`,
        { destructive: "MONITOR halves the throughput of Redis while it runs, here for five seconds." },
      ),
      raiseMemory(REDIS),
      REDIS_LIMIT,
      ...longerTtl,
      "Implement cache warming for common queries.",
      "Add database indexes for frequent queries.",
    ),
  ],
});
