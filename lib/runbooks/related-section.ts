import { link, listed, sentence } from "./markdown.ts";
import type { PageSelector } from "./page-alert.ts";
import { alertFile, type PageContext, type Silencing, severityHeading, siblings } from "./page-context.ts";

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
  return byReason(context.silencedBy.get(name) ?? []).map(
    ({ own, why, others }) =>
      `While ${listed(shown(others, page), "or")} fires, ${listed(own)} is not told. ${sentence(why)}`,
  );
}

/** The same from the other side, without what it silences of its own name. */
function silences(name: string, context: PageContext, page: (alert: string) => string): readonly string[] {
  const all = (context.silences.get(name) ?? []).map((one) => ({
    ...one,
    others: one.others.filter(({ alert }) => alert !== name),
  }));
  return byReason(all.filter(({ others }) => others.length > 0)).map(({ own, why, others }) => {
    const silenced = shown(others, page);
    return `While ${listed(own)} fires, ${listed(silenced)} ${silenced.length > 1 ? "are" : "is"} not told. ${sentence(why)}`;
  });
}

/** Inhibitions of the same selectors for the same reason as one. */
function byReason(
  inhibitions: readonly Silencing[],
): readonly { readonly own: readonly string[]; readonly why: string; readonly others: readonly PageSelector[] }[] {
  const reasons = new Map<string, { readonly own: readonly string[]; readonly why: string; others: PageSelector[] }>();
  for (const { own, others, why } of inhibitions) {
    const names = named(own, (alert) => alert);
    const key = `${names} ${why}`;
    const reason = reasons.get(key) ?? { own: names, why, others: [] };
    for (const other of others) reason.others.push(other);
    reasons.set(key, reason);
  }
  return [...reasons.values()];
}

/** More names than this say less than their number. */
const MOST_NAMED = 20;

function shown(selectors: readonly PageSelector[], page: (alert: string) => string): readonly string[] {
  const names = named(selectors, page);
  if (names.length <= MOST_NAMED) return names;
  return [...names.slice(0, MOST_NAMED), `${names.length - MOST_NAMED} others`];
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
