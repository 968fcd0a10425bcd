import { complement, tidy } from "../core/decimal.ts";
import { RECORDED, windowName } from "../model/conventions.ts";
import type { Objective } from "../model/objective.ts";
import type { Expression } from "../promql/ast.ts";
import { div, mul, sub } from "../promql/build.ts";
import type { Threshold } from "./board.ts";
import { comparedIn } from "./compared.ts";
import { type DraftValues, stat, timeseries } from "./draft.ts";
import { fixed, OF_RECORDED, recorded } from "./queries.ts";
import type { BoardAlert, BoardRecording } from "./source.ts";
import { ofAlert, ofTarget, unique } from "./thresholds.ts";
import type { View } from "./view.ts";
import { byLabels } from "./words.ts";

/** An objective with a target for events, and what its rules have of it. */
export interface Budgeted {
  readonly view: View;
  readonly objective: Objective;
  /** Share of good events promised. */
  readonly target: number;
  readonly recordings: readonly BoardRecording[];
  readonly alerts: readonly BoardAlert[];
  /** Labels that tell the series of the objective apart. */
  readonly kept: readonly string[];
}

/** Panels of the newest values: attainment, budget and burn rate. */
export function budgetStats(of: Budgeted): readonly DraftValues[] {
  return [attainment(of, stat), budgetLeft(of, stat), ...burnNow(of)];
}

/** Panels over time: attainment, budget, burn rates and the shares that the rules compare. */
export function budgetGraphs(of: Budgeted): readonly DraftValues[] {
  return [attainment(of, timeseries), budgetLeft(of, timeseries), ...burnRates(of), ...errorRatios(of)];
}

function windowInWords({ over }: Objective): string {
  if (over === undefined) return "";
  return "calendar" in over ? "this month" : `over ${windowName(over.value)}`;
}

/** What `of` records under a name. */
function series(name: string, { recordings }: Budgeted): Expression | undefined {
  const found = recordings.find(({ record }) => record === name);
  return found === undefined ? undefined : recorded(found);
}

function attainment(of: Budgeted, panel: typeof stat): DraftValues {
  const { objective, target, view, kept } = of;
  return panel({
    title: `Attained ${windowInWords(objective)}${panel === timeseries ? ", over time" : ""}`,
    description: "Share of good events in the window, so far. Below the line the promise is broken.",
    unit: "ratio",
    queries: [fixed(attained(of), byLabels(kept, "attained"))],
    thresholds: [ofTarget(target, "below", view)],
    waivers: OF_RECORDED,
  });
}

/** The good share over the window: recorded as a bad share, or of a calendar month as the budget that is left. */
function attained(of: Budgeted): Expression {
  const { over } = of.objective;
  const rolling =
    over === undefined || "calendar" in over ? undefined : series(RECORDED.errorRatio(windowName(over.value)), of);
  if (rolling !== undefined) return sub(1, rolling);
  const left = series(RECORDED.budgetRemaining, of);
  return left === undefined ? sub(1, base(of)) : sub(1, mul(sub(1, left), complement(of.target)));
}

/** The bad share over the shortest window. */
function base(of: Budgeted): Expression {
  const prefix = RECORDED.errorRatio("");
  const first = of.recordings.find(({ record }) => record.startsWith(prefix));
  if (first === undefined) throw new Error(`${of.objective.name} records no share of bad events`);
  return recorded(first);
}

function budgetLeft(of: Budgeted, panel: typeof stat): DraftValues {
  const { objective, view, kept } = of;
  return panel({
    title: `Budget left ${windowInWords(objective)}${panel === timeseries ? ", over time" : ""}`,
    description: "Share of the error budget that is not spent yet. Below 0 the objective is missed.",
    unit: "ratio",
    queries: [fixed(series(RECORDED.budgetRemaining, of) ?? base(of), byLabels(kept, "left"))],
    thresholds: [{ value: 0, comparison: "below", rank: view.rankOf(undefined), of: "budget" }],
    most: 1,
    waivers: OF_RECORDED,
  });
}

interface Burning {
  readonly alert: BoardAlert;
  readonly window: string;
  readonly ratio: Expression;
  readonly factor: number;
}

/** Burn-rate alerts, each with its long window; the fastest first. */
function burning(of: Budgeted): readonly Burning[] {
  return of.alerts.flatMap((alert) => {
    if (alert.origin.kind !== "burn-rate") return [];
    const { long, factor } = alert.origin.tier;
    const window = windowName(long.value);
    const ratio = series(RECORDED.errorRatio(window), of);
    return ratio === undefined ? [] : [{ alert, window, ratio, factor }];
  });
}

function burnNow(of: Budgeted): readonly DraftValues[] {
  const [fastest] = burning(of);
  if (fastest === undefined) return [];
  return [
    stat({
      title: `Burn rate over ${fastest.window}`,
      description: "How many times faster than it lasts the budget is spent. 1 spends all of it in the window.",
      unit: "count",
      queries: [fixed(burn(fastest.ratio, of), byLabels(of.kept, "burn rate"))],
      thresholds: [factorOf(fastest, of)],
      waivers: OF_RECORDED,
    }),
  ];
}

function burn(ratio: Expression, { target }: Budgeted): Expression {
  return div(ratio, complement(target));
}

function factorOf({ alert, factor }: Burning, { view }: Budgeted): Threshold {
  return ofAlert(alert, { comparison: "above", value: tidy(factor) }, view);
}

function burnRates(of: Budgeted): readonly DraftValues[] {
  const tiers = burning(of);
  if (tiers.length === 0) return [];
  return [
    timeseries({
      title: "Burn rate",
      description:
        "How many times faster than it lasts the budget is spent, over the long window of each alert. An alert fires while its " +
        "line is above its threshold, and its short window as well.",
      unit: "count",
      queries: tiers.map(({ window, ratio, factor }) =>
        fixed(burn(ratio, of), `${byLabels(of.kept, "")} ${window} (alert above ${factor})`.trim()),
      ),
      thresholds: unique(tiers.map((tier) => factorOf(tier, of))),
      least: 0,
      waivers: OF_RECORDED,
    }),
  ];
}

/** Every window that burn-rate alerts compare, in the numbers of the rules. */
function errorRatios(of: Budgeted): readonly DraftValues[] {
  const alerts = of.alerts.filter(({ origin }) => origin.kind === "burn-rate");
  const windows = new Set(
    alerts.flatMap(({ origin }) =>
      origin.kind === "burn-rate" ? [origin.tier.short.value, origin.tier.long.value] : [],
    ),
  );
  const queries = [...windows]
    .sort((a, b) => a - b)
    .flatMap((seconds) => {
      const window = windowName(seconds);
      const ratio = series(RECORDED.errorRatio(window), of);
      return ratio === undefined ? [] : [fixed(ratio, `${byLabels(of.kept, "")} ${window}`.trim())];
    });
  if (queries.length === 0) return [];
  const limits = alerts.flatMap((alert) =>
    (comparedIn(alert.expression)?.limits ?? []).map((limit) => ofAlert(alert, limit, of.view)),
  );
  return [
    timeseries({
      title: "Bad share by window",
      description: "The recorded series that the burn-rate alerts compare, with the numbers of their rules.",
      unit: "ratio",
      queries,
      thresholds: unique(limits),
      least: 0,
      waivers: OF_RECORDED,
    }),
  ];
}
