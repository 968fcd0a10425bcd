import type { Unit } from "../core/quantity.ts";
import { countsEvents } from "../model/check/walk.ts";
import { RECORDED } from "../model/conventions.ts";
import { unitOfIndicator } from "../model/indicator.ts";
import type { Objective } from "../model/objective.ts";
import { eq, metric } from "../promql/build.ts";
import { budgetGraphs } from "./budget-panels.ts";
import { type DraftValues, timeseries } from "./draft.ts";
import { fixed, OF_RECORDED } from "./queries.ts";
import { keptLabels, tierPanels, trafficPanels } from "./tier-panels.ts";
import { type Owner, runbookLinks, type View } from "./view.ts";
import { titleOf } from "./words.ts";

/** The one panel that tells how an objective is doing, with a link to its board. */
export function objectivePanel(objective: Objective, owner: Owner, view: View): DraftValues | undefined {
  const alerts = view.alertsOf(owner.name, objective.name);
  const recordings = view.recordingsOf(owner.name, objective.name);
  const target = countsEvents(objective.indicator) ? objective.target?.value : undefined;
  const [first] = [
    ...tierPanels(objective, alerts, view),
    ...(target === undefined
      ? []
      : budgetGraphs({ view, objective, target, recordings, alerts, kept: keptLabels(objective) }).slice(1)),
    ...trafficPanels(objective, recordings),
  ];
  if (first === undefined) return undefined;
  const title = first.title.startsWith(titleOf(objective.name))
    ? first.title
    : `${titleOf(objective.name)}: ${first.title.toLowerCase()}`;
  const board = view.objectiveBoard(owner.name, objective.name);
  return { ...first, title, links: [board, ...runbookLinks(alerts)] };
}

/** How all objectives are doing, where they are too many for a panel each: one panel for each recorded series. */
export function togetherPanels(
  labels: Readonly<Record<string, string>>,
  owners: readonly Owner[],
  view: View,
): readonly DraftValues[] {
  const legend = "service" in labels ? "{{objective}}" : "{{service}} {{objective}}";
  const matchers = Object.entries(labels).map(([label, value]) => eq(label, value));
  const panel = (title: string, unit: Unit, names: ReadonlySet<string>, description: string): readonly DraftValues[] =>
    names.size === 0
      ? []
      : [
          timeseries({
            title,
            description,
            unit,
            queries: [...names].map((name) =>
              fixed(metric(name, matchers), names.size === 1 ? legend : `${legend} ${rangeOf(name)}`.trim()),
            ),
            waivers: OF_RECORDED,
          }),
        ];
  const bad = new Set<string>();
  const values = new Map<Unit, Set<string>>();
  for (const owner of owners) {
    for (const { name, indicator } of owner.objectives) {
      const names = view.recordingsOf(owner.name, name).map(({ record }) => record);
      if (countsEvents(indicator)) {
        const first = names.find((record) => record.startsWith(RECORDED.errorRatio("")));
        if (first !== undefined) bad.add(first);
        continue;
      }
      const unit = unitOfIndicator(indicator);
      const same = values.get(unit) ?? new Set<string>();
      values.set(unit, same);
      for (const record of names) if (record.startsWith(RECORDED.value(unit, ""))) same.add(record);
    }
  }
  return [
    ...panel(
      "Bad share",
      "ratio",
      bad,
      "Share of bad events or moments over the shortest window, of every objective that counts them.",
    ),
    ...[...values].flatMap(([unit, names]) =>
      panel(`Values in ${unit}`, unit, names, `Objectives that are measured in ${unit}, as their rules record them.`),
    ),
  ];
}

function rangeOf(name: string): string {
  return /:(?:rate|avg)(\w+)$/.exec(name)?.[1] ?? "";
}
