import type { Report } from "../../model/check/report.ts";
import type { ObjectiveAt } from "../../model/check/walk.ts";
import { windowName } from "../../model/conventions.ts";
import type { Scrape } from "../../model/scrape.ts";
import type { System } from "../../model/system.ts";
import { vitalMetrics } from "../absence.ts";
import { scrapeOf } from "../context.ts";
import type { DerivedGroup } from "../derived.ts";
import type { RuleCode } from "./codes.ts";
import { pathOf } from "./expressions.ts";

/** That a pending time means something at the interval at which its rule is evaluated. */
export function checkPending(system: System, group: DerivedGroup, report: Report<RuleCode>): void {
  const evaluation = system.prometheus.evaluationInterval.value;
  for (const alert of group.rules) {
    if (alert.kind !== "alert" || alert.for === 0 || alert.for >= evaluation) continue;
    report.warning(
      "for-shorter-than-evaluation",
      pathOf({ alert, group }),
      "the alert waits for the next evaluation, however short this is",
      {
        found: `${windowName(alert.for)}, evaluated every ${windowName(evaluation)}`,
        expected: `0s, or at least ${windowName(evaluation)}`,
      },
    );
  }
}

/** That a metric is not called missing between two of its scrapes. */
export function checkAbsence(system: System, { objective, owner, path }: ObjectiveAt, report: Report<RuleCode>): void {
  const { absence, indicator } = objective;
  const scrape: Scrape | undefined = scrapeOf({ system, owner }, vitalMetrics(indicator)[0]?.metric);
  if (absence.kind === "ignored" || scrape === undefined) return;
  const least = 2 * scrape.every.value;
  if (absence.after.value >= least) return;
  report.error("absence-too-short", `${path}.absence.after`, "a metric is missing only after two scrapes without it", {
    found: `${windowName(absence.after.value)} with a scrape every ${windowName(scrape.every.value)}`,
    expected: `at least ${windowName(least)}`,
    mend: "15m suits most services: longer than a rollout",
  });
}
