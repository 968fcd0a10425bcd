import { procedure, shell } from "../../../lib/index.ts";
import { BACKUPS, DATABASE, DATABASE_POD, DATABASE_USER, N } from "../names.ts";

/** Database of the weekly restore test. */
const TEST = `${DATABASE}_restore_test`;

const look = [
  shell(
    "Check the time of the newest",
    `find ${BACKUPS}/ -maxdepth 1 -type f -printf '%TF %TR %10s %p\\n' | sort | tail -5`,
    {
      expect: "the newest is less than a day old and about as large as the others",
    },
  ),
  shell("Read all of it", `pg_restore -f /dev/null ${BACKUPS}/latest.backup && echo whole`, {
    expect: "`whole`",
    mended:
      "P-01: `pg_restore --list` reads the table of contents only, and no plain SQL, which is the only format that the document makes",
  }),
];

/** ALCS-BACKUP-01 and ALCS-RESTORE-01, what people do. */
export const backups = procedure("Backup verification", {
  kind: "upkeep",
  frequency: "Daily; the restore weekly",
  first: look,
  remedies: [
    {
      cause: "Test restore (weekly)",
      steps: [
        shell(
          "Restore into a database that nothing uses, count, and drop it",
          `createdb ${TEST}
pg_restore --exit-on-error -d ${TEST} ${BACKUPS}/latest.backup && psql -d ${TEST} -c "SELECT COUNT(*) FROM sessions;"
dropdb ${TEST}`,
          { expect: "about as many sessions as yesterday" },
        ),
      ],
    },
  ],
});

export const backupTooOld = procedure("No backup for too long", {
  alerts: ["ALCSBackupTooOld", "ALCSBackupTooOldAbsent"],
  about: "Nothing is broken for users. What happens from now on cannot be restored.",
  first: [
    shell("See what became of the last runs", `kubectl get cronjobs,jobs ${N} --sort-by=.metadata.creationTimestamp`, {
      expect: "the CronJob `alcs-backup`, not suspended, with a complete job of last night",
    }),
    shell("Read why it failed", `kubectl logs ${N} -l job-name --tail=50 --prefix`),
    ...look,
  ],
  remedies: [
    {
      cause: "The job failed",
      steps: [
        shell("Run it again now", `kubectl create job ${N} "alcs-backup-$(date +%H%M%S)" --from=cronjob/alcs-backup`),
      ],
    },
    {
      cause: "It cannot run now",
      steps: [
        shell(
          "Make a backup by hand",
          `FILE="${BACKUPS}/manual-$(date +%Y%m%d-%H%M%S).backup"
kubectl exec ${N} ${DATABASE_POD} -- pg_dump -U ${DATABASE_USER} -Fc ${DATABASE} > "$FILE"
pg_restore -f /dev/null "$FILE" && ls -lh "$FILE"`,
        ),
      ],
    },
  ],
  verify: look,
  escalate: ["No backup can be made: Database DBA, today"],
});
