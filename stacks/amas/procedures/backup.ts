import { procedure, shell, sql } from "../../../lib/index.ts";
import { TABLE } from "../names.ts";
import { DATABASE_URL, databaseSize, onHost, openDatabase } from "./commands.ts";

const COPY = `${TABLE}_restored`;

const nameDump = shell("Say which backup", `export DUMP='' # like ${TABLE}_20241203.sql`);

/** AMAS-BACKUP-01 by hand. */
export const backup = procedure("Backup of decision insights", {
  kind: "upkeep",
  frequency: "daily; set up cron",
  about: "Data loss prevention: a copy of all decision insights in a file.",
  first: [
    onHost,
    shell(
      "Write it",
      `${DATABASE_URL}
pg_dump "$DATABASE_URL" --table=${TABLE} --data-only \\
  --file="${TABLE}_$(date +%Y%m%d).sql"`,
    ),
    shell(
      "See that insights are in it",
      `${DATABASE_URL}
sed -n '/^COPY /,/^\\\\\\.$/p' "${TABLE}_$(date +%Y%m%d).sql" | wc -l
psql "$DATABASE_URL" -Atc 'SELECT count(*) FROM ${TABLE}'`,
      {
        expect:
          "the first number is about the second. Near 0: the table is a hypertable, whose rows lie in chunks that `--table` leaves out; dump the whole database instead.",
        mended: "nothing in the document looks into the backup",
      },
    ),
    "Copy the file to another host: a backup beside its database is lost with it",
  ],
  escalate: ["No backup for two days: Database Admin"],
});

/** AMAS-RESTORE-01 by hand. */
export const restore = procedure("Restore of decision insights", {
  kind: "procedure",
  about: "Brings back insights that were lost, and keeps those that are there.",
  symptoms: ["Insights are missing: a day without rows, a table that is empty"],
  first: [
    onHost,
    "Data loss is an Emergency: call Platform Team Lead and Database Admin before you begin",
    nameDump,
    "Make a backup of what is there now: the page Backup of decision insights",
    shell("See that the file is there", `ls -l "\${DUMP:?which backup}"`),
  ],
  investigate: [
    shell(
      "Read the backup into a table of its own",
      `${DATABASE_URL}
psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -c 'CREATE TABLE ${COPY} (LIKE ${TABLE})'
sed 's/^COPY public\\.${TABLE} /COPY public.${COPY} /' "\${DUMP:?which backup}" |
  psql "$DATABASE_URL" -v ON_ERROR_STOP=1 --single-transaction`,
      {
        expect: "`COPY` and a number of rows",
        mended:
          "P-03: into the live table the first row that is there already ends everything with `duplicate key`, psql still says it went well, and 0 rows are restored",
      },
    ),
    openDatabase,
  ],
  remedies: [
    {
      cause: "The copy has what is missing",
      steps: [
        sql("Add what is missing", `INSERT INTO ${TABLE} SELECT * FROM ${COPY} ON CONFLICT DO NOTHING;`, {
          destructive: "Rows that were deleted on purpose since the backup come back.",
          expect: "`INSERT 0` and the number of rows that were missing",
          mended: "P-03: what is there already stays, and does not stop the rest",
        }),
        sql("Take the copy away", `DROP TABLE ${COPY};`, { destructive: "The copy is gone; the file still has it." }),
      ],
    },
  ],
  verify: [
    openDatabase,
    sql(
      "See that no day is missing",
      `SELECT created_at::date AS day, count(*)
FROM ${TABLE}
WHERE created_at > NOW() - INTERVAL '14 days'
GROUP BY day
ORDER BY day DESC;`,
    ),
    databaseSize,
  ],
  escalate: ["Emergency: anything but the expected answer. Stop, and wait for the Database Admin."],
});
