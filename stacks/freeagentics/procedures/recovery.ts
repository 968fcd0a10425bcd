import { procedure, shell } from "../../../lib/index.ts";
import { BACKEND, BACKUP_BUCKET, DATABASE, DATABASE_USER, N, POSTGRES } from "../names.ts";
import { health, startBackend, stopBackend } from "./commands.ts";

const psql = (database: string, rest: string) =>
  `kubectl exec ${N} deployment/${POSTGRES} -- \\\n  psql -U ${DATABASE_USER} -d ${database} ${rest}`;

const P_07 =
  "P-07: the backup writes `db-<date>.sql.gz`; nothing writes `db-latest.sql`, and nothing copies it to the bucket";

const find = shell(
  "List available backups, in the bucket and where the daily one is written",
  `aws s3 ls ${BACKUP_BUCKET}\nfind /backup -name 'db-*.sql.gz' -printf '%TY-%Tm-%Td %s %p\\n' | sort | tail -n 5`,
  {
    expect: "one of today, as large as that of yesterday",
    mended: P_07,
  },
);

const name = shell(
  "Say which",
  `export DUMP='' # like /backup/db-20240115.sql.gz\ngzip --test "\${DUMP:?which backup}"`,
  {
    expect: "nothing: the file is whole",
  },
);

/** Reads the backup into a database of its own, and stops at the first error. */
const into = (database: string) => [
  shell(
    `Create the database ${database}`,
    `kubectl exec ${N} deployment/${POSTGRES} -- createdb -U ${DATABASE_USER} ${database}`,
  ),
  shell(
    "Restore data",
    `gunzip --stdout "\${DUMP:?which backup}" |
  kubectl exec -i ${N} deployment/${POSTGRES} -- \\
    psql -U ${DATABASE_USER} -d ${database} -v ON_ERROR_STOP=1 --single-transaction --quiet`,
    { expect: "no error", mended: `${P_07}; without ON_ERROR_STOP psql goes on after errors and says all is well` },
  ),
  shell("Look at what is in it", psql(database, `-c 'SELECT count(*), max(created_at) FROM coalitions'`), {
    expect: "as many as you know of, and the newest shortly before the backup",
  }),
];

/** FREE-BACKUP-01 by hand. */
export const backup = procedure("Database backup", {
  kind: "upkeep",
  frequency: "daily",
  first: [
    shell(
      "Database",
      `set -o pipefail
kubectl exec ${N} deployment/${POSTGRES} -- pg_dump -U ${DATABASE_USER} ${DATABASE} |
  gzip > "/backup/db-$(date +%Y%m%d).sql.gz"`,
      { mended: "without `pipefail` a dump that broke off looks like a good one" },
    ),
    shell(
      "Application data",
      `kubectl exec ${N} deployment/${BACKEND} -- tar -cz -C /app data > "/backup/app-data-$(date +%Y%m%d).tar.gz"`,
      {
        mended: "the document writes it into the pod, where it is lost with it",
      },
    ),
    shell("Configuration", `kubectl get configmaps ${N} -o yaml > "/backup/configmaps-$(date +%Y%m%d).yaml"`),
    shell(
      "Secrets, encrypted",
      `set -o pipefail
RECIPIENT='' # key of the Platform Team
kubectl get secrets ${N} -o yaml |
  gpg --batch --encrypt --recipient "\${RECIPIENT:?whose key}" > "/backup/secrets-$(date +%Y%m%d).yaml.gpg"`,
      { mended: "P-16: the document writes them in clear text" },
    ),
    shell(
      "Copy the database's to where it survives the cluster",
      `aws s3 cp "/backup/db-$(date +%Y%m%d).sql.gz" ${BACKUP_BUCKET}`,
      { mended: P_07 },
    ),
  ],
  verify: [find],
  escalate: ["No good backup for two days: Platform Team Lead"],
});

