import { link, sentence } from "./markdown.ts";
import type { PageInhibition, PageSelector } from "./page-alert.ts";
import { alertFile, type PageContext, severityHeading, siblings } from "./page-context.ts";

/** Alerts that belong to this one: what silences it, what it silences, and others about the same objective. */
export function relatedSection(name: string, context: PageContext): readonly string[] {
  const { source, system } = context;
  const page = (alert: string): string => (context.alerts.has(alert) ? link(alert, alertFile(alert)) : alert);
  const selected = ({ alert, severity }: PageSelector): string =>
    severity === undefined ? page(alert) : `${page(alert)} (${severityHeading(severity)})`;
  const names = (selectors: readonly PageSelector[]): string => [...new Set(selectors.map(selected))].join(", ");
  const mine = (selectors: readonly PageSelector[]): readonly PageSelector[] =>
    selectors.filter(({ alert }) => alert === name);
  const silenced = source.inhibitions.flatMap(({ causes, effects, why }: PageInhibition) =>
    mine(effects).length === 0
      ? []
      : [`While ${names(causes)} fires, ${names(mine(effects))} is not told. ${sentence(why)}`],
  );
  const silences = source.inhibitions.flatMap(({ causes, effects, why }) =>
    mine(causes).length === 0 || effects.every(({ alert }) => alert === name)
      ? []
      : [`While ${names(mine(causes))} fires, ${names(effects)} is not told. ${sentence(why)}`],
  );
  const declared = (system.alerting?.related ?? []).flatMap(({ alerts, why }) =>
    alerts.includes(name)
      ? [
          `${alerts
            .filter((alert) => alert !== name)
            .map(page)
            .join(", ")}: ${sentence(why)}`,
        ]
      : [],
  );
  const same = siblings(name, context);
  return [
    ...silenced,
    ...silences,
    ...declared,
    ...(same.length === 0
      ? []
      : [`About the same objective, and its remedies help here too: ${same.map(page).join(", ")}.`]),
  ].map((entry) => `- ${entry}`);
}
