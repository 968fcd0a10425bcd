import { windowName } from "../model/conventions.ts";
import type { Procedure, Remedy, Step } from "../model/procedure.ts";
import { pretty } from "../promql/pretty.ts";
import { adviceFor } from "./advice.ts";
import { dashboardLinks } from "./dashboards.ts";
import { detectionFacts, summaryOf } from "./detection.ts";
import { escalationSection, toldFacts } from "./escalation-section.ts";
import { exploreUrl } from "./explore.ts";
import type { Guidance } from "./guidance.ts";
import { impactLines } from "./impact.ts";
import { anchor, block, code, link, listed, prose, section, sentence } from "./markdown.ts";
import { navigation } from "./navigation.ts";
import type { PageAlert } from "./page-alert.ts";
import { type PageContext, severitiesOf, severityHeading } from "./page-context.ts";
import { relatedSection } from "./related-section.ts";
import { settingsSection } from "./settings-section.ts";
import { stepList } from "./steps.ts";
import { verificationSection } from "./verification.ts";

const FIRST = "First five minutes";
const REMEDIES = "Remedies";
const ESCALATION = "Escalation";

/** The page of all alerts of one name: what it means, what to do, and a heading for each of its severities. */
export function alertPage(name: string, context: PageContext): readonly string[] {
  const { system } = context;
  const alerts = context.alerts.get(name) ?? [];
  const severities = severitiesOf(alerts, system);
  const procedures = context.procedures.get(name) ?? [];
  const advice = adviceOf(alerts, context);
  const steps = (list: readonly Step[]): readonly string[] => stepList(list, system.grafana?.url);
  const own = (pick: (procedure: Procedure) => readonly Step[] | undefined): readonly Step[] =>
    procedures.flatMap((procedure) => pick(procedure) ?? []);
  const remedies = merged(procedures.flatMap((procedure) => procedure.remedies ?? []));
  const first = own((procedure) => procedure.first);
  const sections = [
    ...section(2, FIRST, steps(first.length > 0 ? first : advice.first)),
    ...section(2, "Investigation", [
      ...symptoms(procedures),
      ...steps(
        once(
          investigation(
            own((procedure) => procedure.investigate),
            first,
            advice,
          ),
        ),
      ),
    ]),
    ...remedySection(remedies.length > 0 ? remedies : advice.remedies, steps),
    ...section(2, "Verification", [
      ...verificationSection(alerts, context),
      ...steps(own((procedure) => procedure.verify)),
    ]),
    ...section(2, ESCALATION, escalationSection(name, severities, words(procedures), context)),
    ...section(2, "Related", relatedSection(name, context)),
    ...section(2, "Settings that change it", settingsSection(name, context)),
    ...section(
      2,
      "Dashboards",
      dashboardLinks(alerts, system).map((one) => `- ${one}`),
    ),
    ...section(2, "So that it does not come again", steps(own((procedure) => procedure.prevent))),
  ];
  const next = [FIRST, REMEDIES, ESCALATION].filter((heading) => sections.includes(`## ${heading}`));
  return [
    `# ${name}`,
    "",
    navigation(context, ""),
    "",
    ...impactLines(alerts, procedures),
    ...severities.flatMap((severity) => severitySection(severity, alerts, next, context)),
    ...sections,
  ];
}

/** Advice for every sort of alert of a name, each step and each cause once; steps name their service where there are several. */
function adviceOf(alerts: readonly PageAlert[], { system }: PageContext): Guidance {
  const several = new Set(alerts.map(({ owner }) => owner)).size > 1;
  const all = alerts.map((alert) => {
    const of = (steps: readonly Step[]): readonly Step[] =>
      several ? steps.map((step) => stepOf(step, alert.owner)) : steps;
    const { first, investigate, remedies } = adviceFor(alert, system);
    return {
      first: of(first),
      investigate: of(investigate),
      remedies: remedies.map(({ cause, steps }) => ({ cause, steps: of(steps) })),
    };
  });
  return {
    first: once(all.flatMap(({ first }) => first)),
    investigate: once(all.flatMap(({ investigate }) => investigate)),
    remedies: merged(all.flatMap(({ remedies }) => remedies)),
  };
}

