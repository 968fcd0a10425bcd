import { tidy } from "../core/decimal.ts";
import { BOARDS, RECORDED, windowName } from "../model/conventions.ts";
import type { Expression, Matcher, VectorSelector } from "../promql/ast.ts";
import { and, avg, div, eq, metric, mul, or, re, sub } from "../promql/build.ts";
import type { Board } from "./board.ts";
import { type DraftText, type DraftValues, graphs, stat, table, text, timeseries } from "./draft.ts";
import { alertMarks, firingByService, firingNow } from "./firing.ts";
import { boardOf } from "./frame.ts";
import { togetherPanels } from "./objective-panel.ts";
import { fixed, OF_EXPORTER, OF_RECORDED } from "./queries.ts";
import { MOST_LISTED } from "./size.ts";
import type { View } from "./view.ts";
import { cell, tableOf } from "./words.ts";

/** A day, in which most of what a shift asks about happened. Units: seconds. */
const SHOWS = 86_400;

/** The board of a whole system: which promise is in danger, which alert fires, which target is gone, and where to go. */
export function overviewBoard(others: readonly { readonly name: string; readonly title: string }[], view: View): Board {
  const identity = { system: view.system.name };
  const budgets = budgetsIn(view);
  return boardOf(
    {
      name: BOARDS.overview,
      title: `${view.title} / Overview`,
      subject: { kind: "overview" },
      path: "",
      about: `All of ${view.title}: the objectives with what is left of their budgets, the alerts that fire, and the targets that answer.`,
      more: [
        "Begin with what fires. Its service's board says what users notice, the objective's board which pod it is, the alert's page what to do.",
      ],
      annotations: [alertMarks(identity)],
      shows: SHOWS,
    },
    [
      { title: "Now", panels: [firingNow(identity, view), ...targets(view)], perLine: 2, height: 5 },
      graphs("Objectives", budgets.table, 1),
      graphs("Over time", [
        ...budgets.graphs,
        ...togetherPanels(identity, view.owners, view),
        firingByService(alerted(view), identity),
      ]),
      graphs("Boards", [boards(others, view)], 1),
    ],
    view,
  );
}

/** Services and dependencies that have alerts. */
function alerted(view: View): readonly string[] {
  return view.owners.filter(({ name }) => view.alertsOf(name).length > 0).map(({ name }) => name);
}

function targets(view: View): readonly DraftValues[] {
  // One query for all scrapes that differ in their job only.
  const jobs = new Map<string, { readonly others: readonly Matcher[]; readonly jobs: Set<string> }>();
  for (const owner of view.owners) {
    if (owner.scrape === undefined) continue;
    const others = view.targets(owner).matchers.filter(({ label }) => label !== "job");
    const key = JSON.stringify(others);
    const same = jobs.get(key) ?? { others, jobs: new Set() };
    same.jobs.add(owner.scrape.job);
    jobs.set(key, same);
  }
  if (jobs.size === 0) return [];
  return [
    stat({
      title: "Targets that answer",
      description: "Share of the targets of each job that answer their scrape.",
      unit: "ratio",
      queries: [...jobs.values()].map(({ others, jobs: names }) => {
        const job = names.size === 1 ? eq("job", [...names].join("")) : re("job", [...names].join("|"));
        return fixed(avg(metric("up", [job, ...others]), { by: ["job"] }), "{{job}}");
      }),
      least: 0,
      most: 1,
      waivers: OF_EXPORTER,
    }),
  ];
}

interface Budgets {
  readonly table: readonly DraftValues[];
  readonly graphs: readonly DraftValues[];
}

/** What identifies an objective on every series that its rules record. */
const IDENTITY = ["system", "service", "objective"];

function budgetsIn(view: View): Budgets {
  const of = (name: string): VectorSelector => metric(name, [eq("system", view.system.name)]);
  const windows = fastestWindows(view);
  const known = view.owners.some(({ objectives }) => objectives.some(({ over }) => over !== undefined));
  if (!known) return { table: [], graphs: [] };
  const left = of(RECORDED.budgetRemaining);
  const target = of(RECORDED.target("ratio"));
  const matching = { on: IDENTITY, groupLeft: [] };
  const attained = sub(1, mul(sub(1, left), sub(1, target), matching));
  const [first, ...others] = windows.map((window) => div(of(RECORDED.errorRatio(window)), sub(1, target), matching));
  const burning: Expression | undefined =
    first === undefined ? undefined : others.reduce((a, b): Expression => or(a, b), first as Expression);
  const spent = { value: 0, comparison: "below", rank: view.rankOf(undefined), of: "budget" } as const;
  const legend = "{{service}} {{objective}}";
  return {
    table: [
      table({
        title: "What is left of each budget",
        description:
          "Every objective that has a budget: what is promised, what is attained in the window so far, and what is left.",
        unit: "ratio",
        queries: [
          fixed(and(target, left, { on: IDENTITY }), "Promised"),
          fixed(attained, "Attained"),
          { ...fixed(left, "Budget left") },
          ...(burning === undefined ? [] : [{ ...fixed(burning, "Burn rate"), unit: "count" as const }]),
        ],
        thresholds: [{ ...spent, query: "C" }],
        waivers: OF_RECORDED,
      }),
    ],
    graphs: [
      timeseries({
        title: "Budget left",
        description: "Share of each error budget that is not spent yet. Below 0 the objective is missed.",
        unit: "ratio",
        queries: [fixed(left, legend)],
        thresholds: [spent],
        most: 1,
        waivers: OF_RECORDED,
      }),
      ...(burning === undefined
        ? []
        : [
            timeseries({
              title: `Burn rate over ${windows.join(" or ")}`,
              description:
                "How many times faster than it lasts each budget is spent, over the window of its most urgent alert.",
              unit: "count",
              queries: [fixed(burning, legend)],
              least: 0,
              waivers: OF_RECORDED,
            }),
          ]),
    ],
  };
}

/** Long windows of the fastest burn-rate alert of each objective, each once, the shortest first. */
function fastestWindows(view: View): readonly string[] {
  const found = new Set<number>();
  for (const { name } of view.owners) {
    const seen = new Set<unknown>();
    for (const { origin } of view.alertsOf(name)) {
      if (origin.kind !== "burn-rate" || seen.has(origin.objective)) continue;
      seen.add(origin.objective);
      found.add(tidy(origin.tier.long.value));
    }
  }
  return [...found].sort((a, b) => a - b).map(windowName);
}

function boards(others: readonly { readonly name: string; readonly title: string }[], view: View): DraftText {
  const rows = others.slice(0, MOST_LISTED).map(({ name, title }) => {
    const { url } = view.board(name, title);
    return [`[${cell(title)}](${url})`];
  });
  return text(
    "Where to go",
    "The other boards of the system.",
    `${tableOf(["Board"], rows)}\n\nAll of them are in the list at the top.`,
  );
}
