import { type DoneStep, shell, sql } from "../../../lib/index.ts";
import { ALERTMANAGER, ALERTS_URL, APP, BASE_URL, DATABASE, LOG, METRICS_URL, TABLE } from "../names.ts";

/** Where pages are read and commands are run. */
export const onHost = "Log in to the host of AMAS and go to its folder, where `.env` lies: all commands are run there.";

/** Why a restart has `--update-env`. */
export const UPDATE_ENV = "P-18: without `--update-env` pm2 restarts with the environment that the process had";

/** Restarts the backend with what `.env` and the environment say now. */
export const RESTART = `pm2 restart ${APP} --update-env`;

export const restart = (says: string): DoneStep =>
  shell(says, RESTART, {
    destructive:
      "Requests in flight fail, decisions that wait in the queue are lost, and so is the AlertEngine's state.",
    mended: UPDATE_ENV,
  });

/** Takes one value from `.env`: sourcing all of it would also export what the shell itself reads. */
export const DATABASE_URL = `DATABASE_URL=$(grep -E '^DATABASE_URL=' .env | cut -d= -f2-)`;

export const openDatabase = shell(
  "Open the database; type the statements below there",
  `${DATABASE_URL}\npsql "$DATABASE_URL"`,
);

export const health = shell("Ask AMAS itself", `curl -fsS --max-time 10 ${BASE_URL}/health`, {
  expect: '`{"status":"ok","timestamp":"..."}`',
});

/** Lines of the exporter that a name occurs in. */
export const metrics = (says: string, name: string, options: Pick<DoneStep, "expect"> = {}): DoneStep =>
  shell(says, `curl -fsS --max-time 10 ${METRICS_URL} | grep ${name}`, options);

export const activeAlerts = shell("See what the AlertEngine holds active", `curl -fsS ${ALERTS_URL} | jq`, {
  expect: "`[]` when all is well",
});

export const errorLines = shell("Read the newest errors", `tail -n 100 ${LOG} | grep ERROR`);

export const processes = shell("See whether the processes run, and how often they restarted", "pm2 list", {
  expect: `\`${APP}\` is online, and its restarts do not grow`,
});

export const newestLines = shell("Read the newest lines", `pm2 logs ${APP} --lines 100 --nostream`, {
  mended: "without `--nostream` it never ends",
});

/** Sets a variable of `.env` and restarts the backend with it. */
export const setVariable = (key: string, value: string): string =>
  `grep -q '^${key}=' .env || echo '${key}=' >> .env
sed -i.bak 's|^${key}=.*|${key}=${value}|' .env
export ${key}=${value}
${RESTART}`;

/** Silences what Prometheus tells of AMAS; it ends by itself. */
export const silence = (says: string, matchers: string): DoneStep =>
  shell(
    says,
    `amtool --alertmanager.url=${ALERTMANAGER} silence add \\
  --author="$USER" --duration=30m \\
  --comment='alert storm: the cause is being looked for' \\
  ${matchers}`,
    {
      destructive: "For 30 minutes nobody is told of what matches: watch the active alerts meanwhile.",
      mended:
        "P-18, P-22: the document empties ALERT_WEBHOOK_URL without `--update-env`, and no step puts it back; a silence ends by itself",
    },
  );

export const unsilence = shell(
  "End silences before they end by themselves",
  `amtool --alertmanager.url=${ALERTMANAGER} silence query system=amas
ID='' # from the list
amtool --alertmanager.url=${ALERTMANAGER} silence expire "\${ID:?}"`,
);

export const connections = sql(
  "See who holds connections, and doing what",
  `SELECT state, usename, application_name, count(*), max(now() - state_change) AS longest
FROM pg_stat_activity
WHERE datname = current_database()
GROUP BY state, usename, application_name
ORDER BY count(*) DESC;`,
  { expect: "many `idle`: a leak. Many `active`: slow queries. `idle in transaction`: work that was never ended." },
);

export const longQueries = sql(
  "See which queries run long",
  `SELECT pid, now() - query_start AS runs, state, wait_event_type, left(query, 120) AS query
FROM pg_stat_activity
WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()
ORDER BY query_start
LIMIT 10;`,
);

export const recovery = sql("See whether the database takes writes", "SELECT pg_is_in_recovery();", {
  expect: "`f`; `t` is a replica or a database that still recovers, and writes to it fail",
});

export const databaseSize = sql(
  "See how large the database is, and the insights in it",
  `SELECT pg_size_pretty(pg_database_size('${DATABASE}')) as db_size,
       pg_size_pretty(pg_total_relation_size('${TABLE}')) as insights_size;`,
);

export const disk = shell("See how full the disks are", "df -h", {
  expect: "nothing above 80 %; the one with the database matters most",
});

export const writesByHour = sql(
  "See how many insights were written each hour",
  `SELECT DATE_TRUNC('hour', created_at) AS hour, COUNT(*) AS insights_written
FROM ${TABLE}
WHERE created_at > NOW() - INTERVAL '24 hours'
GROUP BY hour
ORDER BY hour DESC;`,
  { expect: "100 to 500 an hour, depending on traffic (AMAS-D13: the range is unclear), and no hour missing" },
);
