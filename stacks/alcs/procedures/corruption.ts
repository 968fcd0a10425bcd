import { procedure, shell, sql } from "../../../lib/index.ts";
import { DATABASE, DATABASE_POD, DATABASE_USER, DEPLOYMENT, N, REPLICAS } from "../names.ts";
import { health, openDatabase, rolledOut } from "./commands.ts";
import { errorsNow } from "./queries.ts";

/** Database that a backup is restored into, beside the one in use. */
const RESTORED = `${DATABASE}_restored`;

const psql = (database: string, options = "-i") =>
  `kubectl exec ${options} ${N} ${DATABASE_POD} -- psql -U ${DATABASE_USER} -d ${database} -v ON_ERROR_STOP=1`;

const restore = [
  shell(
    "Restore the last good backup into a database of its own",
    `read -r -p 'Backup file (made with pg_dump -Fc): ' BACKUP && [ -s "$BACKUP" ] &&
  kubectl exec ${N} ${DATABASE_POD} -- createdb -U ${DATABASE_USER} ${RESTORED} &&
  kubectl exec -i ${N} ${DATABASE_POD} -- pg_restore -U ${DATABASE_USER} --exit-on-error --no-owner -d ${RESTORED} < "$BACKUP"`,
    {
      expect: "no output; a plain SQL file goes in with `psql -v ON_ERROR_STOP=1` instead",
      mended:
        "P-02: over the existing database the restore fails row by row, psql exits with 0 and every corrupt row stays",
    },
  ),
  shell("See that it has what it should", `${psql(RESTORED)} -c "SELECT count(*), max(updated_at) FROM sessions;"`, {
    expect: "about as many sessions as before, the newest from just before the backup",
  }),
  shell(
    "Put it in the place of the corrupt one, which is kept",
    `OLD="${DATABASE}_corrupt_$(date +%Y%m%d_%H%M%S)"
${psql("postgres")} \\
  -c "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${DATABASE}';" \\
  -c "ALTER DATABASE ${DATABASE} RENAME TO $OLD;" \\
  -c "ALTER DATABASE ${RESTORED} RENAME TO ${DATABASE};"`,
    {
      expect: "twice `ALTER DATABASE`; when it says that the database is being accessed by other users, run it again",
      destructive: "Whatever was written after the backup is no longer in use. It stays in the renamed database.",
      mended: "P-02: renaming swaps the whole content at once, and can be taken back",
    },
  ),
];

/** ALCS-RUNBOOK-08. */
export const corruption = procedure("Data corruption", {
  kind: "incident",
  about: "Sessions are wrong or missing. Every further write makes it worse, so writes stop first. This is P0.",
  first: [
    shell(
      "Stop writes immediately",
      `kubectl scale deployment ${DEPLOYMENT} ${N} --replicas=0
kubectl wait --for=delete pod ${N} -l app=${DEPLOYMENT} --timeout=120s`,
      {
        destructive: "ALCS is down for everybody until the last step. At 0 replicas the HPA is off, so it stays down.",
      },
    ),
    shell(
      "Back up the current state, corrupt as it is",
      `FILE="backup-corruption-$(date +%Y%m%d-%H%M%S).dump"
kubectl exec ${N} ${DATABASE_POD} -- pg_dump -U ${DATABASE_USER} -Fc ${DATABASE} > "$FILE"
pg_restore -f /dev/null "$FILE" && ls -lh "$FILE"`,
      {
        expect: "the size of the file; an error of `pg_restore` is a file that cannot be restored",
        mended: "P-01: `pg_restore` reads no plain SQL, and a custom dump shows when it is cut off",
      },
    ),
  ],
  investigate: [
    openDatabase,
    sql("Assess the damage", "SELECT * FROM sessions ORDER BY updated_at DESC LIMIT 100;"),
    sql(
      "See since when",
      `SELECT date_trunc('hour', updated_at) AS hour, count(*)
FROM sessions
GROUP BY hour
ORDER BY hour DESC
LIMIT 48;`,
      { expect: "the hour in which the number jumps or falls is where to look in the log, and which backup is good" },
    ),
  ],
  remedies: [{ cause: "Restore from backup", steps: restore }],
  verify: [
    shell("Restart service", `kubectl scale deployment ${DEPLOYMENT} ${N} --replicas=${REPLICAS.usual}`),
    rolledOut,
    health,
    errorsNow,
  ],
  escalate: [
    "At once: Database DBA and Escalation (manager)",
    "Somebody from outside may have done it: Security Team, and the page Security breach",
  ],
  prevent: [
    "Say in the report which sessions of which users are lost, and tell them.",
    "Drop the renamed database only when the report is written.",
  ],
});
