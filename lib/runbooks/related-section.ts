import { link, listed, sentence } from "./markdown.ts";
import type { PageSelector } from "./page-alert.ts";
import { alertFile, type PageContext, severityHeading, siblings } from "./page-context.ts";

/** Alerts that belong to this one: what silences it, what it silences, and others about the same objective. */
export function relatedSection(name: string, context: PageContext): readonly string[] {
  const { system } = context;
  const page = (alert: string): string => (context.alerts.has(alert) ? link(alert, alertFile(alert)) : alert);
  const declared = (system.alerting?.related ?? []).flatMap(({ alerts, why }) =>
    alerts.includes(name) ? [`${listed(alerts.filter((alert) => alert !== name).map(page))}: ${sentence(why)}`] : [],
  );
  const same = siblings(name, context);
  const entries = [
    ...silencedBy(name, context, page),
    ...silences(name, context, page),
    ...declared,
    ...(same.length === 0
      ? []
      : [`About the same objective, so that their remedies help here too: ${listed(same.map(page))}.`]),
  ];
  return [...new Set(entries)].map((entry) => `- ${entry}`);
}

/** `While A (Critical) or B fires, C (Warning) is not told.`, a line for each reason. */
function silencedBy(name: string, context: PageContext, page: (alert: string) => string): readonly string[] {
  const reasons = new Map<string, { readonly own: readonly string[]; readonly why: string; causes: PageSelector[] }>();
  for (const { causes, effects, why } of context.silencedBy.get(name) ?? []) {
    const own = named(
      effects.filter(({ alert }) => alert === name),
      (alert) => alert,
    );
    const key = `${own} ${why}`;
    const reason = reasons.get(key) ?? { own, why, causes: [] };
    reason.causes.push(...causes);
    reasons.set(key, reason);
  }
  return [...reasons.values()].map(
    ({ own, why, causes }) =>
      `While ${listed(named(causes, page), "or")} fires, ${listed(own)} is not told. ${sentence(why)}`,
  );
}

/** The same from the other side, without what it silences of its own name. */
function silences(name: string, context: PageContext, page: (alert: string) => string): readonly string[] {
  const reasons = new Map<string, { readonly own: readonly string[]; readonly why: string; effects: PageSelector[] }>();
  for (const { causes, effects, why } of context.silences.get(name) ?? []) {
    const own = named(
      causes.filter(({ alert }) => alert === name),
      (alert) => alert,
    );
    const others = effects.filter(({ alert }) => alert !== name);
    if (others.length === 0) continue;
    const key = `${own} ${why}`;
    const reason = reasons.get(key) ?? { own, why, effects: [] };
    reason.effects.push(...others);
    reasons.set(key, reason);
  }
  return [...reasons.values()].map(({ own, why, effects }) => {
    const silenced = named(effects, page);
    return `While ${listed(own)} fires, ${listed(silenced)} ${silenced.length > 1 ? "are" : "is"} not told. ${sentence(why)}`;
  });
}

/** Each name once, with its severities. */
function named(selectors: readonly PageSelector[], page: (alert: string) => string): readonly string[] {
  const severities = new Map<string, Set<string>>();
  for (const { alert, severity } of selectors) {
    const known = severities.get(alert) ?? new Set<string>();
    if (severity !== undefined) known.add(severityHeading(severity));
    severities.set(alert, known);
  }
  return [...severities].map(([alert, of]) => (of.size === 0 ? page(alert) : `${page(alert)} (${[...of].join(", ")})`));
}
