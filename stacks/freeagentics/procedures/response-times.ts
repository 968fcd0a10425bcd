import { logql, procedure, shell, sql } from "../../../lib/index.ts";
import { BACKEND, BASE_URL, N, REDIS, REPLICAS, RESOURCES } from "../names.ts";
import { responseTime } from "../objectives.ts";
import {
  ALL_PODS,
  errorLines,
  haveAutoscaler,
  health,
  inPod,
  lines,
  logs,
  openDatabase,
  redis,
  rolledOut,
  rollouts,
  scaleBack,
  scaleTo,
  usage,
} from "./commands.ts";
import { cpuNow, errorsNow, limits, P95, requestsNow, responseNow } from "./queries.ts";

export const P_06 = "P-06: on PostgreSQL 15 the columns are `total_exec_time` and `mean_exec_time`";

export const expensiveQueries = sql(
  "See which queries cost most",
  `SELECT left(query, 120) AS query, calls, total_exec_time, mean_exec_time
FROM pg_stat_statements
ORDER BY total_exec_time DESC
LIMIT 10;`,
  {
    expect:
      "few rows far above the others are worth an index; an error: the extension `pg_stat_statements` is not there",
    mended: P_06,
  },
);

const indexes = shell(
  "Add missing indexes: have the application suggest them",
  inPod(
    BACKEND,
    `python -c "
from database.query_optimizer import suggest_indexes
print(suggest_indexes())
"`,
  ),
  { mended: "ours prints what the function returns" },
);

export const plan = sql(
  "Analyze query plans, here that of active agents",
  "EXPLAIN ANALYZE SELECT * FROM agents WHERE status = 'active';",
  {
    expect:
      "an index scan; a sequential scan over many rows asks for an index: the page Performance optimization (application)",
  },
);

const { requests, limits: most } = RESOURCES;

export const vertical = shell(
  "Vertical scaling (update resource limits)",
  `kubectl set resources deployment/${BACKEND} -c ${BACKEND} ${N} \
  --requests=cpu=${requests.cpu},memory=${requests.memory} \
  --limits=cpu=${most.cpu},memory=${most.memory}`,
  { destructive: "Replaces every pod; the next deployment takes it back unless the manifest has it too." },
);

const scale = {
  cause: "Scale Application",
  steps: [...scaleTo("Horizontal scaling", REPLICAS.slow), vertical, rolledOut, scaleBack],
};

const database = { cause: "Database Optimization", steps: [openDatabase, expensiveQueries, plan, indexes] };

export const caching = {
  cause: "Enable Caching",
  steps: [
    shell("Check cache hit rate", `${inPod(REDIS, "redis-cli info stats")} | grep keyspace`, {
      expect: "`keyspace_hits` far above `keyspace_misses`",
    }),
    redis("Count the keys", "dbsize"),
    shell("Clear cache if needed: only when it holds what is wrong", inPod(REDIS, "redis-cli flushdb"), {
      destructive:
        "It holds sessions and rate limits too: all users are logged out, and the database gets every read until the cache is warm.",
    }),
  ],
};

/** FREE-RUNBOOK-01. */
export const responseTimes = procedure("High response times", {
  alerts: ["HighResponseTime"],
  about: `Pages load slowly for users: the alert fires when the 95th percentile is ${limits(responseTime)} (FREE-D09).`,
  symptoms: [
    "95th percentile response time > 500ms",
    "User complaints about slow page loads",
    "Timeout errors in logs",
  ],
  first: [responseNow, errorsNow, requestsNow, cpuNow, usage, rollouts],
  investigate: [
    shell(
      "Check current response times, without Grafana",
      `curl -fsS -G ${BASE_URL}/prometheus/api/v1/query \\
  --data-urlencode 'query=${P95}' | jq -r '.data.result[].value[1]'`,
      {
        expect: "seconds",
        mended:
          "FREE-D15, FREE-D03: the shell and curl both change the document's; and it is one line for each set of labels",
      },
    ),
    openDatabase,
    expensiveQueries,
    shell("Check for slow queries", logs("1h", 'grep -i "slow" | tail -n 50'), { mended: ALL_PODS }),
    logql("The same where logs are in Loki", lines('|~ "(?i)slow|timeout"')),
    errorLines,
  ],
  remedies: [{ cause: "Since the last release", steps: ["Go on at the page Rollback"] }, database, scale, caching],
  verify: [responseNow, health],
  escalate: [
    "Secondary On-Call: after 15 minutes without a cause",
    "Engineering Manager: users wait for more than 30 minutes",
  ],
  prevent: ["Performance optimization (application), with what was found."],
});

/** The document's scaling trigger; FREE-D09. */
export const busyBackend = procedure("The backend is short of CPU", {
  alerts: ["BackendHighCPUUsage"],
  about:
    "The autoscaler has not brought CPU use down: it is at its maximum, is not there, or one pod has more load than the others.",
  first: [
    cpuNow,
    shell(
      "See what the autoscaler does",
      `kubectl get scaledobject,hpa ${N}\nkubectl describe hpa ${BACKEND} ${N} | tail -n 15`,
      { expect: `between ${REPLICAS.least} and ${REPLICAS.most} pods; \`unknown\`: it gets no metrics` },
    ),
    requestsNow,
    usage,
  ],
  remedies: [
    {
      cause: "There is no autoscaler",
      steps: [haveAutoscaler("Have one from now on")],
    },
    scale,
    {
      cause: "One pod only",
      steps: ["It has long WebSockets, or hangs: delete that pod, and its clients connect again"],
    },
    database,
  ],
  verify: [cpuNow, responseNow],
  escalate: ["Platform Team Lead: it is at its maximum, and nodes are full"],
});
