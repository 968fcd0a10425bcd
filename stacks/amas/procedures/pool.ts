import { procedure, shell, sql } from "../../../lib/index.ts";
import { LOG, POOL } from "../names.ts";
import {
  connections,
  DATABASE_URL,
  errorLines,
  health,
  longQueries,
  onHost,
  openDatabase,
  restart,
  setVariable,
} from "./commands.ts";
import { errorsNow } from "./queries.ts";

const IDLE_MINUTES = 10;

export const poolErrors = shell(
  "Look for an exhausted pool",
  `grep -ciE "pool (timeout|exhaust)|Timed out fetching a new connection" ${LOG}`,
  {
    expect: "0; else the page Database connection pool exhausted has the remedies",
  },
);

export const endIdle = sql(
  "Kill idle connections",
  `SELECT pg_terminate_backend(pid)
FROM pg_stat_activity
WHERE state = 'idle'
AND state_change < NOW() - INTERVAL '${IDLE_MINUTES} minutes'
AND datname = current_database() AND pid <> pg_backend_pid();`,
  {
    destructive:
      "Every program that kept such a connection has to open another; one that does not check first gets an error.",
    mended: "without the database's name it ends idle sessions of other databases too",
  },
);

/** The pool of the application, larger; for the environment and for Prisma. */
export const raisePool = (says: string, connectionLimit: string) =>
  shell(says, setVariable("DB_CONNECTION_POOL_SIZE", connectionLimit), {
    destructive:
      "Restarts the backend: requests in flight fail. The database has to allow the connections of all instances together.",
  });

export const roomForConnections = sql(
  "See whether the database allows more",
  `SELECT current_setting('max_connections') AS allowed, count(*) AS used
FROM pg_stat_activity;`,
  { expect: `instances times the pool (${POOL.usual} each) stays clearly below what is allowed` },
);

/** What ends an exhausted pool now; part of other pages too. */
export const poolRemedy = {
  cause: "Database connection pool exhaustion",
  steps: [
    openDatabase,
    connections,
    endIdle,
    restart("Still no connection: restart the application"),
    "It comes again: the page Database connection pool exhausted has what helps for longer",
  ],
};

/** AMAS-RUNBOOK-08. */
export const poolExhausted = procedure("Database connection pool exhausted", {
  about: "No request gets a connection, so all of them wait until they fail: for users AMAS is down.",
  symptoms: ["Errors: `Connection pool timeout`", "All requests hanging"],
  first: [
    onHost,
    errorLines,
    poolErrors,
    openDatabase,
    connections,
    endIdle,
    restart("Still hanging: restart the application"),
  ],
  investigate: [longQueries, roomForConnections],
  remedies: [
    {
      cause: "If recurring: increase the pool size",
      steps: [
        roomForConnections,
        raisePool(`Edit \`.env\`: DB_CONNECTION_POOL_SIZE=${POOL.raised}`, POOL.raised),
        "The same number belongs into `connectionLimit` of `backend/src/config/database.ts`, where the document sets 20",
      ],
    },
    {
      cause: "One query holds its connection for long",
      steps: [
        longQueries,
        sql("End that one: write its pid instead of 0", "SELECT pg_terminate_backend(0);", {
          destructive: "The query is rolled back, and its client gets an error.",
        }),
        shell(
          "Have the database end such queries from now on",
          `${DATABASE_URL}\npsql "$DATABASE_URL" -c "ALTER ROLE CURRENT_USER SET statement_timeout = '5s';"`,
          {
            destructive:
              "Every query of this user that runs longer fails, migrations and backups too; it holds for new connections.",
          },
        ),
      ],
    },
  ],
  verify: [health, errorsNow, connections],
  escalate: [
    "L2 Senior Engineer: not over after 30 minutes",
    "Database Admin: the database itself has no connection left, or does not answer",
  ],
  prevent: [
    "Query timeout of 5 s, an alert on the pool, a weekly look at slow queries: what the document's own example did.",
  ],
});
