import { describe, expect, it } from "vitest";
import { compile } from "../../../lib/compile/compile.ts";
import { boardsOf } from "../../../lib/compile/dashboards.ts";
import { type Board, LINTER_RULES, type LinterRule, panelsOf } from "../../../lib/dashboards/board.ts";
import { renderBoard } from "../../../lib/dashboards/render.ts";
import type { System } from "../../../lib/index.ts";
import { type DashboardJson, isObject } from "../../../lib/prove/dashboards/dashboard-json.ts";
import { lintDashboard } from "../../../lib/prove/dashboards/lint.ts";
import { alecs } from "../../../stacks/alecs/system.ts";
import { systems } from "../../../stacks/index.ts";
import { isFullRun } from "../../support/promtool.ts";

/** Units of Grafana by their names in its list (https://github.com/grafana/grafana, packages/grafana-data valueFormats). */
const UNITS: ReadonlySet<string> = new Set(
  "percentunit percent s ms bytes decbytes binBps Bps reqps ops short none dateTimeAsIso cps".split(" "),
);

const judged = isFullRun ? systems : [alecs];

describe.each(judged.map((system) => [system.name, system] as const))(
  "the 17 rules of the linter on %s",
  (_, system) => {
    it("hold on every dashboard but where a waiver gives the reason, and no waiver is left over", () => {
      const boards = boardsFor(system);
      expect(boards.length).toBeGreaterThan(10);
      for (const board of boards) {
        const found = lintDashboard(rendered(board), UNITS).map(({ rule, panel = "" }) => `${rule} ${panel}`);
        const waived = [
          ...board.waivers.map(({ rule }) => `${rule} `),
          ...panelsOf(board).flatMap(({ title, waivers }) => waivers.map(({ rule }) => `${rule} ${title}`)),
        ];
        expect([...new Set(found)].sort(), board.title).toEqual([...new Set(waived)].sort());
      }
    });
  },
);

/** The smallest dashboard on which all rules hold. */
const GOOD = {
  editable: false,
  templating: {
    list: [
      { type: "datasource", name: "datasource", label: "Data source", query: "prometheus" },
      choice("job", "label_values(up, job)"),
      choice("instance", 'label_values(up{job=~"$job"}, instance)'),
    ],
  },
  panels: [panel({})],
} satisfies DashboardJson;

function choice(name: string, query: string) {
  const datasource = { type: "prometheus", uid: "$datasource" };
  return { type: "query", name, query, datasource, multi: true, allValue: ".+", refresh: 2 };
}

function panel(
  differs: DashboardJson,
  expr = 'sum(rate(x_total{job=~"$job",instance=~"$instance"}[$__rate_interval]))',
) {
  return {
    type: "timeseries",
    title: "Requests",
    description: "how many",
    datasource: { type: "prometheus", uid: "$datasource" },
    fieldConfig: { defaults: { unit: "reqps" } },
    targets: [{ expr }],
    ...differs,
  };
}

const asking = (expr: string): DashboardJson => ({ ...GOOD, panels: [panel({}, expr)] });
const without = (index: number): DashboardJson => ({
  ...GOOD,
  templating: { list: GOOD.templating.list.filter((_, place) => place !== index) },
});
const changed = (differs: DashboardJson): DashboardJson => ({
  ...GOOD,
  templating: { list: GOOD.templating.list.map((one) => (one.name === "job" ? { ...one, ...differs } : one)) },
});

/** For each rule that can be broken a dashboard that breaks it and no other. */
const BAD: readonly (readonly [LinterRule, DashboardJson])[] = [
  ["uneditable-dashboard", { ...GOOD, editable: true }],
  ["template-datasource", without(0)],
  ["template-job", without(1)],
  ["template-instance", without(2)],
  ["template-job", changed({ multi: false })],
  ["template-label-promql", changed({ query: "label_values(up{, job)" })],
  ["template-on-time-change-reload", changed({ refresh: 1 })],
  ["panel-datasource", { ...GOOD, panels: [panel({ datasource: { type: "prometheus", uid: "prod" } })] }],
  ["panel-title-description", { ...GOOD, panels: [panel({ description: "" })] }],
  ["panel-units", { ...GOOD, panels: [panel({ fieldConfig: { defaults: { unit: "requests" } } })] }],
  ["panel-no-targets", { ...GOOD, panels: [panel({ targets: [] })] }],
  ["target-promql", asking("sum(rate(x_total[$__rate_interval])")],
  ["target-rate-interval", asking('rate(x_total{job=~"$job",instance=~"$instance"}[5m])')],
  ["target-job", asking('rate(x_total{instance=~"$instance"}[$__rate_interval])')],
  ["target-instance", asking('rate(x_total{job=~"$job"}[$__rate_interval])')],
  ["target-counter-agg", asking('sum(x_total{job=~"$job",instance=~"$instance"})')],
];

describe("the rules of the linter", () => {
  it("all hold on a small dashboard that was written by them", () => {
    expect(lintDashboard(GOOD, UNITS)).toEqual([]);
  });

  it.each(BAD)("%s finds the one thing that is wrong", (rule, dashboard) => {
    expect(lintDashboard(dashboard, UNITS).map((finding) => finding.rule)).toEqual([rule]);
  });

  it("are all tried, but for the two about LogQL, which no dashboard asks", () => {
    const tried = new Set(BAD.map(([rule]) => rule));
    expect(LINTER_RULES.filter((rule) => !tried.has(rule))).toEqual(["target-logql", "target-logql-auto"]);
  });
});

function boardsFor(system: System): readonly Board[] {
  const { groups } = compile(system);
  return boardsOf({ system, groups: () => groups });
}

function rendered(board: Board): DashboardJson {
  const json = renderBoard(board);
  if (!isObject(json)) throw new Error("a dashboard is an object");
  return json;
}
