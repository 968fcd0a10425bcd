import type { Issue } from "../../core/issue.ts";
import { Report } from "../../model/check/report.ts";
import { objectivesOf } from "../../model/check/walk.ts";
import type { System } from "../../model/system.ts";
import type { DerivedGroup } from "../derived.ts";
import { checkBurnRates } from "./burn-rates.ts";
import type { RuleCode } from "./codes.ts";
import { alertsAt, checkAnnotations, checkConditions, checkIdentity } from "./expressions.ts";
import { checkReach, checkSampling } from "./objective-windows.ts";
import { checkAbsence, checkPending } from "./pending.ts";

/** Everything that is wrong with the rules derived from a system: windows, burn rates, identity, labels. */
export function checkRules(system: System, groups: readonly DerivedGroup[]): Issue[] {
  const report = new Report<RuleCode>();
  for (const at of objectivesOf(system)) {
    checkBurnRates(at, report);
    checkSampling(system, at, report);
    checkReach(system, at, report);
    checkAbsence(system, at, report);
  }
  const alerts = alertsAt(groups);
  checkPending(system, alerts, report);
  checkIdentity(groups, alerts, report);
  checkAnnotations(alerts, report);
  checkConditions(system, report);
  return report.issues;
}
