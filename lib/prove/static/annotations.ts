import type { Unit } from "../../core/quantity.ts";
import { BOARDS, dashboardUid, dashboardUrl, runbookPath } from "../../model/conventions.ts";
import { unitOfIndicator } from "../../model/indicator.ts";
import { templateIssues } from "../../rules/check/templates.ts";
import type { Context } from "../../rules/context.ts";
import type { AlertOrigin, DerivedAlert } from "../../rules/derived.ts";
import type { Statement, Subjected } from "../trial.ts";
import { listed } from "./listed.ts";
import { labelsNamedIn, namesValue, renderedAnnotations } from "./rendered.ts";

/** A value of a unit, and how people read it. */
interface Example {
  readonly value: number;
  readonly reads: RegExp;
}

/** By the unit of the model, odd enough not to be a threshold; the texts are those of Prometheus' own functions, or what anybody would write. */
const EXAMPLES: Readonly<Record<Unit, Example>> = {
  ratio: { value: 0.0234, reads: /(?<![\d.])2\.34 ?%/ },
  seconds: { value: 90, reads: /(?<![\d.])(?:1m 30s|90 ?s)/ },
  milliseconds: { value: 273, reads: /(?<![\d.])273 ?ms/ },
  bytes: { value: 1_610_612_736, reads: /(?<![\d.])1\.5 ?GiB/ },
  "per-second": { value: 2.5, reads: /(?<![\d.])2\.50? ?(?:per second|\/s)/ },
  cores: { value: 1.5, reads: /(?<![\d.])1\.50? cores/ },
  timestamp: { value: 1_700_000_000, reads: /2023-11-14 22:13:20/ },
  count: { value: 42, reads: /(?<![\d.])42(?!\d|\.\d)/ },
};

/** What no text may show: templates that fail or are left over, and numbers that are none. */
const BROKEN = /<no value>|<error|\{\{|\}\}|%!|\bNaN\b|\bInf\b/;

/** That every annotation of an alert renders, shows the value in its unit, and leads to the runbook page and the dashboard. */
export function annotationEvidence(subjected: Subjected): readonly Statement[] {
  const { alert, rule } = subjected;
  const unit = unitOf(alert.origin);
  const faults = [
    ...templateIssues(alert)
      .filter(({ level }) => level !== "warning")
      .map(({ message, found }) => `${message}: ${found}`),
    ...missing(subjected),
    ...renderingFaults(alert, unit),
    ...valueFaults(alert, unit),
    ...runbookFaults(alert),
    ...dashboardFaults(alert, subjected.subject.context),
  ];
  const [fault] = faults;
  return [
    {
      obligation: "annotations",
      rule,
      verdict: fault === undefined ? "PROVED" : "REFUTED",
      says: fault ?? saysProved(alert, unit),
    },
  ];
}

/** What people who are paged need to read: what, how much, and what users notice where the model says so. */
function missing({ alert: { annotations, origin }, subject }: Subjected): readonly string[] {
  const impact = impactOf(origin, subject.context);
  return [
    ...["summary", "description"].filter((name) => annotations[name] === undefined),
    ...(impact === undefined || annotations.impact === impact ? [] : ["impact"]),
  ].map((name) => `${name} is missing`);
}

/** What users notice, by the model. */
function impactOf(origin: AlertOrigin, { owner: { scrape } }: Context): string | undefined {
  switch (origin.kind) {
    case "burn-rate":
      return origin.objective.impact;
    case "tier":
      return origin.tier.impact ?? origin.objective.impact;
    case "condition":
      return origin.condition.impact;
    case "down":
      return scrape === undefined || "ignored" in scrape.down ? undefined : scrape.down.impact;
    case "absence":
    case "target-down":
      return undefined;
  }
}

/** Unit of an alert's value; `undefined` where the value says nothing to a person. */
function unitOf(origin: AlertOrigin): Unit | undefined {
  switch (origin.kind) {
    case "burn-rate":
      return "ratio";
    case "tier":
      return unitOfIndicator(origin.objective.indicator);
    case "condition":
      return origin.condition.unit;
    case "absence":
    case "down":
    case "target-down":
      return undefined;
  }
}

