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

/** Every interval that the routes of a system refer to. */
export function namedIntervals(system: System): readonly NamedInterval[] {
  const routed = severitiesByUrgency(system).filter(({ tellings }) => tellings.length > 0);
  const hours = routed.flatMap(({ name, severity: { during } }) =>
    during === undefined
      ? []
      : [{ name: hoursName(system.name, name), time_intervals: during.map(configuredInterval) }],
  );
  const maintenance = (system.alerting?.maintenance ?? [])
    .filter((window) => routed.some(({ name }) => mutedBy(system, name).includes(window)))
    .map((window) => ({
      name: maintenanceName(system.name, window),
      time_intervals: window.during.map(configuredInterval),
    }));
  return [...hours, ...maintenance];
}

/** Hours of the model as Alertmanager reads them. */
export function configuredInterval({
  from,
  to,
  weekdays,
  daysOfMonth,
  months,
  zone,
}: TimeInterval): ConfiguredInterval {
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
