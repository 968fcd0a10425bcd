import { kebabCase } from "../core/names.ts";
import type { Procedure } from "../model/procedure.ts";
import { summaryOf } from "./detection.ts";
import { link, prose, section, table } from "./markdown.ts";
import { hasSettings } from "./navigation.ts";
import { alertFile, type PageContext, severitiesOf, severityHeading } from "./page-context.ts";
import type { TemplatePage } from "./templates.ts";

const KINDS: readonly (readonly [NonNullable<Procedure["kind"]>, string])[] = [
  ["procedure", "Procedures"],
  ["incident", "Incidents"],
  ["health-check", "Health checks"],
  ["upkeep", "Upkeep"],
  ["template", "Templates"],
];

/** `README.md`: every page of a system, alerts by service, procedures by kind. */
export function indexPage(context: PageContext, templates: readonly TemplatePage[]): readonly string[] {
  const { system, title } = context;
  const own = (system.procedures ?? []).filter(({ alerts = [] }) => alerts.length === 0);
  return [
    `# Runbooks of ${prose(title)}`,
    "",
    `Owner: ${prose(system.owner)}. A notification links to the page of its alert.`,
    "",
    `- ${link("Who is told, how quickly they answer, and who is next", "severities.md")}`,
    ...(hasSettings(system) ? [`- ${link("Values that can be changed, and when", "tunables.md")}`] : []),
    "",
    ...section(2, "Alerts", alertTables(context)),
    ...KINDS.flatMap(([kind, heading]) => {
      const entries = own.filter((procedure) => (procedure.kind ?? "procedure") === kind).map(procedureEntry);
      const derived =
        kind === "template" ? templates.map(({ file, title: name }) => `- ${link(prose(name), file)}`) : [];
      return section(2, heading, [...entries, ...derived]);
    }),
  ];
}

function alertTables(context: PageContext): readonly string[] {
  return [...context.owners].flatMap(([owner, alerts]) => {
    const names = [...new Set(alerts.map(({ alert }) => alert))];
    const rows = names.map((name) => {
      const ofName = (context.alerts.get(name) ?? []).filter((alert) => alert.owner === owner);
      const severities = severitiesOf(ofName, context.system).map((severity) =>
        link(severityHeading(severity), `${alertFile(name)}#${kebabCase(severity)}`),
      );
      const [first] = ofName;
      return [link(name, alertFile(name)), severities.join(", "), first === undefined ? "" : summaryOf(first)];
    });
    return section(3, prose(owner), table(["alert", "severities", "says"], rows));
  });
}

function procedureEntry({ title, frequency, about }: Procedure): string {
  const often = frequency === undefined ? "" : `, ${prose(frequency)}`;
  const what = about === undefined ? "" : `: ${prose(about)}`;
  return `- ${link(prose(title), `procedures/${kebabCase(title)}.md`)}${often}${what}`;
}
