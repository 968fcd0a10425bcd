import { assumedInWords } from "../../compile/assumptions.ts";
import { SERIES_PER_METRIC } from "../../compile/cost.ts";
import type { Assumption } from "../../core/assumed.ts";
import { windowName } from "../../model/conventions.ts";
import type { Objective } from "../../model/objective.ts";
import type { System } from "../../model/system.ts";
import { resultsOf, tally } from "../tally.ts";
import { alertHtml } from "./alert.ts";
import { type Html, html } from "./html.ts";
import { networkHtml } from "./network.ts";
import { firesWhen, measuredOn, promiseInWords } from "./promise.ts";
import { type ReportedGroup, type ReportedSystem, reportedGroups } from "./reported.ts";
import { scalingHtml } from "./scaling.ts";
import { obligationsTable, tallyHtml } from "./verdicts.ts";

/** Sections of a system: the end of their id, and their heading. */
const SECTIONS = {
  promises: "Promises",
  alerts: "Alerts",
  windows: "Whole windows",
  bundle: "Rules together",
  network: "Connections",
  scaling: "Scaling",
  assumptions: "Assumptions",
  cost: "Cost",
} as const;

/** The sections that a system has: connections only where it declares a network. */
export function sectionsOf({ network }: System): readonly (readonly [part: string, heading: string])[] {
  return Object.entries(SECTIONS).filter(([part]) => part !== "network" || network !== undefined);
}

/** Everything about one system. */
export function systemHtml(reported: ReportedSystem): Html {
  const { system, compilation, proof } = reported;
  const groups = reportedGroups(reported);
  return html`
<section class="system" id="${system.name}" aria-labelledby="${system.name}-h">
<h2 id="${system.name}-h">${system.title ?? system.name}</h2>
<p>${tallyHtml(tally(resultsOf(proof)))}</p>
<p class="note">${factsOf(system)} ${compilation.size.rules.toLocaleString("en")} rules, of them ${compilation.size.alerts.toLocaleString("en")} alerts.</p>
${section(system, "promises", promises(system, groups))}
<section><h3 id="${system.name}-alerts">${SECTIONS.alerts}</h3>${groups.map(groupHtml)}</section>
${section(system, "windows", windows(reported))}
${section(system, "bundle", obligationsTable(`all rules of ${system.name} together`, proof.bundle))}
${section(system, "scaling", scalingHtml(reported))}
${connections(reported)}
${section(system, "assumptions", assumptions(reported))}
${section(system, "cost", cost(reported))}
</section>`;
}

function section({ name }: System, part: keyof typeof SECTIONS, body: Html): Html {
  return html`<section class="context"><h3 id="${name}-${part}">${SECTIONS[part]}</h3>${body}</section>`;
}

function connections(reported: ReportedSystem): Html | undefined {
  const body = networkHtml(reported);
  return body === undefined ? undefined : section(reported.system, "network", body);
}

function factsOf({ runs, namespace, prometheus, owner }: System): string {
  const where = namespace === undefined ? "" : `, namespace ${namespace}`;
  const platforms = runs.join(" and ");
  return `Owned by ${owner}. Runs on ${platforms}${where}; rules are evaluated every ${windowName(prometheus.evaluationInterval.value)}.`;
}

function promises(system: System, groups: readonly ReportedGroup[]): Html {
  const all = [...system.services, ...system.dependencies].flatMap((owner) =>
    owner.objectives.map((objective) => ({ owner: owner.name, objective })),
  );
  if (all.length === 0) return html`<p>No objective is declared; only conditions are watched.</p>`;
  return html`<ul class="promises">${all.map(({ owner, objective }) => promise(owner, objective, groups))}</ul>`;
}

function promise(owner: string, objective: Objective, groups: readonly ReportedGroup[]): Html {
  const group = groups.find((one) => one.owner === owner && one.part === objective.name);
  const series = measuredOn(objective.indicator);
  return html`
<li><h4>${owner} · ${objective.name}</h4><p class="promise">${promiseInWords(objective)}</p>${objective.impact === undefined ? undefined : html`<p>${objective.impact}</p>`}${
    series.length === 0
      ? undefined
      : html`<p class="note">Measured on ${series.map((one, index) => html`${index === 0 ? "" : " and "}<code>${one}</code>`)}</p>`
  }<ul>${group?.alerts.map(({ proof, id, derived }) => html`<li><a href="#${id}">${proof.alert}</a> <b>${proof.labels.severity}</b>: ${derived === undefined ? "" : firesWhen(derived)}`)}</ul>`;
}

function groupHtml({ owner, part, alerts }: ReportedGroup): Html {
  return html`<section class="group"><h4>${owner} · ${part}</h4>${alerts.map(alertHtml)}</section>`;
}

function windows({ proof }: ReportedSystem): Html {
  if (proof.objectives.length === 0) return html`<p>No objective has a window.</p>`;
  return html`${proof.objectives.map(({ owner, objective, results }) => html`<h4>${owner} · ${objective}</h4>${obligationsTable(`${owner} ${objective}`, results)}`)}`;
}

function assumptions({ compilation }: ReportedSystem): Html {
  const byReason = new Map<string, Assumption[]>();
  for (const one of compilation.assumptions) byReason.set(one.why, [...(byReason.get(one.why) ?? []), one]);
  if (byReason.size === 0) return html`<p>Nothing is assumed: every value of the model is stated.</p>`;
  const rows = [...byReason].map(([why, list]) => {
    const values = [...new Set(list.map(({ value }) => assumedInWords(value).replaceAll("`", "")))].join(", ");
    const places = [...new Set(list.map(({ path }) => path))];
    return html`
<tr><td>${values}<td>${why}<td>${places.map((place, index) => html`${index === 0 ? "" : ", "}<code>${place}</code>`)}`;
  });
  const count = compilation.assumptions.length;
  return html`<details><summary>${count} ${count === 1 ? "value" : "values"} that no document states, ${byReason.size} ${byReason.size === 1 ? "reason" : "reasons"}</summary><table class="wide"><caption class="unseen">Assumed values</caption><thead><tr><th scope="col">Value<th scope="col">Why this one<th scope="col">Where in the model</thead><tbody>${rows}</tbody></table></details>`;
}

function cost({ compilation: { costs, size } }: ReportedSystem): Html {
  const hourly = costs.reduce((sum, { samplesPerHour }) => sum + samplesPerHour, 0);
  const rows = costs
    .toSorted((a, b) => b.samplesPerHour - a.samplesPerHour)
    .map(
      ({ owner, part, samplesPerEvaluation, samplesPerHour }) => html`
<tr><th scope="row">${owner} · ${part}<td class="number">${samplesPerEvaluation.toLocaleString("en")}<td class="number">${samplesPerHour.toLocaleString("en")}`,
    );
  return html`<p>Prometheus reads ${size.samplesPerEvaluation.toLocaleString("en")} samples at each evaluation, ${hourly.toLocaleString("en")} an hour, where each metric has ${SERIES_PER_METRIC} series.</p>
<details><summary>Samples of each rule group</summary><table><caption class="unseen">Samples of each rule group, the dearest first</caption><thead><tr><th scope="col">Rule group<th scope="col" class="number">At each evaluation<th scope="col" class="number">An hour</thead><tbody>${rows}</tbody></table></details>`;
}
