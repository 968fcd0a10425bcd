import { complement, tidy } from "../core/decimal.ts";
import { percent } from "../core/quantity.ts";
import { quantityInWords, windowName } from "../model/conventions.ts";
import type { Objective } from "../model/objective.ts";
import { comparedIn } from "./compared.ts";
import { type DraftText, text } from "./draft.ts";
import type { BoardAlert } from "./source.ts";
import type { View } from "./view.ts";
import { tableOf } from "./words.ts";

/** Multiples of the budget's burn, from an outage to what takes half a window. */
const BURNS = [100, 50, 10, 5, 2];

/**
 * How long an objective burns before each severity is told: `long x threshold / share + for`, of the SRE workbook's chapter 5
 * (https://sre.google/workbook/alerting-on-slos/). `undefined` where no alert of that severity ever fires. Units: seconds.
 */
export function timeToFire(alerts: readonly BoardAlert[], severity: string, share: number): number | undefined {
  const times = alerts.flatMap((alert) => {
    if (alert.origin.kind !== "burn-rate" || alert.labels.severity !== severity) return [];
    const threshold = comparedIn(alert.expression)?.limits[0]?.value;
    if (threshold === undefined || share <= threshold) return [];
    return [tidy((alert.origin.tier.long.value * threshold) / share + alert.for)];
  });
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Table of how soon a burning budget is told, at several speeds; nothing for objectives without burn rates. */
export function detectionTable(objective: Objective, alerts: readonly BoardAlert[], view: View): readonly DraftText[] {
  const burning = alerts.filter(({ origin }) => origin.kind === "burn-rate");
  if (burning.length === 0 || objective.target === undefined) return [];
  const budget = complement(objective.target.value);
  const severities = [...new Set(burning.map(({ labels }) => labels.severity ?? ""))].sort(
    (a, b) => view.rankOf(a) - view.rankOf(b),
  );
  const shares = new Set(BURNS.map((burn) => Math.min(1, tidy(burn * budget))));
  const rows = [...shares].map((share) => [
    `${Number(tidy(share / budget).toPrecision(3))} x`,
    quantityInWords(percent(share * 100)),
    ...severities.map((severity) => spoken(timeToFire(burning, severity, share))),
  ]);
  const policy = objective.lowTraffic;
  const guard =
    policy?.kind === "minimumFailures" || policy?.kind === "minimumEvents"
      ? ` and ${policy.count} ${policy.kind === "minimumEvents" ? "events" : "failures"} are there`
      : "";
  return [
    text(
      "How soon it is told",
      "Time from the beginning of steady errors, after a clean window, until the alert fires.",
      [
        tableOf(["Burns the budget", "Bad events", ...severities], rows),
        "",
        `Later by at most one scrape, one evaluation and half of the recordings' range, once traffic flows${guard}.`,
      ].join("\n"),
    ),
  ];
}

function spoken(seconds: number | undefined): string {
  return seconds === undefined ? "never" : windowName(Math.max(1, Math.round(seconds)));
}
