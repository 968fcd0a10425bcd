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
<div class="scroll" tabindex="0" role="region" aria-label="Verdicts by system"><table><caption>Verdicts by system</caption><thead><tr><th scope="col">System<th scope="col" class="number">Alerts<th scope="col" class="number">Proved<th scope="col" class="number">Refuted<th scope="col" class="number">Not covered</thead><tbody>${systems.map(systemRow)}</tbody></table></div>
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

/** Where one obligation came to the same words. */
interface Concern {
  readonly result: ObligationResult;
  readonly places: Html[];
}

/** Obligations of one verdict; those that say the same stand together, the most frequent first. */
function concerns(heading: string, verdict: Verdict, systems: readonly ReportedSystem[]): Html | undefined {
  const byWords = new Map<string, Concern>();
  const add = (result: ObligationResult, place: Html) => {
    if (result.verdict !== verdict) return;
    const key = JSON.stringify([result.obligation, result.says]);
    const known = byWords.get(key) ?? { result, places: [] };
    known.places.push(place);
    byWords.set(key, known);
  };
  for (const reported of systems) {
    const { system, proof } = reported;
    for (const { proof: alert, id } of reportedGroups(reported).flatMap(({ alerts }) => alerts)) {
      for (const result of alert.results) add(result, html`<a href="#${id}">${nameOf(alert)}</a>`);
    }
    for (const { owner, objective, results } of proof.objectives) {
      for (const result of results) add(result, html`<a href="#${system.name}-windows">${owner} · ${objective}</a>`);
    }
    for (const result of proof.bundle) add(result, html`<a href="#${system.name}-bundle">${system.name}</a>`);
  }
  if (byWords.size === 0) return undefined;
  const sorted = [...byWords.values()].sort((a, b) => b.places.length - a.places.length);
  return html`<h3>${heading}</h3><ul class="concerns">${sorted.map(
    ({ result, places }) => html`
<li><b>${headingOf(result.obligation)}</b>: ${saysHtml(result.says)} ${placesHtml(places)}`,
  )}</ul>`;
}

/** Places one by one up to three, else behind their number. */
function placesHtml(places: readonly Html[]): Html {
  const list = places.map((place, index) => html`${index === 0 ? "" : ", "}${place}`);
  if (places.length <= 3) return html`<span class="note">${list}</span>`;
  return html`<details><summary>${places.length} places</summary>${list}</details>`;
}

function nameOf({ alert, labels: { severity, long_window: window } }: AlertProof): string {
  return [alert, severity, window].filter((word) => word !== undefined).join(" ");
}
