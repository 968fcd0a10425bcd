import { toYaml } from "../../core/yaml.ts";
import { tally } from "../tally.ts";
import { chartFigure } from "./chart.ts";
import { type Html, html } from "./html.ts";
import { firesWhen, valueName } from "./promise.ts";
import { prose } from "./prose.ts";
import type { ReportedAlert } from "./reported.ts";
import { obligationsTable, tallyHtml } from "./verdicts.ts";

const KINDS = {
  "burn-rate": "burn rate",
  tier: "threshold",
  absence: "absence",
  down: "down",
  "target-down": "target down",
  condition: "condition",
} as const;

/** One alert, closed unless it is refuted: when it fires, its timeline, every obligation, and the rule itself. */
export function alertHtml({ proof, id, derived, rule }: ReportedAlert): Html {
  const { alert, labels, kind, results, chart } = proof;
  const counts = tally(results);
  const worlds = results.reduce((sum, result) => sum + result.worlds, 0);
  const impact = derived?.annotations.impact;
  return html`
<details class="alert" id="${id}"${counts.REFUTED > 0 ? html` open` : undefined}>
<summary><span class="name">${alert}</span> <span class="facts">${factsOf(labels, KINDS[kind])}</span> ${tallyHtml(counts)}</summary>
<div class="body">${derived === undefined ? undefined : html`<p><b>Fires when:</b> ${prose(firesWhen(derived))}</p>`}${impact === undefined ? undefined : html`<p><b>Users notice:</b> ${impact}</p>`}
${chart === undefined ? undefined : chartFigure(chart, factsOf(labels, alert), derived === undefined ? "The value" : valueName(derived), id)}
${obligationsTable(factsOf(labels, alert), results)}
<p class="note">Run on ${worlds.toLocaleString("en")} sets of series.</p>
${rule === undefined ? undefined : html`<details><summary>The rule</summary><pre tabindex="0">${toYaml(rule)}</pre></details>`}</div></details>`;
}

/** `critical · P1 · burn rate · 1h / 5m` */
function factsOf(
  { severity, priority, long_window: long, short_window: short }: ReportedAlert["proof"]["labels"],
  what: string,
): string {
  const windows = long === undefined ? undefined : `${long} / ${short}`;
  return [what, severity, priority, windows].filter((fact) => fact !== undefined && fact !== "").join(" · ");
}
