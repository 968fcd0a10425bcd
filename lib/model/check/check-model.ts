import type { Issue } from "../../core/issue.ts";
import type { System } from "../system.ts";
import { checkAlerting } from "./alerting.ts";
import type { ModelCode } from "./codes.ts";
import { checkEscalation } from "./escalation.ts";
import { checkExpectations } from "./expectations.ts";
import { checkIntervals } from "./intervals.ts";
import { checkMetrics } from "./metrics.ts";
import { checkNames } from "./names.ts";
import { checkPages } from "./pages.ts";
import { Report } from "./report.ts";
import { checkReceivers } from "./secrets.ts";
import { checkDurations, checkSettings } from "./settings.ts";
import { checkSeverities } from "./severities.ts";
import { checkTargets } from "./targets.ts";
import { checkTiers } from "./tiers.ts";
import { checkUnits } from "./units.ts";

/**
 * Everything that is wrong with a model in itself: names, references, units, ranges, choices left open. What needs the
 * windows or the expressions of its rules is checked beside them.
 */
export function checkModel(system: System): Issue[] {
  const report = new Report<ModelCode>();
  checkSettings(system, report);
  checkDurations(system, report);
  checkNames(system, report);
  checkSeverities(system, report);
  checkMetrics(system, report);
  checkUnits(system, report);
  checkTargets(system, report);
  checkTiers(system, report);
  checkExpectations(system, report);
  checkReceivers(system, report);
  checkIntervals(system, report);
  checkEscalation(system, report);
  checkAlerting(system, report);
  checkPages(system, report);
  return report.issues;
}
