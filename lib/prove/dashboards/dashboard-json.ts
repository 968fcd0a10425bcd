import type { Json } from "../../core/json.ts";
import type { LinterRule } from "../../dashboards/board.ts";

/** What one rule of Grafana's dashboard-linter has to say (https://github.com/grafana/dashboard-linter/tree/main/docs). */
export interface LintFinding {
  readonly rule: LinterRule;
  /** Title of the panel; absent for the dashboard itself. */
  readonly panel?: string;
  readonly message: string;
}

/** A dashboard as Grafana imports it. */
export type DashboardJson = { readonly [key: string]: Json };

// biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of Grafana
const CHOSEN = new Set<Json>(["$datasource", "${datasource}"]);

/** Whether something asks the data source that is chosen at the top of the dashboard. */
export function asksChosen({ datasource }: DashboardJson): boolean {
  return isObject(datasource) && CHOSEN.has(datasource.uid ?? "");
}

/** Every panel of a dashboard, those inside of rows too. */
export function panelsIn(dashboard: DashboardJson): readonly DashboardJson[] {
  return objectsIn(dashboard.panels).flatMap((panel) => [
    ...(panel.type === "row" ? [] : [panel]),
    ...objectsIn(panel.panels),
  ]);
}

/** The objects of a list of JSON. */
export function objectsIn(value: Json | undefined): readonly DashboardJson[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Whether a value is an object, and no list. */
export function isObject(value: Json | undefined): value is DashboardJson {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
