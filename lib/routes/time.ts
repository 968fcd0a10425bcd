import type { ConfiguredInterval, NamedInterval } from "./configuration.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Alertmanager counts from Sunday, so that `sunday:tuesday` is a range and `friday:monday` is none. */
const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

const MONTHS = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];

/** Date and time of day as a clock in a time zone shows them. */
interface LocalTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  /** 0 for Sunday. */
  readonly weekday: number;
  readonly minuteOfDay: number;
  readonly daysInMonth: number;
}

/** Test of one interval at a moment in milliseconds since 1970. */
export type TimeTest = (time: number) => boolean;

/** Whether one of the intervals of a name holds, as Alertmanager decides it: start inclusive, end exclusive, on the zone's clock. */
export function namedTest({ time_intervals: intervals }: NamedInterval): TimeTest {
  const tests = intervals.map(intervalTest);
  return (time) => tests.some((test) => test(time));
}

/** Whether one interval holds: all of its fields do. */
export function intervalTest(interval: ConfiguredInterval): TimeTest {
  const { times, weekdays, days_of_month: days, months, location = "UTC" } = interval;
  const hours = times?.map(({ start_time, end_time }): Range => [minutesOf(start_time), minutesOf(end_time) - 1]);
  const weekdayRanges = weekdays?.map((text) => rangeOf(text, WEEKDAYS, 0));
  const dayRanges = days?.map((text) => rangeOf(text, [], 0));
  const monthRanges = months?.map((text) => rangeOf(text, MONTHS, 1));
  return (time) => {
    const local = localTime(location, time);
    return (
      (hours?.some((range) => holds(range, local.minuteOfDay)) ?? true) &&
      (dayRanges?.some((range) => dayHolds(range, local)) ?? true) &&
      (monthRanges?.some((range) => holds(range, local.month)) ?? true) &&
      (weekdayRanges?.some((range) => holds(range, local.weekday)) ?? true)
    );
  };
}

type Range = readonly [first: number, last: number];

function holds([first, last]: Range, value: number): boolean {
  return value >= first && value <= last;
}

/** Days below zero count from the end of the month. */
function dayHolds([first, last]: Range, { day, daysInMonth }: LocalTime): boolean {
  const fromEnd = (value: number): number => (value < 0 ? daysInMonth + value + 1 : value);
  return fromEnd(first) <= daysInMonth && holds([fromEnd(first), Math.min(fromEnd(last), daysInMonth)], day);
}

/** `monday`, `1:5`, `-3:-1`, `january:march`. */
function rangeOf(text: string, names: readonly string[], base: number): Range {
  const [first = "", last = first] = text.toLowerCase().split(":");
  const numberOf = (part: string): number => {
    const index = names.indexOf(part.trim());
    return index === -1 ? Number.parseInt(part, 10) : index + base;
  };
  return [numberOf(first), numberOf(last)];
}

/** Minutes since midnight: `09:30` is 570, `24:00` is 1,440. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

const clocks = new Map<string, (time: number) => LocalTime>();

function localTime(zone: string, time: number): LocalTime {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = clockOf(zone);
    clocks.set(zone, clock);
  }
  return clock(time);
}

/** A clock that remembers its last minute, because many routes ask for the same moment. */
function clockOf(zone: string): (time: number) => LocalTime {
  const format = zone === "UTC" ? undefined : formatOf(zone);
  let last: { readonly minute: number; readonly local: LocalTime } | undefined;
  return (time) => {
    const minute = Math.floor(time / MINUTE);
    if (last?.minute !== minute) last = { minute, local: fieldsOf(wallClock(format, minute * MINUTE)) };
    return last.local;
  };
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const number = "numeric";
  return new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: number,
    month: number,
    day: number,
    hour: number,
    minute: number,
  });
}

/** The moment at which a clock in UTC shows what the zone's clock shows. */
function wallClock(format: Intl.DateTimeFormat | undefined, time: number): number {
  if (format === undefined) return time;
  const fields: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(time)) fields[type] = Number.parseInt(value, 10);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0 } = fields;
  return Date.UTC(year, month - 1, day, hour, minute);
}

function fieldsOf(wall: number): LocalTime {
  const date = new Date(wall);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + 1;
  return {
    year,
    month,
    day: date.getUTCDate(),
    weekday: date.getUTCDay(),
    minuteOfDay: Math.floor((wall - Math.floor(wall / DAY) * DAY) / MINUTE),
    daysInMonth: new Date(Date.UTC(year, month, 0)).getUTCDate(),
  };
}
