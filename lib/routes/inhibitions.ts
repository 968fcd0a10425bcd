import { pascalCase } from "../core/names.ts";
import type { AlertSelector, Inhibition } from "../model/alerting.ts";
import { objectivesOf, ownersOf } from "../model/check/walk.ts";
import { IDENTITY_LABELS } from "../model/conventions.ts";
import type { System } from "../model/system.ts";
import type { InhibitRule } from "./configuration.ts";
import { mutedBy } from "./intervals.ts";
import { equals, oneOf, present } from "./matcher-text.ts";
import { type RoutedSeverity, severitiesByUrgency } from "./severities.ts";

/**
 * What is not told while its cause is: an objective's milder alerts while a more urgent one of the same objective fires, the
 * alerts of a service's objectives and single targets while none of its targets answers, and what the model declares.
 */
export function inhibitRules(system: System): readonly InhibitRule[] {
  const severities = severitiesByUrgency(system);
  return [
    ...milderOfObjective(system, severities),
    ...downOfService(system, severities),
    ...(system.alerting?.inhibitions ?? []).flatMap((one) => declared(system, severities, one)),
  ];
}

/** Severities whose alerts may be silenced by one of `cause`: never more urgent ones, and whoever waits for them is told. */
function silencedBy(
  system: System,
  severities: readonly RoutedSeverity[],
  cause: RoutedSeverity,
): readonly RoutedSeverity[] {
  return severities.filter((effect) => mayInhibit(system, cause, effect));
}

/**
 * Whether an alert of one severity may silence one of another: it is at least as urgent, it is told whenever the other would
 * be, and of two pages it is told to everybody whom the other tells.
 */
export function mayInhibit(system: System, cause: RoutedSeverity, effect: RoutedSeverity): boolean {
  if (cause.urgency > effect.urgency || cause.tellings.length === 0) return false;
  if (cause.name === effect.name) return true;
  const always =
    cause.severity.during === undefined ||
    JSON.stringify(cause.severity.during) === JSON.stringify(effect.severity.during);
  const muted = mutedBy(system, effect.name);
  if (!always || !mutedBy(system, cause.name).every((window) => muted.includes(window))) return false;
  if (cause.urgency < effect.urgency) return true;
  const told = new Set(cause.tellings.flatMap(({ tells }) => tells.map((one) => JSON.stringify(one))));
  return effect.tellings.every(({ tells }) => tells.every((one) => told.has(JSON.stringify(one))));
}

/**
 * An urgent alert of an objective silences the milder ones of the same. Labels that indicators keep are part of what has to be
 * equal: a page for one tenant says nothing about another. An alert without any of them is then equal to none that has it.
 */
function milderOfObjective(system: System, severities: readonly RoutedSeverity[]): readonly InhibitRule[] {
  const kept = objectivesOf(system).flatMap(({ objective: { indicator } }) =>
    indicator.kind === "up" ? [] : (indicator.by ?? []),
  );
  const equal = [...new Set([...IDENTITY_LABELS, ...kept])];
  return severities.flatMap((cause) => {
    const effects = silencedBy(system, severities, cause).filter(({ urgency }) => urgency > cause.urgency);
    if (effects.length === 0) return [];
    const of = [equals("system", system.name), present("service"), present("objective")];
    return [
      {
        source_matchers: [...of, equals("severity", cause.name)],
        target_matchers: [...of, oneOf("severity", names(effects))],
        equal,
      },
    ];
  });
}

/** While no target of a service answers, whatever its objectives say and each single target say the same. */
function downOfService(system: System, severities: readonly RoutedSeverity[]): readonly InhibitRule[] {
  const downs = ownersOf(system).flatMap(({ owner: { name, scrape } }) => {
    if (scrape === undefined || "ignored" in scrape.down) return [];
    const { alert, severity, target } = scrape.down;
    const single = target === undefined ? undefined : (target.alert ?? `${pascalCase(name)}TargetDown`);
    return [{ alert: alert ?? `${pascalCase(name)}Down`, severity, single }];
  });
  return severities.flatMap((cause) => {
    const own = downs.filter(({ severity }) => severity === cause.name);
    const effects = silencedBy(system, severities, cause);
    if (own.length === 0 || effects.length === 0) return [];
    const source = [
      equals("system", system.name),
      present("service"),
      equals("severity", cause.name),
      oneOf("alertname", unique(own.map(({ alert }) => alert))),
    ];
    const of = [equals("system", system.name), present("service"), oneOf("severity", names(effects))];
    const singles = unique(own.flatMap(({ single }) => single ?? []));
    const equal = ["system", "service"];
    return [
      { source_matchers: source, target_matchers: [...of, present("objective")], equal },
      ...(singles.length === 0
        ? []
        : [{ source_matchers: source, target_matchers: [...of, oneOf("alertname", singles)], equal }]),
    ];
  });
}

/** A declared inhibition, one rule for each set of severities that may silence the same ones. */
function declared(
  system: System,
  severities: readonly RoutedSeverity[],
  { cause, effect, equal }: Inhibition,
): readonly InhibitRule[] {
  const of = (selector: AlertSelector): readonly RoutedSeverity[] =>
    severities.filter(({ name }) => selector.severity === undefined || selector.severity === name);
  return of(cause).flatMap((source) => {
    const targets = silencedBy(system, of(effect), source);
    if (targets.length === 0) return [];
    const there = equal.filter((label) => label !== "system").map(present);
    const matchers = (selector: AlertSelector, graded: readonly RoutedSeverity[]): readonly string[] => [
      equals("system", system.name),
      oneOf("alertname", selector.alerts),
      oneOf("severity", names(graded)),
      ...there,
    ];
    return [
      {
        source_matchers: matchers(cause, [source]),
        target_matchers: matchers(effect, targets),
        equal: unique(["system", ...equal]),
      },
    ];
  });
}

function names(severities: readonly RoutedSeverity[]): readonly string[] {
  return severities.map(({ name }) => name);
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
