import type { Counterexample, Moment } from "../verdict.ts";
import { type Html, html } from "./html.ts";
import { moment } from "./value.ts";

/**
 * What went wrong, unless it was `said` already, the evaluations around it, the series that show it, and the promtool test
 * to paste.
 */
export function counterexampleHtml(example: Counterexample, said: readonly string[]): Html {
  const { says, timeline, series, test, scrapeInterval, evaluationInterval } = example;
  // An alert that compares nothing with a threshold has neither.
  const valued = timeline.some(({ value, threshold }) => value !== undefined || threshold !== undefined);
  return html`
<div class="counterexample">${said.includes(says) ? undefined : html`<p><strong>${says}</strong></p>`}
<div class="scroll" tabindex="0" role="group" aria-label="Evaluations around the first difference"><table><caption>Evaluations around the first difference</caption><thead><tr><th scope="col">Time${valued ? html`<th scope="col" class="number">Value<th scope="col" class="number">Threshold` : undefined}<th scope="col">Expected<th scope="col">Found</thead><tbody>${timeline.map((one) => momentRow(one, valued))}</tbody></table></div>
<details><summary>Series, scraped every ${moment(scrapeInterval)}, evaluated every ${moment(evaluationInterval)}</summary><pre tabindex="0">${series.map((one) => `${one.series}  ${one.values}\n`)}</pre></details>
<details><summary>promtool test, to be pasted below <code>tests:</code></summary><pre tabindex="0">${test}</pre></details></div>`;
}

function momentRow({ at, value, threshold, expected, found }: Moment, valued: boolean): Html {
  const differs = expected !== found;
  return html`
<tr${differs ? html` class="differs"` : undefined}><th scope="row">${moment(at)}${valued ? html`<td class="number">${numberText(value)}<td class="number">${numberText(threshold)}` : undefined}<td>${expected}<td>${differs ? html`<strong>≠ ${found}</strong>` : found}`;
}

function numberText(value: number | undefined): string {
  return value === undefined ? "none" : String(Number(value.toPrecision(6)));
}
