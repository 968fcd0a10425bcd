import { byUrgency, type Tally, VERDICTS } from "../tally.ts";
import type { ObligationResult, Verdict } from "../verdict.ts";
import { counterexampleHtml } from "./counterexample.ts";
import { type Html, html } from "./html.ts";
import { headingOf, prose } from "./prose.ts";

const CLASSES: Readonly<Record<Verdict, string>> = { PROVED: "p", REFUTED: "r", "NOT COVERED": "n" };

/** Signs beside the words, so that a column of verdicts can be skimmed; assistive technology reads the words alone. */
const SIGNS: Readonly<Record<Verdict, string>> = { PROVED: "✓", REFUTED: "✗", "NOT COVERED": "○" };

/** A verdict: sign, word and colour. */
export function verdictHtml(verdict: Verdict): Html {
  return html`<span class="v ${CLASSES[verdict]}"><i aria-hidden="true">${SIGNS[verdict]}</i> ${wordOf(verdict)}</span>`;
}

/** `33 proved · 1 not covered`, each in its colour; verdicts that nothing came to are left out. */
export function tallyHtml(counts: Tally): Html {
  const some = VERDICTS.filter((verdict) => counts[verdict] > 0);
  return html`<span class="tally">${some.map((verdict) => html`<span class="v ${CLASSES[verdict]}"><i aria-hidden="true">${SIGNS[verdict]}</i> ${counts[verdict].toLocaleString("en")} ${wordOf(verdict).toLowerCase()}</span> `)}</span>`;
}

/** A table of obligations with their verdicts, what needs attention first; `of` names what they are about. */
export function obligationsTable(of: string, results: readonly ObligationResult[]): Html {
  return html`<table class="obligations"><caption class="unseen">Obligations of ${of}</caption><thead><tr><th scope="col">Obligation<th scope="col">Verdict<th scope="col">What was shown</thead><tbody>${byUrgency(results).map(row)}</tbody></table>`;
}

// End tags that HTML lets one leave out are left out here: there are thousands of these rows.
function row({ obligation, verdict, says, counterexample }: ObligationResult): Html {
  return html`
<tr><th scope="row">${headingOf(obligation)}<td>${verdictHtml(verdict)}<td>${saysHtml(says)}${counterexample === undefined ? undefined : counterexampleHtml(counterexample, says)}`;
}

/** What was shown: a sentence, or a list of several. */
export function saysHtml(says: readonly string[]): Html {
  if (says.length === 1) return html`${says.map(prose)}`;
  return html`<ul>${says.map((sentence) => html`<li>${prose(sentence)}`)}</ul>`;
}

function wordOf(verdict: Verdict): string {
  return verdict.charAt(0) + verdict.slice(1).toLowerCase();
}
