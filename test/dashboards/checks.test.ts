import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkSystem } from "../../lib/compile/check.ts";
import { renderIssue } from "../../lib/core/issue.ts";
import { DASHBOARD_CODES } from "../../lib/dashboards/codes.ts";
import { type Dashboard, dashboard, hours, minutes, type Panel, type System } from "../../lib/index.ts";
import { everyKind } from "../support/shop.ts";

const panel: Panel = {
  title: "Queue",
  about: "What waits.",
  unit: "count",
  queries: [{ promql: 'sum(shop_queue_length{job="api"})', legend: "waiting" }],
};

function board(panels: readonly Panel[], name = "Shop floor"): Dashboard {
  return dashboard(name, { about: "The shop.", panels, shows: hours(6), refresh: minutes(1) });
}

function watched(...dashboards: readonly Dashboard[]): System {
  return { ...everyKind, grafana: { url: "https://grafana.example.com" }, dashboards };
}

/** Findings about dashboards, a line each. */
function found(system: System): readonly string[] {
  const codes: readonly string[] = DASHBOARD_CODES;
  return checkSystem(system)
    .filter(({ code }) => codes.includes(code))
    .map(renderIssue);
}

function asking(promql: string, unit: Panel["unit"] = "count"): readonly string[] {
  return found(watched(board([{ ...panel, unit, queries: [{ promql, legend: "" }] }])));
}

describe("a dashboard of the documents", () => {
  it("with one panel on a declared metric is not complained about", () => {
    expect(found(watched(board([panel])))).toEqual([]);
  });

  it("may read what rules record, with variables of Grafana, and with the labels of some objective", () => {
    expect(asking('objective:error_ratio:rate5m{system="shop",objective="errors"}', "ratio")).toEqual([]);
    expect(asking('sum(rate(shop_requests_total{job="api"}[$__rate_interval]))', "per-second")).toEqual([]);
    expect(asking('sum(increase(shop_requests_total{job="api",namespace="$namespace"}[$__range]))')).toEqual([]);
    expect(asking('ALERTS{system="shop"} or up{job="api"}')).toEqual([]);
  });

  it("with a query that Prometheus refuses is refused in Prometheus' words", () => {
    expect(asking("sum(shop_queue_length")).toEqual([
      "dashboards.Shop floor.panels.0.queries.0: Prometheus refuses the query: unclosed left parenthesis; " +
        "found sum(shop_queue_length; write what Prometheus takes; the variables are $namespace, $__rate_interval, " +
        "$__interval and $__range [panel-query-invalid]",
    ]);
    expect(asking("shop_queue_length[5m]")[0]).toContain("the query gives a matrix, which no panel shows");
    expect(asking("sum(shop_queue_length{$filter})")[0]).toContain("[panel-query-invalid]");
  });

  it("with a series that nobody has is refused, and the nearest name is told", () => {
    expect(asking('sum(shop_queue_lenght{job="api"})')).toEqual([
      "dashboards.Shop floor.panels.0.queries.0: no metric of this name is declared, and no rule records it; " +
        'found shop_queue_lenght{job="api"}, expected a series that a metric declares or a rule records; ' +
        "did you mean shop_queue_length? [panel-series-unknown]",
    ]);
    expect(asking('{job="api"}')[0]).toContain("[panel-series-unknown]");
    // A histogram is stored as its buckets, count and sum only.
    expect(asking('sum(shop_duration_seconds{job="api"})', "seconds")[0]).toContain("[panel-series-unknown]");
    expect(asking('objective:error_ratio:rate5m{system="shop",objective="erorrs"}', "ratio")[0]).toContain(
      "no rule records a series with these labels",
    );
  });

  it("with values in another unit than it shows is refused", () => {
    expect(asking('sum(shop_queue_length{job="api"})', "seconds")).toEqual([
      "dashboards.Shop floor.panels.0.queries.0: the values are measured in another unit than the panel shows; " +
        "found a number without a unit, expected seconds; give the panel the unit of its values, or convert them " +
        "in the query [panel-unit-mismatch]",
    ]);
    expect(asking('sum(rate(shop_requests_total{job="api"}[5m]))', "count")[0]).toContain("found events per second");
    // Histograms are in seconds here, so that milliseconds are off by a thousand.
    const p95 = 'histogram_quantile(0.95, sum by (le) (rate(shop_duration_seconds_bucket{job="api"}[5m])))';
    expect(asking(p95, "seconds")).toEqual([]);
    expect(asking(p95, "milliseconds")[0]).toContain("found seconds, expected milliseconds");
  });

  it("with the thresholds of an objective that is not there is refused, and those that are there are told", () => {
    const [issue] = found(watched(board([{ ...panel, objective: "api/erorrs" }])));
    expect(issue).toContain("dashboards.Shop floor.panels.0.objective: no objective has this name; found api/erorrs");
    expect(issue).toContain("api/errors");
  });

  it("without panels, with panels that ask for nothing, or with two of one title is refused", () => {
    expect(found(watched(board([])))).toEqual([
      "dashboards.Shop floor: the dashboard has no panel with values; give it panels, or remove it [dashboard-empty]",
    ]);
    expect(found(watched(board([{ ...panel, queries: [] }])))).toEqual([
      "dashboards.Shop floor.panels.0: the panel asks for nothing; give it a query, or remove it [panel-empty]",
    ]);
    expect(found(watched(board([panel, panel])))[0]).toContain("[panel-duplicate]");
  });

  it("with 20 panels is taken, and with 21 it is warned about", () => {
    const many = (count: number): Dashboard =>
      board(Array.from({ length: count }, (_, index) => ({ ...panel, title: `Queue ${index}` })));
    expect(found(watched(many(20)))).toEqual([]);
    expect(found(watched(many(21)))[0]).toContain("[dashboard-crowded]");
  });

  it("that no ConfigMap holds is refused", () => {
    const long = (length: number): Dashboard => board([{ ...panel, about: "x".repeat(length) }]);
    expect(found(watched(long(1_040_000)))).toEqual([]);
    expect(found(watched(long(1_048_576)))[0]).toContain("[dashboard-too-large]");
  });

  it("with the name of another one, or of one that is derived, is refused: the second would replace the first", () => {
    expect(found(watched(board([panel]), board([panel], "Shop Floor")))).toEqual([
      "dashboards.Shop Floor: two dashboards have one uid, so that the second replaces the first; " +
        "found shop-shop-floor, also of dashboards.Shop floor, expected a uid for each; rename one of them " +
        "[dashboard-duplicate]",
    ]);
    expect(found(watched(board([panel], "Overview")))[0]).toContain("[dashboard-duplicate]");
  });

  it("of a system without a Grafana is told to be unseen", () => {
    expect(found({ ...everyKind, dashboards: [board([panel])] })).toEqual([
      "dashboards.Shop floor: the system has no Grafana, so that the dashboard is not written; say under `grafana` " +
        "where it is [dashboard-unseen]",
    ]);
  });
});

describe("codes of dashboards", () => {
  it("each have one row in docs/errors.md", () => {
    const text = readFileSync(join(import.meta.dirname, "..", "..", "docs", "errors.md"), "utf8");
    expect(DASHBOARD_CODES.filter((code) => text.split(`| \`${code}\` |`).length !== 2)).toEqual([]);
  });
});
