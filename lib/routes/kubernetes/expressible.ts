import type { System } from "../../model/system.ts";
import { type NamedHours, namedHours } from "../intervals.ts";
import { type InUtc, inUtc, observesDaylightSaving } from "./in-utc.ts";

/** Hours of a system in UTC, each beside what the model has. */
export interface HoursInUtc extends NamedHours {
  readonly each: readonly InUtc[];
}

/** All hours that routes refer to, in UTC. */
export function hoursInUtc(system: System): readonly HoursInUtc[] {
  return namedHours(system).map((hours) => ({ ...hours, each: hours.during.map(inUtc) }));
}

/** Hours that UTC cannot say in some months, although the model refuses to leave any out. */
export function refusedHours(system: System): readonly NamedHours[] {
  if (system.alerting?.daylightSaving === "month-bounded") return [];
  return namedHours(system).filter(({ during }) => during.some(observesDaylightSaving));
}

/** Hours to be told in of which some month has none: who is told in them would hear nothing for that month. */
export function vanishingHours(system: System): readonly (NamedHours & { readonly months: readonly number[] })[] {
  return hoursInUtc(system).flatMap((hours) => {
    const [first = [], ...others] = hours.each.map(({ emptyMonths }) => emptyMonths);
    const months = first.filter((month) => others.every((other) => other.includes(month)));
    return hours.use === "active" && months.length > 0 ? [{ ...hours, months }] : [];
  });
}

/** Whether AlertmanagerConfig objects can have the hours of a system; where not, only Alertmanager's own configuration can. */
export function isExpressible(system: System): boolean {
  return refusedHours(system).length === 0 && vanishingHours(system).length === 0;
}
