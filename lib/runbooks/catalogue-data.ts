import { shell, sql } from "../model/procedure.ts";
import type { GuidanceMaker } from "./guidance.ts";

const connections = sql(
  "See who holds connections, and what they wait for",
  "SELECT state, wait_event_type, application_name, count(*), max(now() - state_change) AS longest\nFROM pg_stat_activity\nWHERE backend_type = 'client backend'\nGROUP BY 1, 2, 3\nORDER BY 4 DESC;",
  { expect: "many rows of idle in transaction are transactions that somebody forgot to end" },
);

const longest = sql(
  "See the longest statements",
  "SELECT pid, now() - query_start AS runs_for, state, left(query, 100) AS query\nFROM pg_stat_activity\nWHERE state <> 'idle' AND pid <> pg_backend_pid()\nORDER BY query_start\nLIMIT 10;",
);

const terminate = sql(
  "End transactions that have been idle for more than 10 minutes",
  "SELECT pg_terminate_backend(pid)\nFROM pg_stat_activity\nWHERE state = 'idle in transaction' AND state_change < now() - interval '10 minutes';",
  { destructive: "rolls these transactions back; their clients see an error" },
);

const postgresDown: GuidanceMaker = (at) => ({
  first: [
    shell("See whether its pod runs", `kubectl${at} get pods -o wide`),
    shell("Ask the server itself", 'pg_isready -h "$PGHOST" -t 5', {
      expect:
        "accepting connections: only the exporter cannot log in; rejecting: it is starting or stopping; no response: it is down",
    }),
  ],
  investigate: [shell("See what happened around it", `kubectl${at} get events --sort-by=.lastTimestamp`)],
  remedies: [
    {
      cause: "The disk is full",
      steps: ["Enlarge the volume. Never delete files of pg_wal by hand: that loses the database."],
    },
    { cause: "The password of the exporter has changed", steps: ["Give it the new one; the database itself is well."] },
    { cause: "It recovers from a crash", steps: ["Wait: its log counts. A restart begins the recovery anew."] },
  ],
});

const pool: GuidanceMaker = () => ({
  first: [connections, longest],
  investigate: [
    "Compare the size of the pool times the number of processes with `max_connections` of the server: more processes need smaller pools.",
  ],
  remedies: [
    { cause: "Forgotten transactions", steps: [terminate] },
    {
      cause: "One statement takes long and everybody waits for it",
      steps: ["Read its plan, add the index that it lacks, or end it by its pid."],
    },
    {
      cause: "The pool is too small for the load",
      steps: ["Raise it, as long as the server has connections left; otherwise use a pooler in front of it."],
    },
  ],
});

const redisDown: GuidanceMaker = (at) => ({
  first: [
    shell("See whether its pod runs", `kubectl${at} get pods -o wide`),
    shell("Ask the server itself", 'redis-cli -h "$REDIS_HOST" ping\nredis-cli -h "$REDIS_HOST" info memory', {
      expect: "PONG, and used_memory below maxmemory",
    }),
  ],
  investigate: [shell("See what happened around it", `kubectl${at} get events --sort-by=.lastTimestamp`)],
  remedies: [
    {
      cause: "It was killed for its memory",
      steps: ["Set maxmemory below the limit of the container, with a policy that evicts."],
    },
    { cause: "It cannot write its snapshot", steps: ["Free its volume; it refuses writes until a snapshot succeeds."] },
  ],
});

const metricAbsent: GuidanceMaker = () => ({
  first: [
    "No user notices this by itself. What is lost is the warning: alerts that read the metric cannot fire.",
    "Open Status > Targets in Prometheus and see whether the target that should have it answers.",
  ],
  investigate: [
    "Compare with the last release of the exporter: metrics vanish when they are renamed, or when a relabelling rule drops them.",
  ],
  remedies: [
    { cause: "The metric was renamed", steps: ["Change its name in the model; rules, dashboards and pages follow."] },
    {
      cause: "The exporter may not read what it measures",
      steps: ["Read its log for a permission or a password that has ended."],
    },
  ],
});

/** Advice for conditions of databases, pools and metrics. */
export const DATA_ADVICE: Readonly<Record<string, GuidanceMaker>> = {
  postgresDown,
  postgresConnections: pool,
  connectionPoolSaturation: pool,
  redisDown,
  metricAbsent,
};
