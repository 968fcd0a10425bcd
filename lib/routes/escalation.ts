import { formatDuration } from "../core/duration.ts";
import { given } from "../core/given.ts";
import type { Quantity } from "../core/quantity.ts";
import type { Contact, DecisionBranch, EscalationLevel } from "../model/escalation.ts";
import type { EscalationStep } from "../model/severity.ts";
import type { System } from "../model/system.ts";
import { receiverInWords } from "./integrations.ts";
import { type RoutedSeverity, severitiesByUrgency } from "./severities.ts";

/** An alert as people hear of it. */
export interface EscalatedAlert {
  readonly alert: string;
  readonly severity: string;
  /** What has to hold for it to fire, and for how long. */
  readonly fires: string;
}

/** Who is told of what, and when: `stacks/<system>/escalation.yaml`. Durations are Prometheus duration text. */
export interface EscalationDocument {
  readonly system: string;
  readonly levels: readonly DocumentedLevel[];
  readonly trees?: readonly DocumentedTree[];
  readonly contacts?: readonly Contact[];
  readonly channel?: string;
  readonly statusPage?: string;
}

/** A level of the escalation with the ways that lead to it. */
export interface DocumentedLevel {
  readonly level: string;
  readonly title?: string;
  readonly criteria?: readonly string[];
  /** Time to the first answer, in the words of the documents. */
  readonly responds?: string;
  /** Who is told, in the words of the documents. */
  readonly told?: string;
  readonly reached: readonly Reached[];
  /** Alerts that reach it, with the severity of each. */
  readonly alerts: readonly LevelAlerts[];
  /** Why no alert reaches it. */
  readonly withoutAlert?: string;
}

/** One way to a level: from the alerts of a severity, after a time. */
export interface Reached {
  readonly severity: string;
  readonly after: string;
  /** Whether Alertmanager tells them by itself, or a person does. */
  readonly by: "Alertmanager" | "people";
  readonly who?: string;
  /** What a person has to find first. */
  readonly when?: string;
  readonly acknowledge?: string;
  readonly resolve?: string;
  readonly receivers?: readonly string[];
}

export interface LevelAlerts {
  readonly severity: string;
  readonly alerts: readonly string[];
}

export interface DocumentedTree {
  readonly name: string;
  readonly branches: readonly DocumentedBranch[];
}

/** A branch: an alert with what its rule says, or what only people see. */
export interface DocumentedBranch {
  readonly when: string;
  readonly alert?: string;
  readonly severity?: string;
  readonly then: string;
}

/** The escalation of a system; nothing where it tells nobody and has no levels. */
export function escalationOf(system: System, alerts: () => readonly EscalatedAlert[]): EscalationDocument | undefined {
  const { escalation } = system;
  const severities = severitiesByUrgency(system);
  if (escalation === undefined && severities.every(({ tellings }) => tellings.length === 0)) return undefined;
  const all = alerts();
  const described = new Map((escalation?.levels ?? []).map((level) => [level.name, level]));
  const names = severities.flatMap(({ severity }) => [
    severity.priority,
    ...(severity.escalation ?? []).map(({ level }) => level),
  ]);
  return {
    system: system.name,
    levels: [...new Set([...described.keys(), ...names])].map((name) =>
      levelOf(described.get(name) ?? { name }, severities, all),
    ),
    ...given(
      "trees",
      escalation?.trees?.map(({ name, branches }) => ({ name, branches: branches.map((one) => branchOf(one, all)) })),
    ),
    ...given("contacts", escalation?.contacts),
    ...given("channel", escalation?.channel),
    ...given("statusPage", escalation?.statusPage),
  };
}

function levelOf(
  { name, title, criteria, responds, told, withoutAlert }: EscalationLevel,
  severities: readonly RoutedSeverity[],
  all: readonly EscalatedAlert[],
): DocumentedLevel {
  const reached = severities.flatMap((severity) => reachedFrom(severity, name));
  const alerts = [...new Set(reached.map(({ severity }) => severity))].flatMap((severity) => {
    const names = [...new Set(all.filter((one) => one.severity === severity).map(({ alert }) => alert))];
    return names.length === 0 ? [] : [{ severity, alerts: names }];
  });
  return {
    level: name,
    ...given("title", title),
    ...given("criteria", criteria),
    ...given("responds", responds),
    ...given("told", told),
    reached,
    alerts,
    ...given("withoutAlert", withoutAlert),
  };
}

function reachedFrom({ name, severity }: RoutedSeverity, level: string): readonly Reached[] {
  const { priority, notify, acknowledgeWithin, resolveWithin, escalation = [] } = severity;
  const first: readonly Reached[] =
    priority === level
      ? [
          {
            severity: name,
            after: inWords({ unit: "seconds", value: 0 }),
            by: notify === undefined || notify.length === 0 ? "people" : "Alertmanager",
            ...given("acknowledge", maybe(acknowledgeWithin)),
            ...given("resolve", maybe(resolveWithin)),
            ...given("receivers", notify?.map(receiverInWords)),
          },
        ]
      : [];
  return [...first, ...escalation.filter((step) => step.level === level).map((step) => stepOf(name, step))];
}

function stepOf(severity: string, { after, who, when, notify }: EscalationStep): Reached {
  return {
    severity,
    after: inWords(after),
    by: notify === undefined || notify.length === 0 ? "people" : "Alertmanager",
    who,
    ...given("when", when),
    ...given("receivers", notify?.map(receiverInWords)),
  };
}

function branchOf({ when, then }: DecisionBranch, all: readonly EscalatedAlert[]): DocumentedBranch {
  if (typeof when === "string") return { when, then };
  const { alert, severity } = when;
  const rules = all.filter((one) => one.alert === alert && one.severity === severity).map(({ fires }) => fires);
  return { when: [...new Set(rules)].join("; or: "), alert, severity, then };
}

function maybe(duration: Quantity<"seconds"> | undefined): string | undefined {
  return duration === undefined ? undefined : inWords(duration);
}

function inWords({ value }: Quantity<"seconds">): string {
  return formatDuration(value * 1_000);
}
