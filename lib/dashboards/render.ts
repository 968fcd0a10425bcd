import {
  type AnnotationQuery,
  AnnotationQueryBuilder,
  DashboardBuilder,
  DashboardCursorSync,
  type DashboardLink,
  DashboardLinkBuilder,
  DashboardLinkType,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  RowBuilder,
  type VariableModel,
  VariableRefresh,
  VariableSort,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder } from "@grafana/grafana-foundation-sdk/prometheus";
import { formatDuration } from "../core/duration.ts";
import type { Json } from "../core/json.ts";
import { print } from "../promql/print.ts";
import type { Annotation, Board, Variable } from "./board.ts";
import { EVERYTHING } from "./queries.ts";
import { type Built, DATA_SOURCE, inSight, renderLink, renderPanel } from "./render-panel.ts";

/** A board as JSON of Grafana (dashboard schema 42), built with Grafana's Foundation SDK; keys in the order of the alphabet. */
export function renderBoard(board: Board): Json {
  const { uid, title, about, tags, system, shows, refresh, variables, links, annotations, rows } = board;
  const builder = new DashboardBuilder(title)
    .uid(uid)
    .description(about)
    .tags([...tags])
    .timezone("browser")
    // Whoever edits a generated board loses it with the next one; the model is the place to edit.
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from: `now-${formatDuration(shows * 1_000)}`, to: "now" })
    .refresh(formatDuration(refresh * 1_000))
    .variables(variables.map(renderVariable))
    .annotations(annotations.map(renderAnnotation))
    .links([boardsOf(system), ...links.map(renderLink)]);
  for (const row of rows) {
    if (row.title !== undefined && row.gridPos !== undefined) {
      const id = (row.panels[0]?.id ?? 1) - 1;
      builder.withRow(
        new RowBuilder(row.title)
          .id(id)
          .collapsed(false)
          .gridPos({ ...row.gridPos }),
      );
    }
    for (const panel of row.panels) builder.withPanel({ build: () => renderPanel(panel) });
  }
  return ordered(builder.build());
}

/** The list of all boards of a system. */
function boardsOf(system: string): Built<DashboardLink> {
  const list = new DashboardLinkBuilder("Boards of the system").type(DashboardLinkType.Dashboards);
  return inSight(list.tags(["burnline", system]).asDropdown(true).keepTime(true).includeVars(true));
}

function renderVariable(variable: Variable): Built<VariableModel> {
  const { name, label } = variable;
  if (variable.kind === "datasource")
    return plainVariable(new DatasourceVariableBuilder(name).label(label).type("prometheus"));
  const { query, chosen, multiple } = variable;
  const builder = new QueryVariableBuilder(name)
    .label(label)
    .datasource({ ...DATA_SOURCE })
    .query(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc)
    .multi(multiple);
  if (chosen !== undefined) return plainVariable(builder.current({ selected: true, text: chosen, value: chosen }));
  return plainVariable(
    builder
      .includeAll(true)
      .allValue(EVERYTHING)
      .current({ selected: true, text: ["All"], value: ["$__all"] }),
  );
}

/** The SDK gives every variable the fields of intervals, which Grafana's own types do not know. */
function plainVariable(builder: Built<VariableModel>): Built<VariableModel> {
  return {
    build: () => {
      const { auto: _, auto_count: __, auto_min: ___, ...rest } = builder.build();
      return rest;
    },
  };
}

function renderAnnotation({ name, text, expression }: Annotation): Built<AnnotationQuery> {
  const query = new AnnotationQueryBuilder()
    .name(name)
    .datasource({ ...DATA_SOURCE })
    .enable(true)
    .iconColor("red")
    .target(new DataqueryBuilder().refId("Alerts").expr(print(expression)).range());
  return inSight(query.titleFormat("{{alertname}}").textFormat(text).tagKeys("severity,service,objective"));
}

/** Plain data with its keys in order, so that equal boards are equal text; what JSON cannot hold is left out. */
function ordered(value: unknown): Json {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value === "object" && value !== null) {
    const kept = Object.entries(value).filter(([, inner]) => inner !== undefined && typeof inner !== "function");
    return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, ordered(inner)]));
  }
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}
