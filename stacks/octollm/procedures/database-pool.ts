import { procedure, sql } from "../../../lib/index.ts";
import { DATABASE, PGBOUNCER, SET } from "../configuration.ts";
import { NAMESPACE } from "../metrics.ts";
import { POSTGRES, raise, raiseMemory, set } from "./adjust.ts";
import { ends, nameService, openDatabase, remedy, restart } from "./common.ts";
import {
  activeConnections,
  allConnections,
  connectionLogs,
  databaseUsage,
  expensiveQueries,
  idleConnections,
  longQueries,
  poolUsage,
} from "./queries.ts";
import { shell } from "./shell.ts";

const SERVICE = "$SERVICE";

const longRunning = remedy(
  "Long-running queries blocking connections",
  longQueries,
  sql(
    "Terminate one, only if you are sure that it is safe: write the pid from the list above instead of 0",
    "SELECT pg_terminate_backend(0);",
    { destructive: "The query and its transaction are rolled back, and its client gets an error." },
  ),
  "Pool usage should drop below 95 %.",
  "Investigate why it is slow: EXPLAIN ANALYZE shows its plan; look for missing indexes and inefficient joins.",
  "Optimize slow queries: create a ticket with their details, add indexes if needed (code change).",
);

const leak = remedy(
  "Connection leak in application",
  idleConnections,
  restart("Restart the service that has many, to release its connections", SERVICE, NAMESPACE),
  "Usage should drop significantly.",
  "Check the code: connections must be closed in finally blocks, whatever happens.",
  set("Have a request for a connection give up: DB_POOL_TIMEOUT", "DB_POOL_TIMEOUT"),
  set("Have connections recycled: DB_CONN_MAX_LIFETIME", "DB_CONN_MAX_LIFETIME"),
  restart("Restart to apply both", SERVICE, NAMESPACE),
);

const tooSmall = remedy(
  "Pool size too small for load",
  shell("See how it is configured", `kubectl get configmap "$SERVICE-config" -n ${NAMESPACE} -o yaml | grep DB_POOL`),
  "Connections it needs: (avg concurrent requests) × (avg query time in seconds) × 1.5. Example: 100 req/s × 0.1s × 1.5 = 15 connections.",
  shell(
    "See that the database can take more: max_connections (typically 100-200) is for all pods of all services together",
    `kubectl exec -n ${NAMESPACE} statefulset/postgres -- \\
  psql -U octollm -c 'SHOW max_connections;'`,
  ),
  "If max_connections is too low, increase it in the configuration of PostgreSQL. This requires a database restart: every connection is cut, so agree on a time first.",
  raise("Increase the pool, DB_POOL_SIZE", "DB_POOL_SIZE"),
  restart("Restart the service to use the new pool", SERVICE, NAMESPACE),
  "Target: below 80 % utilization under normal load.",
);

/** Also the remedy of the alerts on the database itself. */
export const constrained = remedy(
  "Database is resource-constrained",
  shell("See what it uses", `kubectl top pod -n ${NAMESPACE} postgres-0`),
  ...databaseUsage,
  openDatabase,
  expensiveQueries,
  raiseMemory(POSTGRES),
  "If disk I/O is high: add indexes against table scans, increase disk IOPS (resize the persistent disk), enable query result caching.",
  "Scale vertically: a larger Cloud SQL machine type, or for our own higher limits and a restart.",
);

const tooMany = remedy(
  "Too many services connecting to same database",
  allConnections,
  "Deploy PgBouncer between services and database: it shares few connections among many clients.",
  `Configure it: pool_mode: ${PGBOUNCER.pool_mode} (default) or session, max_client_conn: ${PGBOUNCER.max_client_conn}, default_pool_size: ${PGBOUNCER.default_pool_size}.`,
  set(`Point the services to it: DB_HOST from ${DATABASE} to ${SET.DB_HOST}`, "DB_HOST"),
  restart("Restart the services", SERVICE, NAMESPACE),
  shell(
    "See how it shares connections among clients",
    `kubectl exec -n ${NAMESPACE} statefulset/postgres -- \\
  psql -h pgbouncer -p 6432 -U octollm -d pgbouncer -c 'SHOW POOLS;'`,
    { expect: "cl_waiting is 0." },
  ),
);

export const databasePool = procedure("Database connection pool exhausted", {
  alerts: ["DatabaseConnectionPoolExhausted", "DatabaseConnectionPoolHigh"],
  first: [
    nameService,
    poolUsage,
    openDatabase,
    longQueries,
    "Long queries: terminate them. None, and many idle connections: restart the service. Neither: the pool is too small.",
  ],
  investigate: [
    "See which services are affected: multiple services may share the same database.",
    activeConnections,
    idleConnections,
    connectionLogs,
    shell("See what the database uses", `kubectl top pod -n ${NAMESPACE} postgres-0`),
    ...databaseUsage,
  ],
  remedies: [longRunning, leak, tooSmall, constrained, tooMany],
  verify: [poolUsage, ends("Pool usage is below 80 %, and HighErrorRate does not fire.")],
  escalate: [
    "Senior Engineer: pool exhaustion persists after restarting services",
    "Senior Engineer: cannot identify the source of a connection leak",
    "Senior Engineer: database max_connections needs to be increased significantly",
    "Database Admin: database CPU or memory consistently more than 90 %",
    "Database Admin: slow queries cannot be optimized with indexes",
    "Database Admin: need to implement replication or sharding",
    "Engineering Lead: database outage suspected",
    "Engineering Lead: need to migrate to a larger database instance",
    "Engineering Lead: estimated resolution time more than 1 hour",
  ],
  prevent: ["Set a statement timeout, so that no query holds a connection for longer than a request may take."],
});

export const databaseBusy = procedure("Database short of CPU or memory", {
  alerts: ["DatabaseHighCPUUsage", "DatabaseHighMemoryUsage"],
  about: "Queries become slow and hold their connections for longer, so that pools run out.",
  first: [shell("See what it uses", `kubectl top pod -n ${NAMESPACE} postgres-0`), openDatabase, longQueries],
  investigate: [activeConnections, ...databaseUsage],
  remedies: [constrained],
  verify: [...databaseUsage.slice(0, 2), ends("CPU is below 80 % and memory below 90 % of the limit.")],
  escalate: [
    "Database Admin: database CPU or memory consistently more than 90 %",
    "Database Admin: slow queries cannot be optimized with indexes",
  ],
});
