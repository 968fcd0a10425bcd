import { procedure } from "../../../lib/index.ts";

/** ALCS-MAINT-04. */
export const weekly = procedure("Weekly tasks", {
  kind: "upkeep",
  frequency: "Weekly",
  first: [
    "Review error logs and metrics: the pages Log review and Metrics review",
    "Check disk space and cleanup old logs: the page Database cleanup shows the disk of the database",
    "Test backup restore procedure: the page Backup verification",
    "Update dependencies (security patches): the page Updating ALCS",
    "Review and rotate credentials: the page Security breach has the commands, without its hurry",
    "Vacuum and analyze: the page Vacuum and analyze",
  ],
});

/** ALCS-MAINT-05; ALCS-CONFIG-03. */
export const monthly = procedure("Monthly tasks", {
  kind: "upkeep",
  frequency: "Monthly",
  first: [
    "Full security audit: `SECURITY-HARDENING.md` is what to audit against",
    "Performance review and optimization: the slowest queries are on the page of ALCSSlowDatabaseQueries",
    "Capacity planning review: what CPU, memory and sessions did since last month",
    "Disaster recovery drill: the page Data corruption, on a database of its own",
    "Reindex: the page Reindex",
    "Documentation updates: these pages, `PRODUCTION-DEPLOYMENT.md`, `SECURITY-HARDENING.md`, `MONITORING-ALERTING.md` and `../README.md`",
  ],
});
