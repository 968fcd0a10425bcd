import type { System } from "../model/system.ts";
import type { Route } from "./configuration.ts";
import { inhibitRules } from "./inhibitions.ts";
import { alertmanagerReceiver } from "./integrations.ts";
import { namedIntervals } from "./intervals.ts";
import type { RoutedReceiver, Routing } from "./routing.ts";
import { severitiesByUrgency } from "./severities.ts";
import { severityRoutes, watchdogReceiver, watchdogRoutes } from "./severity-routes.ts";

/**
 * How the alerts of a system reach people, from its severities, escalation and maintenance alone: it costs the same for one
 * objective and for a thousand. Nothing where no severity has receivers.
 */
export function deriveRouting(system: System): Routing | undefined {
  const severities = severitiesByUrgency(system);
  const told = severities.find(({ tellings }) => tellings.length > 0);
  if (told === undefined) return undefined;
  const unrouted: RoutedReceiver = {
    name: unroutedReceiver(system.name),
    tells: told.tellings[0]?.tells ?? [],
    message: { title: "UNROUTED", urgency: told.urgency, ask: "No route of a severity takes this alert." },
  };
  const watchdog = system.alerting?.watchdog;
  const receivers: readonly RoutedReceiver[] = [
    unrouted,
    ...(watchdog === undefined
      ? []
      : [
          {
            name: watchdogReceiver(system.name),
            tells: [watchdog.receiver],
            message: { title: "ALIVE", urgency: severities.length, ask: "Alerts arrive. Its absence is the alert." },
          },
        ]),
    ...severities.flatMap(({ tellings }) =>
      tellings.map(({ receiver, tells, message }) => ({ name: receiver, tells, message })),
    ),
  ];
  const route: Route = {
    receiver: unrouted.name,
    group_by: UNROUTED_GROUPING,
    routes: [...watchdogRoutes(system), ...severityRoutes(system)],
  };
  return {
    system: system.name,
    receivers,
    configuration: {
      route,
      inhibit_rules: inhibitRules(system),
      receivers: receivers.map(alertmanagerReceiver),
      time_intervals: namedIntervals(system),
    },
  };
}

/** Grouping of what no route takes: whose it is, and what. */
export const UNROUTED_GROUPING = ["system", "severity", "alertname"] as const;

/** Name of the receiver that gets what no route takes: that of the most urgent severity, so that nothing falls silently. */
export function unroutedReceiver(system: string): string {
  return `${system}-unrouted`;
}
