import type { Unit } from "../core/quantity.ts";
import type { Dashboard, Panel } from "../model/dashboard.ts";
import type { Expression } from "../promql/ast.ts";
import { mul } from "../promql/build.ts";
import { PromqlError } from "../promql/error.ts";
import { parse } from "../promql/parse.ts";
import type { Board, LinterRule, Waiver } from "./board.ts";
import { type DraftQuery, type DraftValues, graphs, timeseries } from "./draft.ts";
import { alertMarks } from "./firing.ts";
import { boardOf } from "./frame.ts";
import { isPerSecond } from "./measured.ts";
import { hasBareCounter, rateInterval } from "./queries.ts";
import { thresholdsOf } from "./thresholds.ts";
import { runbookLinks, type View } from "./view.ts";

/** A dashboard that the documents name, with their panels. */
export function namedBoard(dashboard: Dashboard, view: View): Board {
  const { name, about, shows, refresh } = dashboard;
  return boardOf(
    {
      name,
      title: name,
      subject: { kind: "named", name },
      path: `dashboards.${name}`,
      about,
      annotations: [alertMarks({ system: view.system.name })],
      shows: shows.value,
      refresh: refresh.value,
    },
    [
      graphs(
        "Panels",
        dashboard.panels.map((panel) => namedPanel(panel, dashboard, view)),
      ),
    ],
    view,
  );
}

function namedPanel(panel: Panel, dashboard: Dashboard, view: View): DraftValues {
  const objective = panel.objective === undefined ? undefined : objectiveOf(panel.objective);
  const alerts = objective === undefined ? [] : view.alertsOf(objective.owner, objective.name);
  const tiers = alerts.filter(({ origin }) => origin.kind === "tier" && origin.tier.threshold.unit === panel.unit);
  const queries = panel.queries.map(({ promql, legend }) => queryOf(promql, legend, panel.unit, dashboard, view));
  const expressions = queries.flatMap(({ expression }) => expression ?? []);
  return timeseries({
    title: panel.title,
    description: panel.about,
    unit: panel.unit,
    ...(expressions.length > 0 && expressions.every((one) => isPerSecond(one, panel.unit)) ? { perSecond: true } : {}),
    queries,
    thresholds: thresholdsOf(tiers, view),
    links: [
      ...(objective === undefined ? [] : [view.objectiveBoard(objective.owner, objective.name)]),
      ...runbookLinks(tiers),
    ],
    interval: scrapeSeconds(view),
    waivers: waiversOf(expressions),
  });
}

/** Service and objective that a panel names: `orchestrator/latency`. */
export function objectiveOf(path: string): { readonly owner: string; readonly name: string } {
  const [owner = "", name = ""] = path.split("/");
  return { owner, name };
}

/** The shortest scrape interval of the system's services; Prometheus' default where none is scraped. Units: seconds. */
function scrapeSeconds({ system }: View): number {
  const intervals = system.services.flatMap(({ scrape }) => scrape?.every.value ?? []);
  return intervals.length === 0 ? 60 : Math.min(...intervals);
}

function queryOf(promql: string, legend: string, unit: Unit, { shows }: Dashboard, view: View): DraftQuery {
  // Grafana counts time in milliseconds and Prometheus in seconds.
  const text = unit === "timestamp" ? `(${promql}) * 1000` : promql;
  const expression = parsed(interpolated(promql, shows.value, view));
  if (expression === undefined) return { text, legend };
  return { text, expression: unit === "timestamp" ? mul(expression, 1_000) : expression, legend };
}

/** A query with the variables of a named dashboard replaced by what they hold when it opens. Units: `shows` in seconds. */
export function interpolated(promql: string, shows: number, view: View): string {
  const values: Readonly<Record<string, string>> = {
    $__rate_interval: `${rateInterval(scrapeSeconds(view)) / 1_000}s`,
    $__interval: `${scrapeSeconds(view)}s`,
    $__range: `${shows}s`,
    $namespace: view.system.namespace ?? "",
  };
  return promql.replace(/\$(?:__)?[a-z_]+/g, (name) => values[name] ?? name);
}

function parsed(text: string): Expression | undefined {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof PromqlError) return undefined;
    throw error;
  }
}

const WHOLE = "the documents name the panel, which shows all targets together";

function waiversOf(expressions: readonly Expression[]): readonly Waiver[] {
  const rules: LinterRule[] = ["target-job", "target-instance"];
  if (expressions.some(hasBareCounter)) rules.push("target-counter-agg");
  return rules.map((rule) => ({ rule, why: WHOLE }));
}
