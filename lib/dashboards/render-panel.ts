import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  ReduceDataOptionsBuilder,
  SortOrder,
  TooltipDisplayMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from "@grafana/grafana-foundation-sdk/common";
import {
  type DashboardLink,
  DashboardLinkBuilder,
  DashboardLinkType,
  type Panel as GrafanaPanel,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { DataqueryBuilder, PromQueryFormat } from "@grafana/grafana-foundation-sdk/prometheus";
import { PanelBuilder as StatBuilder } from "@grafana/grafana-foundation-sdk/stat";
import { PanelBuilder as TableBuilder } from "@grafana/grafana-foundation-sdk/table";
import { PanelBuilder as TextBuilder, TextMode } from "@grafana/grafana-foundation-sdk/text";
import { PanelBuilder as TimeseriesBuilder } from "@grafana/grafana-foundation-sdk/timeseries";
import type { Link, Panel, Query, TextPanel, Threshold, ValuePanel } from "./board.ts";
import { stepsOf } from "./steps.ts";
import { axisLabel, grafanaUnit } from "./units.ts";

/** The data source that is chosen at the top of a board. */
export const DATA_SOURCE = { type: "prometheus", uid: "$datasource" };

/** What every kind of panel builder of the SDK can do. */
type Builder = StatBuilder | TableBuilder | TimeseriesBuilder;

/** A panel as Grafana's SDK builds it. */
export function renderPanel(panel: Panel): GrafanaPanel {
  if (panel.kind === "text") return renderText(panel);
  switch (panel.kind) {
    case "stat":
      return withValues(statBuilder(), panel).build();
    case "table":
      return withColumns(withValues(new TableBuilder(), panel), panel).build();
    case "timeseries":
      return withValues(timeseriesBuilder(panel), panel).build();
  }
}

function renderText({ id, title, description, gridPos, links, markdown }: TextPanel): GrafanaPanel {
  const builder = new TextBuilder()
    .id(id)
    .title(title)
    .description(description)
    .gridPos({ ...gridPos });
  if (links.length > 0) builder.links(links.map(renderLink));
  return builder.mode(TextMode.Markdown).content(markdown).build();
}

function statBuilder(): StatBuilder {
  return new StatBuilder()
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(["lastNotNull"]).fields("").values(false))
    .colorMode(BigValueColorMode.Value)
    .graphMode(BigValueGraphMode.None)
    .textMode(BigValueTextMode.ValueAndName);
}

function timeseriesBuilder({ thresholds, unit }: ValuePanel): TimeseriesBuilder {
  const builder = new TimeseriesBuilder()
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true)
        .calcs([]),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
    .thresholdsStyle(
      new GraphThresholdsStyleConfigBuilder().mode(
        thresholds.length === 0 ? GraphThresholdsStyleMode.Off : GraphThresholdsStyleMode.Dashed,
      ),
    );
  const label = axisLabel(unit);
  return label === undefined ? builder : builder.axisLabel(label);
}

function withValues<B extends Builder>(builder: B, panel: ValuePanel): B {
  const { id, title, description, gridPos, links, unit, perSecond, queries, thresholds, interval, least, most } = panel;
  builder
    .id(id)
    .title(title)
    .description(description)
    .gridPos({ ...gridPos })
    .datasource({ ...DATA_SOURCE });
  builder
    .unit(grafanaUnit(unit, perSecond))
    .thresholds(renderThresholds(thresholds.filter(({ query }) => query === undefined)));
  for (const query of queries) builder.withTarget(renderQuery(query, panel.kind === "table"));
  for (const [query, own] of byQuery(thresholds)) {
    builder.overrideByQuery(query, [{ id: "thresholds", value: renderThresholds(own).build() }]);
  }
  if (links.length > 0) builder.links(links.map(renderLink));
  if (interval !== undefined) builder.interval(`${interval}s`);
  if (least !== undefined) builder.min(least);
  if (most !== undefined) builder.max(most);
  return builder;
}

function byQuery(thresholds: readonly Threshold[]): ReadonlyMap<string, readonly Threshold[]> {
  const names = [...new Set(thresholds.flatMap(({ query }) => query ?? []))];
  return new Map(names.map((name) => [name, thresholds.filter(({ query }) => query === name)]));
}

/** One table from the answers of all queries: what they share in lines, each query a column under its name. */
function withColumns(builder: TableBuilder, { queries }: ValuePanel): TableBuilder {
  const columns = queries.map(({ refId, legend }) => [`Value #${refId}`, legend]);
  for (const { refId, unit } of queries) {
    if (unit === undefined) continue;
    builder.overrideByQuery(refId, [{ id: "unit", value: grafanaUnit(unit) }]);
  }
  return builder
    .withTransformation({
      id: "filterFieldsByName",
      // Lines are joined by all that is equal in them; time and name of the series differ, the system never does.
      options: { include: { pattern: "^(?!(?:Time|__name__|system)$).*$" } },
    })
    .withTransformation({ id: "merge", options: {} })
    .withTransformation({ id: "organize", options: { renameByName: Object.fromEntries(columns) } });
}

function renderQuery({ refId, text, legend, instant }: Query, asTable: boolean): DataqueryBuilder {
  const query = new DataqueryBuilder()
    .refId(refId)
    .expr(text)
    .legendFormat(legend)
    .datasource({ ...DATA_SOURCE });
  if (asTable) query.format(PromQueryFormat.Table);
  return instant ? query.instant() : query.range();
}

function renderThresholds(thresholds: readonly Threshold[]): ThresholdsConfigBuilder {
  return new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps(stepsOf(thresholds).map((step) => ({ ...step })));
}

/** A link; to another board it takes the time range along, to a page it opens a tab. */
export function renderLink({ title, to, url }: Link): Built<DashboardLink> {
  const link = new DashboardLinkBuilder(title).type(DashboardLinkType.Link).url(url);
  return inSight(to === "board" ? link.keepTime(true).includeVars(true) : link.targetBlank(true));
}

/** What the SDK asks for where it takes a builder. */
export interface Built<T> {
  build(): T;
}

/** The SDK puts links and annotations into a menu by default; nobody who is paged opens one. */
export function inSight<T extends { placement?: unknown }>(builder: Built<T>): Built<Omit<T, "placement">> {
  return {
    build: () => {
      const { placement: _, ...rest } = builder.build();
      return rest;
    },
  };
}
