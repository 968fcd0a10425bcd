import type { ObligationId } from "../obligation.ts";
import { resultsOf, tally } from "../tally.ts";
import type { AlertProof, ObligationResult, Verdict } from "../verdict.ts";
import { type Html, html } from "./html.ts";
import { headingOf } from "./prose.ts";
import { type ReportedSystem, reportedGroups } from "./reported.ts";
import { saysHtml, tallyHtml } from "./verdicts.ts";

/** What a reviewer with five minutes reads: the counts of each system, what is refuted, what is not covered and why. */
export function overviewHtml(systems: readonly ReportedSystem[]): Html {
  const counts = tally(systems.flatMap(({ proof }) => resultsOf(proof)));
  const refuted = counts.REFUTED;
  const claim =
    refuted === 0
      ? "Nothing is refuted."
      : `${refuted.toLocaleString("en")} ${refuted === 1 ? "obligation is" : "obligations are"} refuted.`;
  return html`
<section id="overview" class="context" aria-labelledby="overview-h"><h2 id="overview-h">${claim}</h2>
<p>${tallyHtml(counts)}</p>
<div class="scroll" tabindex="0" role="group" aria-label="Verdicts by system"><table><caption>Verdicts by system</caption><thead><tr><th scope="col">System<th scope="col" class="number">Alerts<th scope="col" class="number">Proved<th scope="col" class="number">Refuted<th scope="col" class="number">Not covered</thead><tbody>${systems.map(systemRow)}</tbody></table></div>
${concerns("Refuted", "REFUTED", systems)}
${concerns("Not covered, and why", "NOT COVERED", systems)}
<details><summary>What the verdicts mean</summary>
<p><b>Proved</b>: the rules as they are emitted were run over series made for the obligation. At every evaluation each alert was in the state, and each recording at the value, that arithmetic on the model predicts; and what the model predicts is what the obligation asks. Where no series are needed, it follows from the rules as they are written.</p>
<p><b>Refuted</b>: at some evaluation they differ, or the model itself promises what the obligation forbids. The series are shown, with a promtool test that fails on them.</p>
<p><b>Not covered</b>: it was not shown, for the reason that is given.</p></details>
</section>`;
}

function systemRow({ system, proof }: ReportedSystem): Html {
  const counts = tally(resultsOf(proof));
  const numbers = [proof.alerts.length, counts.PROVED, counts.REFUTED, counts["NOT COVERED"]];
  return html`
<tr><th scope="row"><a href="#${system.name}">${system.title ?? system.name}</a>${numbers.map((number) => html`<td class="number">${number.toLocaleString("en")}`)}`;
}

/** Obligations that came to the same words, and where. */
interface Concern {
  readonly says: readonly string[];
  readonly obligations: Set<ObligationId>;
  /** Links, by where they lead and what they are called. */
  readonly places: Map<string, Html>;
}

/** Obligations of one verdict; those that say the same stand together, the most frequent first. */
function concerns(heading: string, verdict: Verdict, systems: readonly ReportedSystem[]): Html | undefined {
  const byWords = new Map<string, Concern>();
  for (const { result, place, name } of systems.flatMap(placed)) {
    if (result.verdict !== verdict) continue;
    const key = JSON.stringify(result.says);
    const known = byWords.get(key) ?? { says: result.says, obligations: new Set(), places: new Map() };
    known.obligations.add(result.obligation);
    known.places.set(`${place} ${name}`, html`<a href="#${place}">${name}</a>`);
    byWords.set(key, known);
  }
  if (byWords.size === 0) return undefined;
  const sorted = [...byWords.values()].sort((a, b) => sizeOf(b) - sizeOf(a));
  return html`<h3>${heading}</h3><ul class="concerns">${sorted.map(
    ({ says, obligations, places }) => html`
<li>${listed([...obligations].map(headingOf), "obligations", "; ")}<div>${saysHtml(says)}</div>${listed([...places.values()], "places", ", ")}`,
  )}</ul>`;
}

function sizeOf({ obligations, places }: Concern): number {
  return obligations.size * places.size;
}

/** A result, and the part of the report that has it. */
interface Placed {
  readonly result: ObligationResult;
  /** Id of the part. */
  readonly place: string;
  readonly name: string;
}

function placed(reported: ReportedSystem): readonly Placed[] {
  const { system, proof } = reported;
  const put = (results: readonly ObligationResult[], place: string, name: string) =>
    results.map((result): Placed => ({ result, place, name }));
  const alerts = reportedGroups(reported).flatMap((group) => group.alerts);
  return [
    ...alerts.flatMap(({ proof: alert, id }) => put(alert.results, id, nameOf(alert))),
    ...proof.objectives.flatMap(({ owner, objective, results }) =>
      put(results, `${system.name}-windows`, `${owner} · ${objective}`),
    ),
    ...put(proof.bundle, `${system.name}-bundle`, system.name),
  ];
}

/** One by one up to three, else behind their number. */
function listed(items: readonly Html[], what: "obligations" | "places", between: string): Html {
  const list = items.map((item, index) => html`${index === 0 ? "" : between}${item}`);
  if (items.length <= 3) return html`<span class="${what === "obligations" ? "asked" : "note"}">${list}</span>`;
  return html`<details><summary>${items.length} ${what}</summary>${list}</details>`;
}

function nameOf({ alert, labels: { severity, long_window: window } }: AlertProof): string {
  return [alert, severity, window].filter((word) => word !== undefined).join(" ");
}
