import { procedure, shell, sql } from "../../../lib/index.ts";
import { CAPACITY, HISTORY_URL, KEPT_DAYS, POOL, TABLE } from "../names.ts";
import { databaseSize, onHost, openDatabase } from "./commands.ts";

const history = shell(
  "Review alert history for patterns",
  `curl -fsS ${HISTORY_URL} | jq -r '.[] | .metric' | sort | uniq -c | sort -rn`,
  { expect: "what comes every week needs a remedy, or another threshold" },
);

/** AMAS-MAINT-01. */
export const monday = procedure("Weekly tasks on Monday", {
  kind: "upkeep",
  frequency: "weekly (Monday)",
  first: [
    onHost,
    history,
    "Check database growth rate: compare with what you noted last Monday",
    openDatabase,
    databaseSize,
    "Verify backup integrity: read the newest into a table of its own, by the page Restore of decision insights, and drop it again",
    "Review slow queries: those of the page of AmasDecisionLatencyP99",
  ],
});

/** AMAS-MAINT-02. */
export const friday = procedure("Weekly tasks on Friday", {
  kind: "upkeep",
  frequency: "weekly (Friday)",
  first: [
    "Run load tests to validate performance: the page Load test before production",
    "Review week's incident log: are all incidents closed, and all preventions done?",
    "Update runbook if new issues discovered: these pages come from the model, so change it there",
  ],
});

/** AMAS-MAINT-03, AMAS-SEC-01. */
export const monthly = procedure("Monthly tasks", {
  kind: "upkeep",
  frequency: "monthly",
  first: [
    "Review and adjust alert thresholds based on actual usage: the dashboards show how near the days come",
    `Clean up old decision insights (> ${KEPT_DAYS} days), by the next four steps`,
    openDatabase,
    sql(
      "Count what would go",
      `SELECT count(*), min(created_at), max(created_at)
FROM ${TABLE}
WHERE created_at < NOW() - INTERVAL '${KEPT_DAYS} days';`,
    ),
    sql(
      "Clean old insights",
      `DELETE FROM ${TABLE}
WHERE created_at < NOW() - INTERVAL '${KEPT_DAYS} days';`,
      { destructive: "They are gone for good, except from backups. Many at once slow decisions down: do it at night." },
    ),
    sql("Vacuum after delete", `VACUUM ANALYZE ${TABLE};`, {
      mended: "P-20: sent together with the DELETE it fails, as VACUUM cannot run inside a transaction block",
    }),
    "Performance benchmark comparison: this month's load test beside last month's",
    shell("Dependency updates and security patches", "cd backend && npm outdated; npm audit", {
      expect: "no `high` or `critical`; updates go to staging first",
    }),
  ],
});

/** AMAS-MAINT-04. */
export const quarterly = procedure("Quarterly tasks", {
  kind: "upkeep",
  frequency: "quarterly",
  first: [
    "Comprehensive load test with peak traffic simulation: the page Load test before production, with the peak of the quarter",
    "Disaster recovery drill: the page Restore of decision insights, on a host of its own",
    `Capacity planning review: one instance takes ${CAPACITY.requests}, ${CAPACITY.users}, ${POOL.usual} connections, ${CAPACITY.memory}`,
    "Alert rule effectiveness audit: which alerts fired, which of them led to an action, what was noticed without one",
    "Configuration review: the tunables page beside `.env`",
    history,
  ],
});
