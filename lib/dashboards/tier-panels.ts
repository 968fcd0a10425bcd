import { quantityInWords, RECORDED } from "../model/conventions.ts";
import { unitOfIndicator } from "../model/indicator.ts";
import type { Objective } from "../model/objective.ts";
import type { Comparison } from "../model/tier.ts";
import { print } from "../promql/print.ts";
import type { Threshold } from "./board.ts";
import { type Compared, comparedIn } from "./compared.ts";
import { type DraftValues, timeseries } from "./draft.ts";
import { fixed, OF_RECORDED, recorded } from "./queries.ts";
import type { BoardAlert, BoardRecording } from "./source.ts";
import { ofTarget, thresholdsOf } from "./thresholds.ts";
import type { View } from "./view.ts";
import { byLabels, measured, titleOf } from "./words.ts";

/** What the threshold alerts of an objective compare, one panel for each measurement, with all its thresholds. */
export function tierPanels(objective: Objective, alerts: readonly BoardAlert[], view: View): readonly DraftValues[] {
  const kept = keptLabels(objective);
  return [...measurements(alerts)].map(([name, { compared, alerts: same }]) => {
    const range = /:(?:rate|avg)(\w+)$/.exec(compared.values[0] === undefined ? "" : recordedIn(name))?.[1];
    return timeseries({
      title: `${titleOf(objective.name)}${range === undefined ? "" : ` over ${range}`}`,
      description: `The ${measured(objective)}, as the alerts compare it.${targetInWords(objective)}`,
      unit: unitOfIndicator(objective.indicator),
      queries: compared.values.map((value) => fixed(value, byLabels(kept, objective.name))),
      thresholds: [...thresholdsOf(same, view), ...targetOf(objective, same, view)],
      waivers: OF_RECORDED,
    });
  });
}

/** Labels that an objective keeps, by which its series differ. */
export function keptLabels({ indicator }: Objective): readonly string[] {
  return indicator.kind === "up" ? [] : (indicator.by ?? []);
}

interface Measurement {
  readonly compared: Compared;
  readonly alerts: readonly BoardAlert[];
}

/** Threshold alerts by what they compare. */
function measurements(alerts: readonly BoardAlert[]): ReadonlyMap<string, Measurement> {
  const found = new Map<string, Measurement>();
  for (const alert of alerts) {
    const compared = alert.origin.kind === "tier" ? comparedIn(alert.expression) : undefined;
    if (compared === undefined) continue;
    const key = compared.values.map(print).join("\n");
    found.set(key, { compared, alerts: [...(found.get(key)?.alerts ?? []), alert] });
  }
  return found;
}

/** Name of the first recorded series in a text. */
function recordedIn(text: string): string {
  return /objective:[\w:]+/.exec(text)?.[0] ?? "";
}

function targetInWords({ target, over }: Objective): string {
  return target === undefined || over !== undefined ? "" : ` The target is ${quantityInWords(target)}.`;
}

/** The target of an objective without a budget, on the side on which its alerts see something wrong. */
function targetOf({ target, over }: Objective, alerts: readonly BoardAlert[], view: View): readonly Threshold[] {
  if (target === undefined || over !== undefined) return [];
  const origin = alerts[0]?.origin;
  const side: Comparison = origin?.kind === "tier" ? origin.tier.comparison : "above";
  return [ofTarget(target.value, side, view)];
}

/** Events behind an objective: all of them and the bad ones, per second. */
export function trafficPanels(objective: Objective, recordings: readonly BoardRecording[]): readonly DraftValues[] {
  const kept = keptLabels(objective);
  const first = (prefix: string): BoardRecording | undefined =>
    recordings.find(({ record }) => record.startsWith(prefix));
  const events = first(RECORDED.events(""));
  const bad = first(RECORDED.badEvents(""));
  if (events === undefined) return [];
  return [
    timeseries({
      title: "Traffic",
      description: "Events per second as the rules record them: all, and the bad ones. Few events make ratios jump.",
      unit: "per-second",
      queries: [
        fixed(recorded(events), `${byLabels(kept, "")} all`.trim()),
        ...(bad === undefined ? [] : [fixed(recorded(bad), `${byLabels(kept, "")} bad`.trim())]),
      ],
      least: 0,
      waivers: OF_RECORDED,
    }),
  ];
}
