import { given } from "../core/given.ts";
import { kebabCase } from "../core/names.ts";
import type { MaintenanceWindow } from "../model/alerting.ts";
import type { System } from "../model/system.ts";
import type { TimeInterval } from "../model/time-interval.ts";
import type { ConfiguredInterval, NamedInterval } from "./configuration.ts";
import { severitiesByUrgency } from "./severities.ts";

/** Name of the hours in which a severity is told. */
export function hoursName(system: string, severity: string): string {
  return `${system}-${kebabCase(severity)}-hours`;
}

/** Name of the hours of a maintenance window. */
export function maintenanceName(system: string, { name }: MaintenanceWindow): string {
  return `${system}-maintenance-${kebabCase(name)}`;
}

/** Maintenance windows that mute a severity: those that say so, else all but the most urgent ones. */
export function mutedBy(system: System, severity: string): readonly MaintenanceWindow[] {
  const most = Math.min(...Object.values(system.severities).map(({ rank }) => rank));
  const urgent = system.severities[severity]?.rank === most;
  return (system.alerting?.maintenance ?? []).filter(({ mutes }) =>
    mutes === undefined ? !urgent : mutes.includes(severity),
  );
}

/** Hours of the model under the name that routes refer to them by. */
export interface NamedHours {
  readonly name: string;
  readonly during: readonly TimeInterval[];
  /** Where they stand in the model. */
  readonly path: string;
  /** Whether somebody is told in them, or nobody. */
  readonly use: "active" | "muted";
}

/** All hours that the routes of a system refer to. */
export function namedHours(system: System): readonly NamedHours[] {
  const routed = severitiesByUrgency(system).filter(({ tellings }) => tellings.length > 0);
  const hours = routed.flatMap(({ name, severity: { during } }): readonly NamedHours[] =>
    during === undefined
      ? []
      : [{ name: hoursName(system.name, name), during, path: `severities.${name}.during`, use: "active" }],
  );
  const maintenance = (system.alerting?.maintenance ?? [])
    .filter((window) => routed.some(({ name }) => mutedBy(system, name).includes(window)))
    .map(
      (window): NamedHours => ({
        name: maintenanceName(system.name, window),
        during: window.during,
        path: `alerting.maintenance.${window.name}.during`,
        use: "muted",
      }),
    );
  return [...hours, ...maintenance];
}

/** Every interval that the routes of a system refer to. */
export function namedIntervals(system: System): readonly NamedInterval[] {
  return namedHours(system).map(({ name, during }) => ({ name, time_intervals: during.map(configuredInterval) }));
}

/** Hours of the model as Alertmanager reads them. */
function configuredInterval({ from, to, weekdays, daysOfMonth, months, zone }: TimeInterval): ConfiguredInterval {
  return {
    ...(from === undefined && to === undefined
      ? {}
      : { times: [{ start_time: from ?? "00:00", end_time: to ?? "24:00" }] }),
    ...given("weekdays", weekdays),
    ...given("days_of_month", daysOfMonth?.map(String)),
    ...given("months", months?.map(String)),
    location: zone,
  };
}
