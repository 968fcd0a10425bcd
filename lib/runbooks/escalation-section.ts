import { windowName } from "../model/conventions.ts";
import type { Severity } from "../model/severity.ts";
import { listed, prose, sentence, table } from "./markdown.ts";
import type { PageContext } from "./page-context.ts";
import { severityHeading } from "./page-context.ts";
import { receiversInWords } from "./receivers.ts";

/** Hours in which a cooldown repeats unless the model says otherwise, as `Severity.repeatEvery` documents. Units: seconds. */
const REPEAT_SECONDS = 14_400;

/** Who is told about a severity and how quickly they answer, in sentences. */
export function toldFacts(name: string, { system }: PageContext): readonly string[] {
  const severity = system.severities[name];
  if (severity === undefined) return [];
  const { notify = [], acknowledgeWithin, resolveWithin } = severity;
  const times = [
    ...(acknowledgeWithin === undefined ? [] : [`acknowledge within ${windowName(acknowledgeWithin.value)}`]),
    ...(resolveWithin === undefined ? [] : [`resolve within ${windowName(resolveWithin.value)}`]),
  ];
  return [
    ...(notify.length === 0
      ? []
      : [
          `**Told** ${listed(receiversInWords(notify))}${hours(severity)}; again every ${repeatInWords(severity)} while it fires.`,
        ]),
    `**Level** ${prose(severity.priority)}${times.length === 0 ? "" : `: ${listed(times)}`}.`,
  ];
}

function hours({ during = [] }: Severity): string {
  return during.length === 0 ? "" : `, ${listed(during.map(hoursInWords))}`;
}

/** `Monday to Friday 09:00 to 17:00 (Europe/Berlin)`. */
export function hoursInWords(interval: NonNullable<Severity["during"]>[number]): string {
  const { from = "00:00", to = "24:00", weekdays = [], daysOfMonth = [], months = [], zone } = interval;
  const day = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
  const days = weekdays.length === 0 ? [] : [weekdays.map(day).join(", ")];
  return [
    ...days,
    ...(daysOfMonth.length === 0 ? [] : [`day ${daysOfMonth.join(", ")} of the month`]),
    ...(months.length === 0 ? [] : [`month ${months.join(", ")}`]),
    `${from} to ${to} (${prose(zone)})`,
  ].join(" ");
}

/** How long until the same alert is told again. */
export function repeatInWords({ repeatEvery }: Pick<Severity, "repeatEvery">): string {
  return windowName(repeatEvery?.value ?? REPEAT_SECONDS);
}

/** Later steps of the escalation of a severity, as a table. */
export function escalationSteps({ escalation = [] }: Severity): readonly string[] {
  return table(
    ["after", "level", "who", "if", "told by"],
    escalation.map(({ after, level, who, when, notify }) => [
      windowName(after.value),
      prose(level),
      prose(who),
      when === undefined ? "" : prose(when),
      notify === undefined ? "a person" : listed(receiversInWords(notify)),
    ]),
  );
}

/** Who is called next about an alert: the steps of its severities, and the branches of decision trees that name it. */
export function escalationSection(
  alert: string,
  severities: readonly string[],
  words: readonly string[],
  context: PageContext,
): readonly string[] {
  const { system } = context;
  const steps = severities.flatMap((name) => {
    const rows = escalationSteps(system.severities[name] ?? { priority: "", rank: 0 });
    return rows.length === 0 ? [] : [`While ${severityHeading(name)} still fires:`, "", ...rows, ""];
  });
  const branches = (system.escalation?.trees ?? []).flatMap(({ name, branches: all }) =>
    all.flatMap(({ when, then }) =>
      typeof when === "string" || when.alert !== alert || !severities.includes(when.severity)
        ? []
        : [`- ${prose(name)}, ${severityHeading(when.severity)}: ${sentence(then)}`],
    ),
  );
  return [
    ...words.map((word) => `- ${sentence(word)}`),
    ...(words.length === 0 ? [] : [""]),
    ...branches,
    ...(branches.length === 0 ? [] : [""]),
    ...steps,
    "Everybody to call, and when: [severities and escalation](severities.md).",
  ];
}
