import { procedure, shell, sql } from "../../../lib/index.ts";
import { LOG, TABLE } from "../names.ts";
import { errorRate } from "../objectives.ts";
import {
  errorLines,
  health,
  metrics,
  newestLines,
  onHost,
  openDatabase,
  processes,
  recovery,
  restart,
} from "./commands.ts";
import { poolErrors, poolRemedy } from "./pool.ts";
import { errorsByStatus, errorsNow, hitsNow, limit, promise } from "./queries.ts";

const unhandled = {
  cause: "Unhandled exceptions in async code",
  steps: [
    shell("Find them", `grep -cE "UnhandledPromiseRejection|unhandledRejection|Uncaught" ${LOG}`, {
      expect: "0; else the lines below name the file",
    }),
    shell(
      "Read the newest",
      `grep -nE -A5 "UnhandledPromiseRejection|unhandledRejection|Uncaught" ${LOG} | tail -n 40`,
    ),
    processes,
    "They came with the last release: deploy the one before; the document names no command for it",
  ],
};

const cacheMisses = {
  cause: "Cache misses causing fallback failures",
  steps: [
    hitsNow,
    shell("Ask the cache", "redis-cli PING", {
      expect: "`PONG`; no answer: start it again, and reads come back by themselves",
    }),
    "A cold cache loads the database with every read: the page of AmasCacheHitRate",
  ],
};

const partitioning = {
  cause: "TimescaleDB partitioning issues",
  steps: [
    shell("Look for refused writes", `grep -ciE "chunk|hypertable|no partition of relation" ${LOG}`, { expect: "0" }),
    openDatabase,
    sql(
      "See whether TimescaleDB is there, and in which version",
      "SELECT extname, extversion FROM pg_extension WHERE extname = 'timescaledb';",
      { expect: "one row; none after an upgrade of PostgreSQL: its Database Admin has to bring it back" },
    ),
    sql(
      "See when the table was last vacuumed and analyzed",
      `SELECT relname, n_live_tup, n_dead_tup, last_autovacuum, last_autoanalyze
FROM pg_stat_user_tables
WHERE relname = '${TABLE}';`,
    ),
  ],
};

/** AMAS-RUNBOOK-04. */
export const highErrorRate = procedure("High error rate", {
  alerts: ["AmasHttpErrorRate5xx", "DanciBackendErrorRateBudgetBurn"],
  about: `Requests fail. The promise is that ${promise(errorRate)} of them succeed; the alert fires when the share of failures is ${limit(errorRate)} (AMAS-D02).`,
  symptoms: [
    "Alert: `AmasHttpErrorRate5xx`; the AlertEngine's own name for it is `http.error_rate.5xx` (AMAS-D11)",
    "Increased 500 status codes",
  ],
  first: [onHost, health, processes, errorsNow, errorsByStatus, errorLines],
  investigate: [
    metrics("See the counters themselves", "http_errors_total", {
      expect: "counters since the start of the process (AMAS-D05): what matters is how fast they grow",
    }),
    newestLines,
    poolErrors,
    openDatabase,
    recovery,
  ],
  remedies: [poolRemedy, unhandled, cacheMisses, partitioning],
  verify: [errorsNow, health],
  escalate: [
    "L2 Senior Engineer: cause not found after 30 minutes",
    "Database Admin: the database is in recovery or does not answer",
    "L3 Platform Lead: customers are impacted for an hour",
  ],
  prevent: ["Write the incident log; add what caused it to this page."],
});

export const outage = procedure("AMAS does not answer", {
  alerts: ["AmasDown"],
  about: "A complete outage, or Prometheus cannot reach AMAS: everybody of the escalation path has been told.",
  symptoms: ["No target of the backend answers Prometheus", "Users get no answer at all"],
  first: [
    onHost,
    shell(
      "Ask AMAS itself",
      "curl -sS -o /dev/null -w '%{http_code} after %{time_total}s\\n' --max-time 10 http://localhost:3000/health",
      {
        expect: "`200`: users are served, and only Prometheus does not reach it. `000`: nothing listens.",
      },
    ),
    processes,
    newestLines,
    shell(
      "See whether the disk is full or the kernel killed it",
      "df -h\nsudo dmesg --ctime | grep -iE 'out of memory|killed process' | tail -n 5",
    ),
  ],
  remedies: [
    {
      cause: "The process is stopped or errored",
      steps: [
        restart("Start it again"),
        "It stops again: the last lines of the log say why; deploy the release before",
      ],
    },
    { cause: "It runs and does not answer: the database pool", steps: poolRemedy.steps },
    {
      cause: "It was killed for its memory",
      steps: [restart("Start it again"), "Go on at the page of AmasHighMemory"],
    },
    {
      cause: "Users are served, Prometheus is not",
      steps: [
        "Look at the job `danci-backend` in Prometheus' configuration and at its page of targets: the error stands there",
      ],
    },
  ],
  verify: [health, errorsNow],
  escalate: [
    "Everybody has been told already; who takes part says so in the channel",
    "The host itself is gone: Infrastructure, then the Cloud Provider",
  ],
});
