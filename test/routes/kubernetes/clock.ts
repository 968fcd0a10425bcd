import type { TimeInterval } from "../../../lib/model/time-interval.ts";
import type { UtcInterval } from "../../../lib/routes/kubernetes/mute-intervals.ts";

const WEEKDAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** What a clock with a calendar shows. */
export interface Wall {
  readonly minute: number;
  readonly weekday: string;
  readonly day: number;
  readonly month: number;
  readonly lastDay: number;
}

/** What a clock in UTC shows at a moment in milliseconds since 1970. */
export function utcWall(moment: number): Wall {
  const date = new Date(moment);
  return {
    minute: date.getUTCHours() * 60 + date.getUTCMinutes(),
    weekday: WEEKDAYS[date.getUTCDay()] ?? "",
    day: date.getUTCDate(),
    month: date.getUTCMonth() + 1,
    lastDay: new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate(),
  };
}

/** A clock of a zone, read from the date as the runtime writes it in that zone. */
export function zoneWall(zone: string): (moment: number) => Wall {
  // Sweden writes dates as ISO does: 2026-03-29 03:00.
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  return (moment) => utcWall(Date.parse(`${format.format(moment).replace(" ", "T")}Z`));
}

/** Whether hours of the model hold, by the meaning that its documentation gives to each field. */
export function modelHolds(interval: TimeInterval, wall: Wall): boolean {
  const { from = "00:00", to = "24:00", weekdays, daysOfMonth, months } = interval;
  return (
    wall.minute >= minutes(from) &&
    wall.minute < minutes(to) &&
    (weekdays === undefined || weekdays.some((weekday) => weekday === wall.weekday)) &&
    (daysOfMonth === undefined || daysOfMonth.some((day) => day === wall.day || day === wall.day - wall.lastDay - 1)) &&
    (months === undefined || months.includes(wall.month))
  );
}

/**
 * Whether an interval of an object holds, by Alertmanager's documentation: ends of days and months included, days below zero
 * counted from the end of the month and kept inside it.
 */
export function objectHolds({ times, weekdays, daysOfMonth, months }: UtcInterval, wall: Wall): boolean {
  const day = (value: number): number => Math.max(value < 0 ? wall.lastDay + value + 1 : value, 1);
  return (
    (times === undefined ||
      times.some(({ startTime, endTime }) => wall.minute >= minutes(startTime) && wall.minute < minutes(endTime))) &&
    (weekdays === undefined || weekdays.includes(wall.weekday)) &&
    (daysOfMonth === undefined ||
      daysOfMonth.some(
        ({ start, end }) => wall.day >= day(start) && wall.day <= day(end) && day(start) <= wall.lastDay,
      )) &&
    (months === undefined ||
      months.some((text) => {
        const [first = 0, last = first] = text.split(":").map(Number);
        return wall.month >= first && wall.month <= last;
      }))
  );
}

function minutes(text: string): number {
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
}
