import { windowName } from "../model/conventions.ts";
import type { Contact, DecisionBranch, Escalation } from "../model/escalation.ts";
import { escalationSteps, hoursInWords, repeatInWords } from "./escalation-section.ts";
import { code, link, prose, section, sentence, table } from "./markdown.ts";
import { navigation } from "./navigation.ts";
import { alertFile, type PageContext, rankOf, severityHeading } from "./page-context.ts";
import { receiversInWords } from "./receivers.ts";

/** What stands where the owners have not said yet. */
const TO_BE_FILLED = "**to be filled in**";

/** `severities.md`: severities, the escalation matrix, decision trees, and whom to call. */
export function severitiesPage(context: PageContext): readonly string[] {
  const { system, title } = context;
  const names = Object.keys(system.severities).sort((a, b) => rankOf(a, system) - rankOf(b, system));
  const { escalation } = system;
  return [
    `# Severities and escalation of ${prose(title)}`,
    "",
    navigation(context, ""),
    "",
    ...section(2, "Severities", severityTable(names, context)),
    ...section(
      2,
      "While it still fires",
      names.flatMap((name) =>
        section(3, severityHeading(name), escalationSteps(system.severities[name] ?? { priority: "", rank: 0 })),
      ),
    ),
    ...(escalation === undefined ? [] : escalationParts(escalation, context)),
  ];
}

function severityTable(names: readonly string[], { system }: PageContext): readonly string[] {
  return table(
    ["severity", "level", "told", "hours", "again every", "acknowledge", "resolve"],
    names.map((name) => {
      const {
        priority = "",
        notify = [],
        during = [],

        acknowledgeWithin,
        resolveWithin,
      } = system.severities[name] ?? {};
      return [
        severityHeading(name),
        prose(priority),
        receiversInWords(notify).join(", "),
        during.length === 0 ? "always" : during.map(hoursInWords).join("; "),
        repeatInWords(system.severities[name] ?? {}),
        acknowledgeWithin === undefined ? "" : windowName(acknowledgeWithin.value),
        resolveWithin === undefined ? "" : windowName(resolveWithin.value),
      ];
    }),
  );
}

function escalationParts(escalation: Escalation, context: PageContext): readonly string[] {
  const { levels, trees = [], contacts = [], channel, statusPage } = escalation;
  const matrix = table(
    ["level", "when", "first answer", "told", "remark"],
    levels.map(({ name, title, criteria = [], responds, told, withoutAlert }) => [
      `${prose(name)}${title === undefined ? "" : `, ${prose(title)}`}`,
      criteria.map(prose).join("; "),
      responds === undefined ? "" : prose(responds),
      told === undefined ? "" : prose(told),
      withoutAlert === undefined ? "" : `no alert: ${prose(withoutAlert)}`,
    ]),
  );
  const places = [
    ...(channel === undefined ? [] : [`- People talk in ${code(channel)}.`]),
    ...(statusPage === undefined ? [] : [`- Users read about it at ${sentence(statusPage)}`]),
  ];
  return [
    ...section(2, "Levels", matrix),
    ...section(2, "During an incident", places),
    ...section(
      2,
      "Decisions",
      trees.flatMap(({ name, branches }) =>
        section(
          3,
          prose(name),
          branches.map((branch) => branchLine(branch, context)),
        ),
      ),
    ),
    ...section(2, "Whom to call", contactTable(contacts)),
  ];
}

function branchLine({ when, then }: DecisionBranch, context: PageContext): string {
  if (typeof when === "string") return `- ${prose(when)}: ${sentence(then)}`;
  const page = context.alerts.has(when.alert) ? link(when.alert, alertFile(when.alert)) : when.alert;
  return `- ${page}, ${severityHeading(when.severity)}: ${sentence(then)}`;
}

function contactTable(contacts: readonly Contact[]): readonly string[] {
  return table(
    ["who", "reached at", "of"],
    contacts.map(({ role, reach, outside }) => [
      prose(role),
      reach === undefined ? TO_BE_FILLED : prose(reach),
      outside === true ? "a provider" : "us",
    ]),
  );
}
