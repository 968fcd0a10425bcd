import { type TimeInterval, WEEKDAYS } from "../../model/time-interval.ts";
import { minutesOf } from "../time.ts";
import { shiftDays } from "./shift-days.ts";
import { meet, type UtcHours } from "./utc-hours.ts";
import { hasClockChanges, MONTHS, offsetsByMonth } from "./zone-offsets.ts";

/** Hours of the model in UTC, and those of them that UTC cannot say. */
export interface InUtc {
  readonly hours: readonly UtcHours[];
  /** In words, one line each; empty when the hours are the same as the model's. */
  readonly uncovered: readonly string[];
  /** Months in which nothing is left of them. */
  readonly emptyMonths: readonly number[];
}

const DAY = 1_440;

/** Whether clocks change in the zone of an interval. */
export function observesDaylightSaving({ zone }: TimeInterval): boolean {
  return hasClockChanges(offsetsByMonth(zone));
}

/**
 * An interval of a zone in UTC, split at midnight, never wider than the interval itself. In a month in which clocks change
 * only those hours are left that belong to it before and after the change.
 */
export function inUtc(interval: TimeInterval): InUtc {
  const offsets = offsetsByMonth(interval.zone);
  const all = [...new Set([...offsets.values()].flat())];
  const shifted = new Map(all.map((offset) => [offset, shiftedBy(interval, offset)]));
  const lost = [...new Set([...shifted.values()].flatMap((one) => one.lost))];
  if (all.length === 1) {
    return { hours: [...shifted.values()].flatMap((one) => one.hours), uncovered: lost, emptyMonths: [] };
  }
  const uncovered: string[] = [...lost];
  const emptyMonths: number[] = [];
  const hours = groupsOf(offsets).flatMap(({ months, offsets: occurring }) => {
    const each = occurring.map((offset) =>
      (shifted.get(offset)?.hours ?? []).flatMap((one) => meet(one, { from: 0, to: DAY, months }) ?? []),
    );
    const [first = [], ...others] = each;
    const always = others.reduce((a, b) => a.flatMap((one) => b.flatMap((other) => meet(one, other) ?? [])), first);
    for (const month of months) {
      const isIn = (one: UtcHours): boolean => one.months?.includes(month) ?? true;
      if (!always.some(isIn) && each.some((some) => some.some(isIn))) emptyMonths.push(month);
    }
    if (others.length > 0) uncovered.push(...missing(each.flat(), always));
    return always;
  });
  return { hours, uncovered, emptyMonths };
}

/** Months with the same offsets, in the order of the year. */
function groupsOf(
  offsets: ReadonlyMap<number, readonly number[]>,
): readonly { readonly months: readonly number[]; readonly offsets: readonly number[] }[] {
  const keys = [...new Set([...offsets.values()].map(String))];
  return keys.map((key) => ({
    months: MONTHS.filter((month) => String(offsets.get(month)) === key),
    offsets: key.split(",").map(Number),
  }));
}

/** An interval as if its zone were always `offset` minutes east of UTC. */
function shiftedBy(
  { from = "00:00", to = "24:00", weekdays, daysOfMonth, months }: TimeInterval,
  offset: number,
): { readonly hours: readonly UtcHours[]; readonly lost: readonly string[] } {
  const lost: string[] = [];
  const hours = ([-1, 0, 1] as const).flatMap((by) => {
    const start = Math.max(minutesOf(from) - offset - by * DAY, 0);
    const end = Math.min(minutesOf(to) - offset - by * DAY, DAY);
    if (start >= end) return [];
    const kept = weekdays?.map((weekday) => (WEEKDAYS.indexOf(weekday) + by + 7) % 7).sort((a, b) => a - b);
    return (daysOfMonth ?? [undefined]).flatMap((day) => {
      const moved = shiftDays(by, day, months);
      lost.push(...moved.lost);
      return moved.days.map((days) => ({
        from: start,
        to: end,
        ...(kept === undefined ? {} : { weekdays: kept }),
        ...days,
      }));
    });
  });
  return { hours, lost };
}

/** What of `some` is in none of `all`, in words. */
function missing(some: readonly UtcHours[], all: readonly UtcHours[]): readonly string[] {
  const left = all.reduce((rest, hole) => rest.flatMap((one) => without(one, hole)), [...some]);
  return [...new Set(left.map(hoursInWords))].sort();
}

/** Parts of an interval outside another one that holds on the same days; days are compared as they are written. */
function without(one: UtcHours, hole: UtcHours): readonly UtcHours[] {
  const sameDays = JSON.stringify([one.days, one.months]) === JSON.stringify([hole.days, hole.months]);
  if (!sameDays || meet(one, hole) === undefined) return [one];
  const others = one.weekdays?.filter((weekday) => !(hole.weekdays ?? [weekday]).includes(weekday)) ?? [];
  const same = one.weekdays?.filter((weekday) => (hole.weekdays ?? [weekday]).includes(weekday));
  const within = same === undefined ? one : { ...one, weekdays: same };
  return [
    ...(others.length === 0 ? [] : [{ ...one, weekdays: others }]),
    ...(one.from < hole.from ? [{ ...within, to: hole.from }] : []),
    ...(one.to > hole.to ? [{ ...within, from: hole.to }] : []),
  ];
}

/** `07:00 to 08:00 UTC, monday, tuesday, in months 3, 10`. */
function hoursInWords({ from, to, weekdays, days, months }: UtcHours): string {
  return [
    `${clock(from)} to ${clock(to)} UTC`,
    ...(weekdays?.map((weekday) => WEEKDAYS[weekday]) ?? []),
    ...(days === undefined ? [] : [`days ${days.from} to ${days.to}`]),
    ...(months === undefined ? [] : [`in month ${months.join(" and ")}`]),
  ].join(", ");
}

/** Minutes since midnight as `09:30`. */
export function clock(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
