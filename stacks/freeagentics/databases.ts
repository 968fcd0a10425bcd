import { assumed, counter, dependency, minutes, scrape, seconds } from "../../lib/index.ts";
import { postgresDown } from "../../lib/rules/catalogue/databases.ts";
import { NAMESPACE } from "./metrics.ts";
import { postgresPods, redisPods } from "./network.ts";

const JOB = "postgres";
const OF_SYSTEM = { namespace: NAMESPACE };

/**
 * FREE-D04: `up` is the exporter's; `pg_up` says whether the exporter reaches the database. FREE-D05: without a series
 * nobody knows, which is as bad. X-D02: every system's exporter may have this job, so the namespace belongs to it.
 */
const connectionIssues = postgresDown({
  alert: "DatabaseConnectionIssues",
  severity: "critical",
  job: JOB,
  matchers: OF_SYSTEM,
  for: minutes(1),
  impact: "The backend cannot read or write users, agents and coalitions.",
});

// FREE-DASH-02 shows database queries; what postgres_exporter counts without further settings are transactions.
const transactions = ["commit", "rollback"].map((outcome) =>
  counter(
    assumed(
      `pg_stat_database_xact_${outcome}`,
      "FREE-DASH-02 shows database queries and no metric of them is named; what postgres_exporter counts by default",
    ),
    { labels: ["datname"] },
  ).where({ datname: "freeagentics" }),
);

export const postgres = dependency("postgres", {
  type: "postgresql",
  address: "postgres:5432",
  workload: postgresPods,
  scrape: scrape({
    job: JOB,
    port: assumed("metrics", "the exporter's port has no name in the document"),
    every: assumed(seconds(30), "not stated; kube-prometheus' default"),
    matchers: assumed(OF_SYSTEM, "X-D02: the exporter stands beside the database; its place is not stated"),
    through: { kind: "external" },
    down: { ignored: "DatabaseConnectionIssues fires when `pg_up` is missing, which includes a lost exporter" },
  }),
  conditions: [connectionIssues],
  metrics: transactions,
  facts: {
    version: "15",
    database: "freeagentics",
    user: "freeagentics",
    workload: "deployment/postgres",
    label: "app=postgres",
    holds: "users, agents, coalitions",
    migrations: "alembic",
  },
});

// The document has no threshold of Redis: what it names is upkeep, and a dashboard's hit rate.
export const redis = dependency("redis", {
  type: "redis",
  address: assumed("redis:6379", "the address is not stated; the workload's name and Redis' port"),
  workload: redisPods,
  scrape: scrape({
    port: assumed("metrics", "the exporter's port has no name in the document"),
    job: assumed("redis", "FREE-DASH-02 shows a cache hit rate, so that something exports it; its job is not stated"),
    every: assumed(seconds(30), "not stated; kube-prometheus' default"),
    matchers: assumed(OF_SYSTEM, "X-D02: the exporter stands beside Redis; its place is not stated"),
    through: { kind: "external" },
    down: { ignored: "no rule reads Redis' exporter, so that nothing is blind without it" },
  }),
  metrics: ["hits", "misses"].map((outcome) =>
    counter(
      assumed(
        `redis_keyspace_${outcome}_total`,
        "FREE-DASH-02 shows a cache hit rate and no metric of it is named; that of redis_exporter",
      ),
    ),
  ),
  facts: {
    version: "7",
    workload: "deployment/redis",
    configmap: "redis-config",
    holds: "sessions, API cache, rate limits",
  },
});
