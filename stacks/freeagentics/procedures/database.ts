import { logql, procedure, shell, sql } from "../../../lib/index.ts";
import { N, POSTGRES } from "../names.ts";
import {
  configure,
  databaseAnswers,
  databaseFromBackend,
  health,
  lines,
  listEvents,
  openDatabase,
  poolStatus,
  restart,
} from "./commands.ts";
import { errorsNow, targets } from "./queries.ts";

const label = `${N} -l app=${POSTGRES}`;

/** FREE-CONFIG-01: what the document sets the pool to. */
export const POOL = { DATABASE_POOL_SIZE: "20", DATABASE_MAX_OVERFLOW: "10" } as const;

export const sessions = sql(
  "See who holds connections, and doing what",
  `SELECT state, usename, application_name, count(*), max(now() - state_change) AS longest
FROM pg_stat_activity
WHERE datname = current_database()
GROUP BY state, usename, application_name
ORDER BY count(*) DESC;`,
  {
    expect:
      "many `idle`: a pool too large or a leak. Many `active`: slow queries. `idle in transaction`: work that was never ended.",
  },
);

const settings = sql(
  "Compare with what it allows",
  `SELECT name, setting FROM pg_settings
WHERE name IN ('max_connections', 'shared_buffers', 'work_mem');`,
  { expect: `\`max_connections\` above pods times (${POOL.DATABASE_POOL_SIZE} + ${POOL.DATABASE_MAX_OVERFLOW})` },
);

/** FREE-RUNBOOK-02. */
export const databaseConnections = procedure("Database connection issues", {
  alerts: ["DatabaseConnectionIssues"],
  about: "The backend cannot read or write users, agents and coalitions: for users nothing works.",
  symptoms: ['"Connection refused" errors', "Database timeout errors", "Application unable to start"],
  first: [
    shell("Check database pod status", `kubectl get pods ${label}`, { expect: "`Running` and ready" }),
    databaseAnswers,
    databaseFromBackend,
    errorsNow,
    "The database answers and the alert fires: its exporter is gone (FREE-D04). Ask the targets below, and do not restart the database.",
    targets("postgres"),
  ],
  investigate: [
    shell("Check database logs", `kubectl logs ${N} deployment/${POSTGRES} --tail=100`, {
      expect:
        "`No space left on device`: disk. `too many clients`: connections. `recovery`: it was killed, and comes back by itself.",
    }),
    shell(
      "And of the container before, when it restarted",
      `kubectl logs ${N} deployment/${POSTGRES} --previous --tail=50`,
    ),
    poolStatus,
    logql(
      "What the backend says, where logs are in Loki",
      lines('|~ "(?i)connection refused|timeout|too many clients"'),
    ),
    listEvents,
  ],
  remedies: [
    {
      cause: "Restart Database",
      steps: ["Only when it hangs: one that recovers takes longer with every restart", restart("Restart it", POSTGRES)],
    },
    {
      cause: "Check Database Resources",
      steps: [
        shell("Was it killed, or is it not scheduled?", `kubectl describe pod ${label}`, {
          expect: "no `OOMKilled`, no `FailedScheduling`, the volume mounted",
        }),
        shell("Is it short of CPU or memory?", `kubectl top pod ${label}`),
        shell("Is its disk full?", `kubectl exec ${N} deployment/${POSTGRES} -- df -h /var/lib/postgresql/data`, {
          expect: "below 90 %; a full one has to be enlarged: nothing else brings it back",
        }),
      ],
    },
    {
      cause: "Verify Database Configuration",
      steps: [
        openDatabase,
        settings,
        sessions,
        shell("Connections are used up: set the pool of each pod", configure("backend-config", POOL)),
        restart("Have the pods read it"),
      ],
    },
    {
      cause: "Data is damaged",
      steps: ["Stop, call Engineering Manager and Platform Team Lead, then the page Database recovery"],
    },
  ],
  verify: [databaseAnswers, databaseFromBackend, health, errorsNow],
  escalate: ["Engineering Manager has been told", "Platform Team Lead: not back after 15 minutes, or data is damaged"],
  prevent: ["Watch its disk; test restores monthly: the page Recovery tests."],
});