function stepOf(step: Step, owner: string): Step {
  return typeof step === "string" || step.command === undefined ? step : { ...step, do: `${step.do} (\`${owner}\`)` };
}

/** Where a procedure says how to investigate, only queries are added that it has not: they name the model's own series. */
function investigation(own: readonly Step[], said: readonly Step[], { investigate }: Guidance): readonly Step[] {
  if (own.length === 0) return investigate;
  const known = new Set([...own, ...said].flatMap((step) => queryOf(step) ?? []));
  const added = investigate.filter((step) => {
    const query = queryOf(step);
    return query !== undefined && !known.has(query);
  });
  return [...own, ...added];
}

/** The query of a step, without what only makes it easier to read. */
function queryOf(step: Step): string | undefined {
  if (typeof step === "string" || step.command?.kind !== "promql") return undefined;
  return step.command.text.replace(/\s+/g, "");
}

function once(steps: readonly Step[]): readonly Step[] {
  return [...new Map(steps.map((step) => [JSON.stringify(step), step])).values()];
}

/** Remedies by cause: what two procedures say about one cause stands under one heading. */
function merged(remedies: readonly Remedy[]): readonly Remedy[] {
  const causes = new Map<string, Step[]>();
  for (const { cause, steps } of remedies) causes.set(cause, [...(causes.get(cause) ?? []), ...steps]);
  return [...causes].map(([cause, steps]) => ({ cause, steps: once(steps) }));
}

/** One severity: every alert of it with its numbers, its expression, and who is told. */
function severitySection(
  severity: string,
  all: readonly PageAlert[],
  next: readonly string[],
  context: PageContext,
): readonly string[] {
  const alerts = all.filter(({ labels }) => labels.severity === severity);
  const links = next.map((heading) => link(heading.toLowerCase(), `#${anchor(heading)}`));
  return [
    `## ${severityHeading(severity)}`,
    "",
    ...toldFacts(severity, context).map((fact) => `- ${fact}`),
    `- **Next** ${listed(links)}; ${dashboardLinks(alerts, context.system)[0] ?? ""}`,
    "",
    ...alerts.flatMap((alert) => detected(alert, alerts.length > 1, context)),
  ];
}

/** One alert: what it says, the numbers it is detected by, and its expression as the rule file has it. */
function detected(alert: PageAlert, several: boolean, { system }: PageContext): readonly string[] {
  const expression = pretty(alert.expression);
  const run =
    system.grafana === undefined
      ? "Run it in Prometheus."
      : `${link("Run it in Grafana", exploreUrl(system.grafana.url, expression))}.`;
  return [
    `${several ? `**${heading(alert)}.** ` : ""}${summaryOf(alert)}`,
    "",
    ...detectionFacts(alert).map((fact) => `- ${fact}`),
    "",
    ...block("promql", expression),
    "",
    `${run} It is in the rule group ${code(alert.group)}; its numbers are in the model at ${code(alert.path)}.`,
    "",
  ];
}

/** What tells alerts of one name and severity apart. */
function heading({ owner, origin }: PageAlert): string {
  if (!("objective" in origin)) return prose(owner);
  const windows = origin.kind === "burn-rate" ? `, ${windowName(origin.tier.long.value)}` : "";
  return `${prose(owner)} ${prose(origin.objective.name)}${windows}`;
}

function symptoms(procedures: readonly Procedure[]): readonly string[] {
  const all = [...new Set(procedures.flatMap((procedure) => procedure.symptoms ?? []))];
  return all.length === 0 ? [] : ["What is seen:", "", ...all.map((symptom) => `- ${sentence(symptom)}`), ""];
}

function words(procedures: readonly Procedure[]): readonly string[] {
  return [...new Set(procedures.flatMap((procedure) => procedure.escalate ?? []))];
}

function remedySection(
  remedies: readonly Remedy[],
  steps: (list: readonly Step[]) => readonly string[],
): readonly string[] {
  return section(
    2,
    REMEDIES,
    remedies.flatMap(({ cause, steps: list }) => section(3, prose(cause), steps(list))),
  );
}
