import { assumed, condition, constant, dependency, minutes, scrape, seconds, series, stale } from "../../lib/index.ts";
import { NAMESPACE } from "./metrics.ts";

const JOB = "postgres";

const ofPostgres = { job: JOB, namespace: NAMESPACE, instance: "10.0.0.5:9187" };

/**
 * FREE-D04: `up` is the exporter's; `pg_up` says whether the exporter reaches the database. FREE-D05: without a series
 * nobody knows, which is as bad. X-D02: every system's exporter may have this job, so the namespace belongs to it.
 */
const connectionIssues = condition("DatabaseConnectionIssues", {
  promql: `(min(pg_up{job="${JOB}",namespace="${NAMESPACE}"}) or vector(0)) == 0`,
  for: minutes(1),
  severity: "critical",
  summary: "PostgreSQL cannot be reached",
  impact: "The backend cannot read or write users, agents and coalitions.",
  means: "The exporter cannot log in to PostgreSQL, or there is no exporter that could tell.",
  scenarios: [
    {
      name: "fires 1 m after the database is gone, and resolves",
      obligation: "fires-just-above",
      alert: "DatabaseConnectionIssues",
      labels: {},
      step: 60,
      series: [series("pg_up", ofPostgres, constant(1, 5), constant(0, 5), constant(1, 5))],
      expect: [
        { at: 300, firing: 0 },
        { at: 360, firing: 1 },
        { at: 600, firing: 0 },
      ],
    },
    {
      name: "is silent while the database answers",
      obligation: "silent-just-below",
      alert: "DatabaseConnectionIssues",
      labels: {},
      step: 60,
      series: [series("pg_up", ofPostgres, constant(1, 15))],
      expect: [{ at: 840, firing: 0 }],
    },
    {
      name: "fires 1 m after the exporter left service discovery",
      obligation: "target-lost",
      alert: "DatabaseConnectionIssues",
      labels: {},
      step: 60,
      series: [series("pg_up", ofPostgres, constant(1, 5), stale())],
      expect: [
        { at: 300, firing: 0 },
        { at: 360, firing: 1 },
      ],
    },
  ],
});

export const postgres = dependency("postgres", {
  type: "postgresql",
  address: "postgres:5432",
  scrape: scrape({
    job: JOB,
    every: assumed(seconds(30), "not stated; kube-prometheus' default"),
    matchers: assumed(
      { namespace: NAMESPACE },
      "X-D02: the exporter stands beside the database; its place is not stated",
    ),
    through: { kind: "external" },
    down: { ignored: "DatabaseConnectionIssues fires when `pg_up` is missing, which includes a lost exporter" },
  }),
  conditions: [connectionIssues],
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

// The document has no metric and no threshold of Redis; what it names is upkeep.
export const redis = dependency("redis", {
  type: "redis",
  address: assumed("redis:6379", "the address is not stated; the workload's name and Redis' port"),
  facts: {
    version: "7",
    workload: "deployment/redis",
    configmap: "redis-config",
    holds: "sessions, API cache, rate limits",
  },
});