/** FREE-RESTORE-01, -02. */
export const databaseRecovery = procedure("Database recovery", {
  about:
    "Data is lost or damaged. The backup is read beside the database and put in its place when it is good: what is there now stays until then.",
  symptoms: ["Data is missing or wrong", "The database does not start any more"],
  first: [
    "Call Engineering Manager and Platform Team Lead before you begin",
    "Enable maintenance mode, by the page Incident response: every write from now on is lost",
    find,
    name,
  ],
  investigate: into("freeagentics_restored"),
  remedies: [
    {
      cause: "The backup is good: put it in place",
      steps: [
        stopBackend,
        shell(
          "Change the names",
          psql(
            "postgres",
            `-v ON_ERROR_STOP=1 \\
  -c 'ALTER DATABASE ${DATABASE} RENAME TO freeagentics_damaged' \\
  -c 'ALTER DATABASE freeagentics_restored RENAME TO ${DATABASE}'`,
          ),
          {
            destructive: "What was written since the backup is no longer seen; it is in `freeagentics_damaged`.",
            expect: "`ALTER DATABASE` twice; `is being accessed by other users`: somebody is still connected",
            mended:
              "P-04: DROP and CREATE DATABASE in one `-c` cannot run, and one after the other they leave nothing to go back to",
          },
        ),
        startBackend,
      ],
    },
    {
      cause: "The cluster of the database is damaged: point-in-time recovery (if using WAL-G or similar)",
      steps: [
        "For the Platform Team Lead: PostgreSQL has to be stopped, and its data folder empty, so this runs in a pod of its own with the same volume",
        shell("Fetch the newest base backup, in that pod", "wal-g backup-fetch /var/lib/postgresql/data LATEST", {
          destructive: "The data folder is overwritten.",
          mended: "inside the running database it would write under its feet",
        }),
        shell(
          "Have PostgreSQL replay what came after",
          `cat >> /var/lib/postgresql/data/postgresql.auto.conf <<'END'
restore_command = 'wal-g wal-fetch "%f" "%p"'
END
touch /var/lib/postgresql/data/recovery.signal`,
          { destructive: "The database is changed at its next start, until all is replayed." },
        ),
      ],
    },
  ],
  verify: [
    health,
    shell("See that the newest is there", psql(DATABASE, `-c 'SELECT count(*), max(created_at) FROM coalitions'`)),
  ],
  escalate: ["Anything but the expected answer: stop, and decide together"],
  prevent: ["A week later drop `freeagentics_damaged`.", "Recovery tests every month."],
});

/** FREE-RESTORE-03. */
export const systemRecovery = procedure("Complete system recovery", {
  about: "The cluster is gone. In this order: infrastructure, database, application.",
  first: [
    "Call Engineering Manager and Platform Team Lead; update the status page",
    shell("Say where you are: an empty cluster", "kubectl cluster-info\nkubectl get nodes"),
    shell("See what would change", "kubectl diff -f k8s/"),
    shell("Restore Kubernetes manifests", "kubectl apply -f k8s/", {
      destructive: "Whatever is in this cluster under the same names is overwritten.",
    }),
    shell("Restore secrets", `gpg --decrypt backup/secrets.yaml.gpg | kubectl apply ${N} -f -`, {
      destructive: "Secrets of the same names are overwritten.",
      mended: "P-16: they are encrypted",
    }),
    shell("Restore persistent volumes", "kubectl apply -f backup/persistent-volumes.yaml"),
    "Restore the database: the page Database recovery",
    shell(
      "Deploy application",
      `export VERSION='' # the last good one, like v1.2.3
./k8s/deploy-k8s-enhanced.sh --version "\${VERSION:?which version}"`,
      { mended: "P-14: nobody knows what `latest` is" },
    ),
  ],
  verify: [shell("Verify functionality", "./scripts/deployment/smoke-tests.sh"), health],
  escalate: ["Engineering Manager decides what users are told, and when"],
});

/** FREE-RESTORE-04. */
export const recoveryTests = procedure("Recovery tests", {
  kind: "upkeep",
  frequency: "monthly",
  first: [
    find,
    name,
    ...into("test_restore"),
    shell("Take it away", `kubectl exec ${N} deployment/${POSTGRES} -- dropdb -U ${DATABASE_USER} test_restore`, {
      destructive: "Drops a database: read its name twice.",
    }),
    shell(
      "Test application recovery, in a namespace of its own",
      `export DAY='' # like 20240115
kubectl apply -f backup/test-namespace.yaml
sed 's/namespace: freeagentics-prod/namespace: test/' "/backup/configmaps-\${DAY:?}.yaml" | kubectl apply -n test -f -
gpg --decrypt "/backup/secrets-$DAY.yaml.gpg" | sed 's/namespace: freeagentics-prod/namespace: test/' | kubectl apply -n test -f -`,
      {
        mended:
          "P-07: nothing writes `*-latest.yaml`; and the objects name their own namespace, which `-n test` contradicts",
      },
    ),
    shell("Take that away too", "kubectl delete namespace test", {
      destructive: "Deletes everything in it: read its name twice.",
    }),
  ],
  escalate: ["It does not work: Platform Team Lead, the same day"],
});
