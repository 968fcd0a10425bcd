import { kebabCase } from "../core/names.ts";
import type { Procedure } from "../model/procedure.ts";
import type { System } from "../model/system.ts";
import type { PageAlert, PageInhibition, PageSelector, RunbookSource } from "./page-alert.ts";

/** A source with what every page looks up in it. */
export interface PageContext {
  readonly source: RunbookSource;
  readonly system: System;
  readonly title: string;
  /** Alerts by name, in the order of the rules. */
  readonly alerts: ReadonlyMap<string, readonly PageAlert[]>;
  /** Procedures that stand on the page of an alert. */
  readonly procedures: ReadonlyMap<string, readonly Procedure[]>;
  /** Alerts by the objective that they are about, as `owner/objective`. */
  readonly objectives: ReadonlyMap<string, readonly PageAlert[]>;
  /** What silences an alert, and what it silences, by its name. */
  readonly silencedBy: ReadonlyMap<string, readonly Silencing[]>;
  readonly silences: ReadonlyMap<string, readonly Silencing[]>;
  /** Alerts by their service or dependency. */
  readonly owners: ReadonlyMap<string, readonly PageAlert[]>;
}

/** One inhibition from the side of an alert name: its own selectors, and those of the other side. */
export interface Silencing {
  readonly own: readonly PageSelector[];
  readonly others: readonly PageSelector[];
  readonly why: string;
}

/** Prepares a source for its pages. */
export function pageContext(source: RunbookSource): PageContext {
  const { system } = source;
  return {
    source,
    system,
    title: system.title ?? system.name,
    alerts: grouped(source.alerts, (alert) => [alert.alert]),
    procedures: grouped(system.procedures ?? [], ({ alerts }) => alerts ?? []),
    objectives: grouped(source.alerts, (alert) => objectiveKey(alert) ?? []),
    silencedBy: silencing(source.inhibitions, "effects", "causes"),
    silences: silencing(source.inhibitions, "causes", "effects"),
    owners: grouped(source.alerts, (alert) => [alert.owner]),
  };
}

/** Divided once, since one outage may silence thousands of alerts, each of which has a page. */
function silencing(
  inhibitions: readonly PageInhibition[],
  side: "causes" | "effects",
  other: "causes" | "effects",
): ReadonlyMap<string, readonly Silencing[]> {
  const found = new Map<string, Silencing[]>();
  for (const inhibition of inhibitions) {
    const names = grouped(inhibition[side], ({ alert }) => [alert]);
    for (const [name, own] of names) {
      const one = { own, others: inhibition[other], why: inhibition.why };
      const known = found.get(name);
      if (known === undefined) found.set(name, [one]);
      else known.push(one);
    }
  }
  return found;
}

function objectiveKey({ owner, origin }: PageAlert): readonly string[] | undefined {
  return "objective" in origin ? [`${owner}/${origin.objective.name}`] : undefined;
}

/** Other alerts about the same objectives as this one, by name, the alert itself and missing metrics left out. */
export function siblings(name: string, { alerts, objectives }: PageContext): readonly string[] {
  const keys = (alerts.get(name) ?? []).flatMap((alert) => objectiveKey(alert) ?? []);
  const others = keys.flatMap((key) => objectives.get(key) ?? []);
  const telling = others.filter(({ alert, origin }) => alert !== name && origin.kind !== "absence");
  return [...new Set(telling.map(({ alert }) => alert))];
}

/** Rank of the severity of an alert; 0 is the most urgent. */
export function rankOf(severity: string, { severities }: System): number {
  return severities[severity]?.rank ?? Number.MAX_SAFE_INTEGER;
}

/** Severities of alerts, the most urgent first. */
export function severitiesOf(alerts: readonly PageAlert[], system: System): readonly string[] {
  const names = [...new Set(alerts.map(({ labels }) => labels.severity ?? ""))];
  return names.sort((a, b) => rankOf(a, system) - rankOf(b, system));
}

/** File of an alert's page inside the folder of runbooks. */
export function alertFile(alert: string): string {
  return `${kebabCase(alert)}.md`;
}

/** Heading of a severity, of which GitHub and our site make the anchor that `runbook_url` ends with. */
export function severityHeading(severity: string): string {
  const words = kebabCase(severity).replaceAll("-", " ");
  // A hyphen and a blank give the same anchor.
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function grouped<Item>(
  items: readonly Item[],
  keys: (item: Item) => readonly string[],
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    for (const key of new Set(keys(item))) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return groups;
}