/** A label that nobody would confuse with anything else in a text. */
function exampleOf(label: string): string {
  return `the-${label}-of-it`;
}

function rendered(alert: DerivedAlert, value: number): Readonly<Record<string, string>> {
  const named = labelsNamedIn(Object.values(alert.annotations));
  return renderedAnnotations(alert, Object.fromEntries([...named].map((label) => [label, exampleOf(label)])), value);
}

function renderingFaults(alert: DerivedAlert, unit: Unit | undefined): readonly string[] {
  const texts = rendered(alert, unit === undefined ? 1 : EXAMPLES[unit].value);
  return Object.entries(texts).flatMap(([name, text]) => {
    const lost = [...labelsNamedIn([alert.annotations[name] ?? ""])].find((label) => !text.includes(exampleOf(label)));
    if (text.trim() === "") return [`${name} is empty`];
    if (BROKEN.test(text)) return [`${name} reads "${text}"`];
    if (lost !== undefined) return [`${name} names ${lost} and does not show it`];
    return name === "summary" && text.includes("\n") ? ["the summary has more than one line"] : [];
  });
}

function valueFaults(alert: DerivedAlert, unit: Unit | undefined): readonly string[] {
  const shown = Object.entries(alert.annotations).filter(([, text]) => namesValue(text));
  if (unit === undefined) return shown.map(([name]) => `${name} shows a value that has no unit`);
  if (shown.length === 0) return ["no annotation shows the value"];
  const { value, reads } = EXAMPLES[unit];
  const texts = rendered(alert, value);
  const wrong = shown.find(([name]) => !reads.test(texts[name] ?? ""));
  if (wrong !== undefined) return [`${wrong[0]} shows ${value} in ${unit} as "${texts[wrong[0]]}"`];
  const threshold = thresholdOf(alert.origin);
  if (threshold === undefined || threshold === 0) return [];
  const [at, none] = [rendered(alert, threshold), rendered(alert, 0)];
  const blind = shown.find(([name]) => at[name] === none[name]);
  return blind === undefined ? [] : [`${blind[0]} shows the threshold itself, ${threshold} in ${unit}, as 0`];
}

/** What the alert's value is compared with, in its unit. */
function thresholdOf(origin: AlertOrigin): number | undefined {
  return origin.kind === "tier" ? origin.tier.threshold.value : undefined;
}

function runbookFaults({ alert, labels, annotations }: DerivedAlert): readonly string[] {
  const url = annotations.runbook_url ?? "";
  const page = runbookPath(alert, labels.severity ?? "");
  if (!/^https?:\/\/[^/\s]+\//.test(url)) return [`runbook_url is no address: "${url}"`];
  return url.endsWith(`/${page}`) ? [] : [`runbook_url does not lead to ${page}: ${url}`];
}

function dashboardFaults({ annotations, origin }: DerivedAlert, { system, owner }: Context): readonly string[] {
  const url = annotations.dashboard_url;
  if (system.grafana === undefined)
    return url === undefined ? [] : ["dashboard_url leads to a Grafana that is not in the model"];
  const board = "objective" in origin ? BOARDS.objective(owner.name, origin.objective.name) : BOARDS.owner(owner.name);
  const expected = dashboardUrl(system.grafana.url, dashboardUid(system.name, board));
  return url === expected ? [] : [`dashboard_url does not lead to ${expected}: ${url ?? "it is missing"}`];
}

function saysProved(alert: DerivedAlert, unit: Unit | undefined): string {
  const names = Object.keys(alert.annotations);
  const labels = [...labelsNamedIn(Object.values(alert.annotations))];
  const all = `${listed(names)} render`;
  const named = labels.length === 0 ? "" : `, with ${listed(labels)} of the series`;
  if (unit === undefined) return `${all}${named}; no value is shown, as it would tell nothing`;
  const { value, reads } = EXAMPLES[unit];
  const text = Object.values(rendered(alert, value)).find((one) => reads.test(one)) ?? "";
  return `${all}${named}; a value of ${value} (${unit}) reads "${reads.exec(text)?.[0]}"`;
}
