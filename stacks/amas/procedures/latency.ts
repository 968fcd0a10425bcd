import { procedure, shell, sql } from "../../../lib/index.ts";
import { APP, POOL, TABLE } from "../names.ts";
import { decisionLatency } from "../objectives.ts";
import { errorLines, health, longQueries, metrics, onHost, openDatabase, recovery } from "./commands.ts";
import { poolErrors, raisePool, roomForConnections } from "./pool.ts";
import { decisionNow, hitsAndMisses, hitsNow, limit, overheadNow, p95Now, p99Now, queueNow } from "./queries.ts";

/** More workers: pm2 has them in cluster mode, docker-compose where AMAS runs in it. */
export const scaleOut = [
  shell(
    "Scale horizontally (add more workers), where pm2 runs the backend in cluster mode",
    "pm2 scale danci-backend +2",
    {
      destructive: "Each worker opens a pool of its own: the database needs as many connections more.",
    },
  ),
  shell(
    "Where Kubernetes runs it",
    `kubectl patch scaledobject ${APP} -n amas --type merge -p '{"spec":{"minReplicaCount":3}}'`,
    {
      destructive: "Each instance opens a pool of its own.",
      expect: "three pods within a minute",
      mended: "P-17: KEDA takes back what `kubectl scale` sets",
    },
  ),
  shell(
    "And back, when the load is gone",
    `kubectl patch scaledobject ${APP} -n amas --type merge -p '{"spec":{"minReplicaCount":2}}'`,
  ),
  shell("Where docker-compose runs it", "docker-compose up -d --scale backend=3", {
    destructive:
      "Starts containers beside what pm2 runs: a port that is fixed in docker-compose.yml lets only one of them start.",
  }),
] as const;

const explain = [
  openDatabase,
  longQueries,
  sql(
    "Review slow queries with `EXPLAIN ANALYZE`; here the newest insights, which ought to come from an index",
    `EXPLAIN ANALYZE SELECT * FROM ${TABLE} ORDER BY created_at DESC LIMIT 100;`,
    { expect: "an index scan; a sequential scan of the whole table asks for an index" },
  ),
];

const remedies = [
  { cause: "Immediate: more load than workers", steps: scaleOut },
  {
    cause: "Short-term: Increase database connection pool size",
    steps: [
      roomForConnections,
      raisePool(`Set the pool to ${POOL.usual} (increase from default ${POOL.unset})`, POOL.usual),
      {
        do: "The same in `backend/src/config/database.ts`, for the next release",
        command: {
          kind: "javascript" as const,
          text: `export const datasources = {
  db: {
    url: process.env.DATABASE_URL,
    connectionLimit: ${POOL.usual} // Increase from default ${POOL.unset}
  }
};`,
          mended: "the document's has no comma between the two",
        },
      },
    ],
  },
  { cause: "Long-term: slow queries", steps: explain },
];

/** AMAS-RUNBOOK-01. */
export const highDecisionLatency = procedure("High decision latency", {
  alerts: ["AmasDecisionLatencyP99"],
  about: `Decisions are written slowly: the 99th percentile is ${limit(decisionLatency)}. The API waits for them, and users notice the lag.`,
  symptoms: [
    "Alert: `AmasDecisionLatencyP99`; the AlertEngine's own name for it is `decision.latency.p99` (AMAS-D11)",
    "Slow API responses",
    "User complaints about lag",
  ],
  first: [onHost, decisionNow, metrics("See the histogram itself", "decision_write_duration"), poolErrors, hitsNow],
  investigate: [...hitsAndMisses, queueNow, openDatabase, longQueries, recovery],
  remedies,
  verify: [decisionNow, p95Now],
  escalate: [
    "L2 Senior Engineer: not below the target after 30 minutes",
    "Database Admin: queries stay slow with an index, or the database is short of CPU or disk",
    "L3 Platform Lead: customers are impacted for an hour",
  ],
  prevent: [
    "Weekly review of slow queries.",
    "Scale before the alert: the Friday load test shows at what load it comes.",
  ],
});

/** The table's P95 and P99 of requests; AMAS-D07, AMAS-D12. */
export const slowRequests = procedure("Slow requests", {
  alerts: ["AmasP95Latency", "AmasP99Latency"],
  about: "Requests are slow for users. Decisions are measured apart: their page is that of AmasDecisionLatencyP99.",
  first: [onHost, health, p95Now, p99Now, decisionNow, hitsNow, overheadNow],
  investigate: [
    "P99 high and P95 normal: a few slow requests; look for long queries. Both: everything is slow; look at CPU, pool and cache.",
    poolErrors,
    errorLines,
    openDatabase,
    longQueries,
  ],
  remedies: [
    { cause: "CPU or workers are used up", steps: scaleOut },
    { cause: "A few queries are slow", steps: explain },
    { cause: "The cache does not answer", steps: ["Go on at the page of AmasCacheHitRate"] },
    { cause: "Measuring is slow", steps: ["Go on at the page of AmasMonitoringOverhead"] },
  ],
  verify: [p95Now, p99Now],
  escalate: ["L2 Senior Engineer: after 30 minutes", "L3 Platform Lead: customers are impacted for an hour"],
});
