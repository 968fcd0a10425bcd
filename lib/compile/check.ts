import type { Issue } from "../core/issue.ts";
import { checkModel } from "../model/check/check-model.ts";
import { UNDERIVABLE } from "../model/check/codes.ts";
import type { System } from "../model/system.ts";
import { checkNetwork } from "../network/check/check-network.ts";
import { SystemRouteChecks } from "../routes/check/system-checks.ts";
import { ObjectChecks } from "../routes/kubernetes/object-checks.ts";
import { RuleChecks } from "../rules/check/check-rules.ts";
import { deriveEach } from "../rules/derive.ts";
import type { DerivedGroup } from "../rules/derived.ts";
import { RunbookChecks } from "../runbooks/check/runbook-checks.ts";
import { connectionsOf } from "../runbooks/connections.ts";
import { checkScaling } from "../scaling/check/check-scaling.ts";
import { DashboardChecks } from "./check-dashboards.ts";

/**
 * Checks a model and, where rules can be derived from it at all, these, the routes of their alerts, their pages and the dashboards too; each rule group is
 * shown to `visit` on the way.
 * Gives everything that is wrong, errors and warnings.
 */
export function checkSystem(system: System, visit: (group: DerivedGroup) => void = () => {}): readonly Issue[] {
  const issues = checkModel(system);
  if (issues.some(({ code }) => UNDERIVABLE.has(code))) return issues;
  const checks = new RuleChecks(system, issues);
  const routes = new SystemRouteChecks(system);
  const objects = new ObjectChecks(system);
  const pages = new RunbookChecks(system);
  const boards = new DashboardChecks(system);
  for (const group of deriveEach(system)) {
    checks.visit(group);
    boards.visit(group);
    for (const rule of group.rules) {
      if (rule.kind !== "alert") continue;
      routes.visit(rule, group.path);
      objects.visit(rule);
      pages.visit(rule.alert, rule.labels.severity ?? "", group.path);
    }
    visit(group);
  }
  return [
    ...issues,
    ...checks.issues(),
    ...routes.issues(),
    ...objects.issues(),
    ...pages.issues(),
    ...boards.issues(),
    ...checkScaling(system),
    ...checkNetwork(system, () => connectionsOf(system)),
  ];
}
