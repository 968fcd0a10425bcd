import { PromqlError } from "../../promql/error.ts";
import { parse } from "../../promql/parse.ts";
import { asksChosen, type DashboardJson, isObject, type LintFinding, objectsIn } from "./dashboard-json.ts";

/** Grafana's number for "ask again whenever the time range changes". */
const ON_TIME_RANGE_CHANGED = 2;

/** What the rules about variables say of a dashboard. */
export function lintVariables({ templating }: DashboardJson): readonly LintFinding[] {
  const variables = isObject(templating) ? objectsIn(templating.list) : [];
  return [
    ...lintDatasource(variables),
    ...lintChoice("job", variables),
    ...lintChoice("instance", variables),
    ...variables.filter(({ type }) => type === "query").flatMap(lintQueryVariable),
  ];
}

function lintDatasource(variables: readonly DashboardJson[]): readonly LintFinding[] {
  const all = variables.filter(({ type }) => type === "datasource");
  const [one] = all;
  if (all.length === 1 && one?.name === "datasource" && one.query === "prometheus" && one.label === "Data source") {
    return [];
  }
  return [{ rule: "template-datasource", message: "it has not exactly one data source of Prometheus to choose" }];
}

function lintChoice(name: "job" | "instance", variables: readonly DashboardJson[]): readonly LintFinding[] {
  const variable = variables.find((one) => one.name === name);
  const rule = `template-${name}` as const;
  if (variable === undefined) return [{ rule, message: `there is no ${name} to choose` }];
  const { multi, allValue } = variable;
  if (asksChosen(variable) && multi === true && allValue === ".+") return [];
  return [{ rule, message: `several of ${name}, or all of them as .+, cannot be chosen from the data source` }];
}

function lintQueryVariable({ name, query, definition, refresh }: DashboardJson): readonly LintFinding[] {
  const found: LintFinding[] = [];
  if (refresh !== ON_TIME_RANGE_CHANGED) {
    found.push({ rule: "template-on-time-change-reload", message: `${String(name)} is not asked for again` });
  }
  const text = isObject(query) && typeof query.query === "string" ? query.query : query;
  const asked = typeof text === "string" ? text : String(definition);
  const inner = /^label_values\((.+),\s*\w+\)$/.exec(asked)?.[1];
  if (inner === undefined || !isPromql(inner)) {
    found.push({ rule: "template-label-promql", message: `${asked} does not ask for the values of a label` });
  }
  return found;
}

function isPromql(text: string): boolean {
  try {
    parse(text);
    return true;
  } catch (error) {
    if (error instanceof PromqlError) return false;
    throw error;
  }
}
