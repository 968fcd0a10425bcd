import { procedure, shell, sql } from "../../../lib/index.ts";
import { DATABASE_POD, N } from "../names.ts";
import { openDatabase } from "./commands.ts";

/** Days that sessions are kept. */
const KEPT_DAYS = 90;

/** ALCS-MAINT-07. */
export const vacuum = procedure("Vacuum and analyze", {
  kind: "upkeep",
  frequency: "Weekly",
  first: [
    openDatabase,
    sql("Give back the room of dead rows and renew the statistics", "VACUUM ANALYZE;"),
    sql(
      "Check bloat: the largest tables and what is dead in them",
      `SELECT schemaname, relname, pg_size_pretty(pg_total_relation_size(relid)) AS size, n_dead_tup, last_vacuum
FROM pg_stat_user_tables
ORDER BY pg_total_relation_size(relid) DESC;`,
      {
        expect: "`last_vacuum` is just now, and few dead rows are left; a table that was skipped keeps its old time",
        mended: "sizes alone, as from `pg_tables` with `pg_size_pretty(pg_total_relation_size(...))`, show no bloat",
      },
    ),
  ],
});

/** ALCS-MAINT-08. */
export const reindex = procedure("Reindex", {
  kind: "upkeep",
  frequency: "Monthly",
  first: [
    openDatabase,
    sql("Rebuild an index without downtime", "REINDEX INDEX CONCURRENTLY idx_sessions_status;", {
      expect: "`REINDEX`; the index doubles its room on disk meanwhile",
    }),
    sql(
      "See that nothing broken is left behind",
      "SELECT indexrelid::regclass AS broken FROM pg_index WHERE NOT indisvalid;",
      { expect: "no row; drop what it lists with `DROP INDEX CONCURRENTLY`" },
    ),
    sql("Or rebuild all of them, in an announced window", "REINDEX DATABASE alcs;", {
      destructive: "It causes brief downtime: each table is locked against writes while its indexes are built.",
    }),
  ],
});

/** ALCS-MAINT-09. */
export const cleanup = procedure("Database cleanup", {
  kind: "upkeep",
  frequency: "when the disk fills; the document states no time",
  about: `Sessions are kept for ${KEPT_DAYS} days.`,
  first: [
    openDatabase,
    sql(
      "Count what would go",
      `SELECT count(*), min(created_at), max(created_at)
FROM sessions
WHERE created_at < NOW() - INTERVAL '${KEPT_DAYS} days';`,
    ),
    sql(
      `Delete sessions older than ${KEPT_DAYS} days`,
      `DELETE FROM sessions WHERE created_at < NOW() - INTERVAL '${KEPT_DAYS} days';`,
      { destructive: "The sessions are gone for good, except from backups. Many at once slow the database down." },
    ),
    sql("Give back their room", "VACUUM ANALYZE sessions;"),
    shell("Check disk usage", `kubectl exec ${N} ${DATABASE_POD} -- df -h /var/lib/postgresql/data`, {
      expect: "VACUUM gives the room back to the table, not to the disk: what matters is that it no longer grows",
    }),
  ],
});
