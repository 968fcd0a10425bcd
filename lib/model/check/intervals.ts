import { nearest } from "../../core/names.ts";
import type { System } from "../system.ts";
import { type TimeInterval, WEEKDAYS } from "../time-interval.ts";
import type { ModelCode } from "./codes.ts";
import type { Report } from "./report.ts";
import { didYouMean } from "./walk.ts";

/** The most days that each month has, from January. */
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** That hours which come again do come. */
export function checkIntervals(system: System, report: Report<ModelCode>): void {
  for (const [name, { during }] of Object.entries(system.severities)) {
    if (during !== undefined) checkAll(during, `severities.${name}.during`, report);
  }
  for (const { name, during } of system.alerting?.maintenance ?? []) {
    checkAll(during, `alerting.maintenance.${name}.during`, report);
  }
}

function checkAll(intervals: readonly TimeInterval[], path: string, report: Report<ModelCode>): void {
  if (intervals.length === 0) {
    report.error("time-interval-never", path, "an empty list never holds", { mend: "list the hours, or leave it out" });
  }
  for (const [index, interval] of intervals.entries()) {
    checkForm(interval, `${path}.${index}`, report);
    checkHours(interval, `${path}.${index}`, report);
    checkDays(interval, `${path}.${index}`, report);
  }
}

/** Of texts and numbers that types and the schema leave open. */
function checkForm({ from, to, zone, ...days }: TimeInterval, path: string, report: Report<ModelCode>): void {
  for (const [field, text] of Object.entries({ from, to })) {
    if (text === undefined || minutesOf(text) !== undefined) continue;
    const [, hour = "", minute = "00"] = /^([0-9]{1,2})(?::?([0-9]{2}))?$/.exec(text) ?? [];
    const better = `${hour.padStart(2, "0")}:${minute}`;
    report.error("time-interval-invalid", `${path}.${field}`, "no such time of day", {
      found: JSON.stringify(text),
      expected: "hours and minutes: 09:00, 24:00",
      mend: minutesOf(better) === undefined ? undefined : `write ${better}`,
    });
  }
  checkZone(zone, `${path}.zone`, report);
  const unknown = days.weekdays?.find((day) => !WEEKDAYS.includes(day));
  if (unknown !== undefined) {
    report.error("time-interval-invalid", `${path}.weekdays`, "no such day of the week", {
      found: JSON.stringify(unknown),
      expected: WEEKDAYS.join(", "),
      mend: didYouMean(nearest(unknown, WEEKDAYS)),
    });
  }
  const month = days.months?.find((value) => !isBetween(value, 12));
  if (month !== undefined) {
    const facts = { found: `${month}`, expected: "1 to 12" };
    report.error("time-interval-invalid", `${path}.months`, "no such month", facts);
  }
  const day = days.daysOfMonth?.find((value) => !isBetween(Math.abs(value), 31));
  if (day !== undefined) {
    const facts = { found: `${day}`, expected: "1 to 31, or -1 for the last day down to -31" };
    report.error("time-interval-invalid", `${path}.daysOfMonth`, "no such day of a month", facts);
  }
}

function isBetween(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}

/** Alertmanager reads the files of its machine, whose names have one spelling; JavaScript takes any case, and offsets. */
function checkZone(zone: string, path: string, report: Report<ModelCode>): void {
  const canonical = zoneOf(zone);
  if (canonical !== undefined && (canonical === zone || canonical.toLowerCase() !== zone.toLowerCase())) return;
  const near = canonical ?? nearest(zone, Intl.supportedValuesOf("timeZone"));
  report.error("time-interval-invalid", path, "no such time zone", {
    found: JSON.stringify(zone),
    expected: "a name of the IANA list: Europe/Berlin, UTC",
    mend: didYouMean(near),
  });
}

function zoneOf(zone: string): string | undefined {
  if (!/^[A-Za-z]/.test(zone)) return undefined;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function checkHours({ from = "00:00", to = "24:00" }: TimeInterval, path: string, report: Report<ModelCode>): void {
  const start = minutesOf(from);
  const end = minutesOf(to);
  if (start === undefined || end === undefined || start < end) return;
  report.error("time-interval-never", `${path}.to`, "it ends before it begins: an interval lies within one day", {
    found: `${from} to ${to}`,
    mend:
      start === end
        ? "leave both out for the whole day"
        : end === 0
          ? "write 24:00"
          : `two intervals: ${from} to 24:00, and 00:00 to ${to}`,
  });
}

/** Units: minutes since midnight. */
function minutesOf(text: string): number | undefined {
  const [, hour, minute] = /^([01][0-9]|2[0-3]|24):([0-5][0-9])$/.exec(text) ?? [];
  const minutes = Number(hour) * 60 + Number(minute);
  return minutes <= 1_440 ? minutes : undefined;
}

function checkDays({ weekdays, daysOfMonth, months }: TimeInterval, path: string, report: Report<ModelCode>): void {
  for (const [field, list] of Object.entries({ weekdays, daysOfMonth, months })) {
    if (list === undefined || list.length > 0) continue;
    const mend = "leave it out for all of them";
    report.error("time-interval-never", `${path}.${field}`, "an empty list never holds", { mend });
  }
  if (daysOfMonth === undefined || daysOfMonth.length === 0 || months?.length === 0) return;
  const lengths = (months ?? DAYS.map((_, index) => index + 1)).map((month) => DAYS[month - 1] ?? 0);
  const longest = Math.max(...lengths);
  // What is no day or month at all is told already.
  if (longest === 0 || daysOfMonth.some((day) => Math.abs(day) <= longest || !isBetween(Math.abs(day), 31))) return;
  report.error("time-interval-never", `${path}.daysOfMonth`, "none of these months has such a day", {
    found: daysOfMonth.join(", "),
    expected: `at most ${longest}`,
    mend: "write -1 for the last day of the month",
  });
}
