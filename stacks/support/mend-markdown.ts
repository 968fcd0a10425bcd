import type { Bundle, RuleFile } from "../../lib/compile/bundle.ts";
import { formatDuration } from "../../lib/core/duration.ts";
import type { Json } from "../../lib/core/json.ts";
import type { Expectation } from "../../lib/model/scenario.ts";
import type { System } from "../../lib/model/system.ts";
import { notation } from "../../lib/prove/samples-notation.ts";
import { type Fact, factOf, textOf } from "./fact.ts";
import type { Demonstration, DocumentClaim, Mend, OurClaim, Sent, Values } from "./mend.ts";
import { type Emitted, emitted } from "./mend-objects.ts";
import { comparisonLines, documentForm, ourForm } from "./mend-objects-markdown.ts";
import { seriesName } from "./mend-promtool.ts";
import { documentAlert } from "./mend-rules.ts";
import { rulesText } from "./mend-rules-text.ts";

type Facts = ReadonlyMap<string, Fact>;

/** `MENDS.md` of a system: what its document states wrongly, shown on series, and ours. Every claim on it is tested. */
export function mendsMarkdown(
  system: Pick<System, "name" | "title">,
  mends: readonly Mend[],
  facts: Facts,
  { ruleFiles, parts }: Pick<Bundle, "ruleFiles" | "parts">,
): string {
  const objects = emitted(parts);
  const lines = [
    `<!-- Generated from stacks/${system.name}/mends.ts and the rules. Do not edit. -->`,
    "",
    `# What the document of ${system.title ?? system.name} states wrongly, and ours`,
    "",
    `${mends.length} mends. Both rules of each were evaluated by promtool on the series shown: sample by sample from minute 0,`,
    "`0+2x60` is 0, 2, 4, ... in 61 samples. Objects of Kubernetes were run: autoscalers by a simulation of their controller,",
    "policies by what they let through. The name of the test stands under each; all of them run by",
    "",
    "```sh",
    `npx vitest run test/stacks/mends.test.ts -t "mends of ${system.name} "`,
    "```",
    "",
    "Quoted rules of ours leave out the labels `system`, `service` and `objective` of recorded series.",
    "",
    ...contents(mends),
    "",
    ...mends.flatMap((mend) => [
      ...mendText(mend, facts, ruleFiles, objects),
      `Test: \`mends of ${system.name} ${mend.defect}\``,
      "",
    ]),
  ];
  return `${lines.join("\n").trimEnd()}\n`;
}

function contents(mends: readonly Mend[]): readonly string[] {
  return ["| | |", "|---|---|", ...mends.map(({ defect, title }) => `| ${defect} | ${title.replaceAll("|", "\\|")} |`)];
}

function mendText(mend: Mend, facts: Facts, ruleFiles: readonly RuleFile[], objects: Emitted): readonly string[] {
  return [
    `## ${mend.defect}: ${mend.title}`,
    "",
    "**The document**",
    "",
    ...mend.facts.flatMap((id) => factText(factOf(facts, id))),
    ...(mend.objects === undefined ? [] : documentForm(mend.objects)),
    `${mend.wrong}`,
    "",
    "**Ours**",
    "",
    `${mend.mended}`,
    "",
    ...rulesText(mend.ours, ruleFiles),
    ...(mend.objects === undefined ? [] : ourForm(mend.objects, objects)),
    "**What both do**",
    "",
    ...mend.demonstrations.flatMap((demonstration) => demonstrationText(demonstration, facts)),
    ...(mend.objects === undefined ? [] : comparisonLines(mend.objects, objects)),
  ];
}

function factText(fact: Fact): readonly string[] {
  const place = `${fact.id}, line${/[-,]/.test(`${fact.source.lines}`) ? "s" : ""} ${fact.source.lines}`;
  const expr = textOf(fact, "expr");
  if (expr === undefined) return [`${place}: ${statements(fact.data)}`, ""];
  const duration = textOf(fact, "for");
  const details = [
    documentAlert(fact),
    textOf(fact, "severity"),
    duration === undefined ? undefined : `for ${duration}`,
  ];
  const title =
    fact.kind === "alert" ? details.filter((detail) => detail !== undefined).join(", ") : textOf(fact, "name");
  return [`${place}:`, "", "```promql", `# ${title ?? fact.id}`, expr, "```", ""];
}

