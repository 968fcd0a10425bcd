import type { LinterRule } from "../../dashboards/board.ts";
import { asksChosen, type DashboardJson, isObject, type LintFinding, objectsIn, panelsIn } from "./dashboard-json.ts";
import { lintQuery } from "./lint-query.ts";
import { lintVariables } from "./lint-variables.ts";

/** Kinds of panels that show values. */
const VALUES: ReadonlySet<string> = new Set(["stat", "timeseries", "table", "gauge", "bargauge", "heatmap"]);

/** Units of Grafana that mean a number without one are allowed by name only. */
const UNITLESS: ReadonlySet<string> = new Set(["short", "none"]);

/**
 * Judges a dashboard by the 17 rules of Grafana's dashboard-linter, on the JSON that Grafana gets. `units` are those that
 * Grafana knows. Rules about LogQL hold by themselves: no panel asks Loki.
 */
export function lintDashboard(dashboard: DashboardJson, units: ReadonlySet<string>): readonly LintFinding[] {
  const found: LintFinding[] = [];
  if (dashboard.editable !== false) {
    found.push({ rule: "uneditable-dashboard", message: "people could change what the next run overwrites" });
  }
  found.push(...lintVariables(dashboard));
  for (const panel of panelsIn(dashboard)) found.push(...lintPanel(panel, units));
  return found;
}

function lintPanel(panel: DashboardJson, units: ReadonlySet<string>): readonly LintFinding[] {
  const title = typeof panel.title === "string" ? panel.title : "";
  const found: LintFinding[] = [];
  const say = (rule: LinterRule, message: string): void => {
    found.push({ rule, panel: title, message });
  };
  if (title === "" || typeof panel.description !== "string" || panel.description === "") {
    say("panel-title-description", "it has no title or no description");
  }
  if (panel.type === "text") return found;
  if (typeof panel.type !== "string" || !VALUES.has(panel.type)) say("panel-units", `a panel of type ${panel.type}`);
  if (!asksChosen(panel)) say("panel-datasource", "it does not ask the chosen data source");
  const unit = unitOf(panel);
  if (unit === undefined || !(units.has(unit) || UNITLESS.has(unit)))
    say("panel-units", `its unit is ${unit ?? "none"}`);
  const targets = objectsIn(panel.targets);
  if (targets.length === 0) say("panel-no-targets", "it asks for nothing");
  for (const target of targets) {
    const expression = typeof target.expr === "string" ? target.expr : "";
    for (const [rule, message] of lintQuery(expression)) say(rule, message);
  }
  return found;
}

function unitOf({ fieldConfig }: DashboardJson): string | undefined {
  if (!isObject(fieldConfig) || !isObject(fieldConfig.defaults)) return undefined;
  const { unit } = fieldConfig.defaults;
  return typeof unit === "string" ? unit : undefined;
}
