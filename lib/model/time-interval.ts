import { type Given, settle } from "../core/assumed.ts";

/** Days of the week, as Alertmanager spells them. */
export const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;

export type Weekday = (typeof WEEKDAYS)[number];

/**
 * Hours that come again: what Alertmanager calls a time interval
 * (https://prometheus.io/docs/alerting/latest/configuration/#time_interval).
 */
export interface TimeInterval {
  /** First minute: `09:00`; default `00:00`. */
  readonly from?: string;
  /** End, which does not belong to it: `17:00`, `24:00`; default `24:00`. Later than `from` on the same day. */
  readonly to?: string;
  /** Default: every day of the week. */
  readonly weekdays?: readonly Weekday[];
  /** 1 to 31; -1 is the last day of the month. Default: every day. */
  readonly daysOfMonth?: readonly number[];
  /** 1 to 12. Default: every month. */
  readonly months?: readonly number[];
  /** IANA name of the time zone: `Europe/Berlin`, `UTC`. */
  readonly zone: string;
}

/** Hours that come again, in a time zone. */
export function during(spec: Given<TimeInterval>): TimeInterval {
  return settle<TimeInterval>(spec);
}

/** Monday to Friday from 09:00 to 17:00, unless other hours are given. */
export function businessHours(zone: Given<string>, hours: Given<Pick<TimeInterval, "from" | "to">> = {}): TimeInterval {
  return settle<TimeInterval>({
    from: "09:00",
    to: "17:00",
    weekdays: ["monday", "tuesday", "wednesday", "thursday", "friday"],
    ...hours,
    zone,
  });
}