/** What a fact states besides expressions: `target: < 500ms; alert_threshold: > 1s`; of one that has groups only, what is in these. */
function statements(data: Json): string {
  if (typeof data !== "object" || data === null) return code(data);
  const own = simple(data);
  const stated =
    own.length > 0
      ? own
      : Object.entries(data).flatMap(([group, inner]) =>
          simple(inner).map(([key, value]) => [`${group} ${key}`, value] as const),
        );
  return `${stated.map(([key, value]) => `${key.replaceAll("_", " ")} ${code(value)}`).join("; ")}.`;
}

function simple(data: Json): readonly (readonly [string, Json])[] {
  if (typeof data !== "object" || data === null) return [];
  return Object.entries(data).filter(([, value]) => value !== null && typeof value !== "object");
}

function demonstrationText({ name, step, series, document, ours }: Demonstration, facts: Facts): readonly string[] {
  const refused = document?.refused !== undefined;
  const shown = series.map((one) => `${seriesName(one)} ${notation(one.samples)}`);
  return [
    `${name}${refused || shown.length === 0 ? "" : `, sampled every ${time(step)}`}:`,
    "",
    ...(refused || shown.length === 0 ? [] : ["```text", ...shown, "```", ""]),
    ...(document === undefined ? [] : documentLines(document, factOf(facts, document.fact))),
    ...ours.flatMap(ourLines),
    "",
  ];
}

function documentLines(claim: DocumentClaim, fact: Fact): readonly string[] {
  const what = `- the document's \`${documentAlert(fact)}\``;
  const read = claim.reading === undefined ? "" : ` (read as \`${claim.reading}\`)`;
  if (claim.refused !== undefined) return [`${what}${read}: Prometheus refuses it: \`${claim.refused}\``];
  return [
    ...(claim.expect === undefined ? [] : [`${what}${read}: ${behaviour(claim.expect)}`]),
    ...(claim.values ?? []).map((values) => `${what}${read}: ${valuesText(values)}`),
    ...(claim.sent ?? []).flatMap((sent) => sentLines(what, sent)),
  ];
}

function ourLines(claim: OurClaim): readonly string[] {
  if (!("alert" in claim)) return claim.values.map((values) => `- our \`${claim.expr}\`: ${valuesText(values)}`);
  const { severity, ...others } = claim.labels;
  const details = [
    ...(severity === undefined ? [] : [severity]),
    ...Object.entries(others).map(([key, value]) => `${key} ${value}`),
  ];
  const what = `- our \`${claim.alert}\`${details.length === 0 ? "" : ` (${details.join(", ")})`}`;
  return [`${what}: ${behaviour(claim.expect)}`, ...(claim.sent ?? []).flatMap((sent) => sentLines(what, sent))];
}

/** `silent at 4m, fires at 5m`; times of equal behaviour share a verb. */
function behaviour(expected: readonly Expectation[]): string {
  const phases: { verb: string; times: string[] }[] = [];
  for (const { at, firing } of [...expected].sort((a, b) => a.at - b.at)) {
    const verb = firing === 0 ? "silent" : firing === 1 ? "fires" : `${firing} fire`;
    const last = phases.at(-1);
    if (last?.verb === verb) last.times.push(time(at));
    else phases.push({ verb, times: [time(at)] });
  }
  return phases.map(({ verb, times }) => `**${verb}** at ${times.join(", ")}`).join("; ");
}

function valuesText({ at, samples }: Values): string {
  if (samples.length === 0) return `no value at ${time(at)}`;
  const values = samples.map(({ labels, value }) => {
    const set = Object.entries(labels).map(([label, text]) => `${label}="${text}"`);
    return set.length === 0 ? `**${value}**` : `**${value}** for \`{${set.join(", ")}}\``;
  });
  return `${values.join(", ")} at ${time(at)}`;
}

function sentLines(what: string, { at, alerts }: Sent): readonly string[] {
  if (alerts.length === 0) return [`${what}: sends nothing at ${time(at)}`];
  return alerts.map(({ annotations }) => {
    const texts = Object.entries(annotations).filter(([key]) => key !== "runbook_url");
    return `${what}: says ${texts.map(([, text]) => `"${text}"`).join(", ")} at ${time(at)}`;
  });
}

function time(seconds: number): string {
  return seconds === 0 ? "0m" : formatDuration(seconds * 1_000);
}

function code(value: Json): string {
  return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}
