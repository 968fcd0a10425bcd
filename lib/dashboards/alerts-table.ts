import { percent } from "../core/quantity.ts";
import { comparisonInWords, quantityInWords, windowName } from "../model/conventions.ts";
import { comparedIn } from "./compared.ts";
import { type DraftText, text } from "./draft.ts";
import type { BoardAlert } from "./source.ts";
import type { View } from "./view.ts";
import { cell, tableOf } from "./words.ts";

/** What fires when, and where the page stands that says what to do. */
export function alertsTable(alerts: readonly BoardAlert[], view: View): DraftText {
  const rows = alerts.map((alert) => {
    const { severity = "", priority } = alert.labels;
    const name = `[${alert.alert}](${alert.annotations.runbook_url ?? ""})`;
    const level =
      priority === undefined || priority === "" || priority === severity ? severity : `${severity} (${priority})`;
    return [name, cell(level), cell(firesWhen(alert))];
  });
  return text(
    "What fires when",
    "The alerts behind this board. The name leads to the page that says what to do.",
    tableOf([`Alert of ${view.title}`, "Severity", "Fires when"], rows),
  );
}

/** When an alert fires, with the numbers of its rule. */
export function firesWhen({ origin, expression, for: pending }: BoardAlert): string {
  const waits = pending === 0 ? "" : `, for ${windowName(pending)}`;
  switch (origin.kind) {
    case "burn-rate": {
      const { long, short, factor } = origin.tier;
      const [limit] = comparedIn(expression)?.limits ?? [];
      const share = limit === undefined ? "" : `more than ${quantityInWords(percent(limit.value * 100))} bad `;
      return `${share}over ${windowName(long.value)} and over ${windowName(short.value)} (burn rate ${factor})${waits}`;
    }
    case "tier": {
      const { comparison, threshold, over } = origin.tier;
      const factor = origin.objective.lowTraffic?.kind === "widenedWindows" ? origin.objective.lowTraffic.factor : 1;
      const range = over === undefined ? "" : ` over ${windowName(over.value * factor)}`;
      return `${comparisonInWords(comparison, threshold)}${range}${waits}`;
    }
    case "absence":
      return `its series are missing although targets answer${waits}`;
    case "down":
      return `no target answers its scrape${waits}`;
    case "target-down":
      return `one target does not answer its scrape${waits}`;
    case "condition":
      return `${origin.condition.means.replace(/\.$/, "")}${waits}`;
  }
}
