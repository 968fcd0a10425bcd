import { BurnlineError } from "../core/issue.ts";
import { Report } from "../model/check/report.ts";
import type { Receiver } from "../model/receiver.ts";
import type { RouteCode } from "./codes.ts";
import type { AlertmanagerConfiguration, NamedInterval, Route } from "./configuration.ts";
import { UNROUTED_GROUPING, unroutedReceiver } from "./derive-routing.ts";
import { alertmanagerReceiver } from "./integrations.ts";
import { equals } from "./matcher-text.ts";
import type { RoutedReceiver, Routing } from "./routing.ts";

/** Name of the receiver of alerts that belong to no system. */
export const NOBODYS = "unrouted";

/** One configuration for several systems, and who stands behind its receivers. */
export interface MergedRouting {
  readonly configuration: AlertmanagerConfiguration;
  readonly receivers: readonly RoutedReceiver[];
}

/**
 * One configuration for several systems on one Alertmanager: a subtree for each, so that no alert reaches another system's
 * receiver, and a catch-all above them. What belongs to no system is told to `nobodys`; default: to everybody who is told what
 * no route of their own system takes, because nobody knows whose it is.
 *
 * @throws BurnlineError when two systems have one name, or receivers or intervals of one name
 */
export function mergeRoutings(routings: readonly Routing[], nobodys?: readonly Receiver[]): MergedRouting {
  const clashes = clashesIn(routings);
  if (clashes.length > 0) throw new BurnlineError(clashes);
  const catchAll: RoutedReceiver = {
    name: NOBODYS,
    tells: nobodys ?? distinct(routings.flatMap(({ system, receivers }) => unroutedOf(system, receivers))),
    message: { title: "UNROUTED", urgency: 0, ask: "No system of this Alertmanager has this alert." },
  };
  const receivers = [catchAll, ...routings.flatMap((routing) => routing.receivers)];
  return {
    receivers,
    configuration: {
      route: {
        receiver: catchAll.name,
        group_by: UNROUTED_GROUPING,
        routes: routings.map(
          ({ system, configuration: { route } }): Route => ({
            ...route,
            matchers: [equals("system", system)],
          }),
        ),
      },
      inhibit_rules: routings.flatMap(({ configuration }) => configuration.inhibit_rules),
      receivers: receivers.map(alertmanagerReceiver),
      time_intervals: routings.flatMap(({ configuration }): readonly NamedInterval[] => configuration.time_intervals),
    },
  };
}

function unroutedOf(system: string, receivers: readonly RoutedReceiver[]): readonly Receiver[] {
  return receivers.find(({ name }) => name === unroutedReceiver(system))?.tells ?? [];
}

function distinct(receivers: readonly Receiver[]): readonly Receiver[] {
  return [...new Map(receivers.map((receiver) => [JSON.stringify(receiver), receiver])).values()];
}

/** Names that more than one system has: `a-b` with a severity `c`, and `a` with a severity `b-c`. */
function clashesIn(routings: readonly Routing[]): Report<RouteCode>["issues"] {
  const report = new Report<RouteCode>();
  const owners = new Map<string, string>([[`receiver ${NOBODYS}`, "the catch-all of all systems"]]);
  const claim = (kind: string, name: string, path: string, owner: string): void => {
    const known = owners.get(`${kind} ${name}`);
    owners.set(`${kind} ${name}`, owner);
    if (known === undefined) return;
    report.error("routing-name-clash", path, `two systems would have one ${kind} of this name`, {
      found: `${name}, of ${known} and of ${owner}`,
      expected: "a name that only one of them has",
      mend: "rename the severity, the maintenance window or the system",
    });
  };
  for (const { system, configuration } of routings) {
    claim("system", system, system, system);
    for (const { name } of configuration.receivers) claim("receiver", name, `${system}: receivers.${name}`, system);
    for (const { name } of configuration.time_intervals)
      claim("time interval", name, `${system}: time_intervals.${name}`, system);
  }
  return report.issues;
}
