import type { Given } from "../../core/assumed.ts";
import type { Unit } from "../../core/quantity.ts";
import { DASHBOARDS_THROUGH, type Dashboard, dashboard, type Grafana, type Panel } from "../dashboard.ts";
import { type Data, leafOf, listOf, mapOf, optional, textOf } from "./data.ts";
import { durationOf } from "./reading.ts";

/** Where dashboards are shown. */
export function grafanaOf(data: Data): Given<Grafana> {
  return {
    url: leafOf(data.url, textOf),
    ...optional(data, "through", (value) => DASHBOARDS_THROUGH.find((one) => one === value) ?? "sidecar"),
  };
}

/** Dashboards of the model, by name. */
export function dashboardsOf(value: unknown): readonly Dashboard[] {
  return Object.entries(mapOf(value)).map(([name, item]) => dashboardOf(name, mapOf(item)));
}

function dashboardOf(name: string, data: Data): Dashboard {
  return dashboard(name, {
    about: leafOf(data.about, textOf),
    panels: listOf(data.panels).map(mapOf).map(panelOf),
    shows: leafOf(data.shows, durationOf),
    refresh: leafOf(data.refresh, durationOf),
  });
}

function panelOf(data: Data): Given<Panel> {
  return {
    title: leafOf(data.title, textOf),
    about: leafOf(data.about, textOf),
    unit: textOf(data.unit) as Unit,
    queries: listOf(data.queries)
      .map(mapOf)
      .map(({ promql, legend }) => ({ promql: textOf(promql), legend: textOf(legend) })),
    ...optional(data, "objective", textOf),
  };
}
