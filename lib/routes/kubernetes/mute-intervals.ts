import { given } from "../../core/given.ts";
import { WEEKDAYS } from "../../model/time-interval.ts";
import { clock } from "./in-utc.ts";
import type { DayRange, UtcHours } from "./utc-hours.ts";

/** A time interval of an AlertmanagerConfig: always UTC. */
export interface UtcInterval {
  readonly times?: readonly { readonly startTime: string; readonly endTime: string }[];
  readonly weekdays?: readonly string[];
  readonly daysOfMonth?: readonly { readonly start: number; readonly end: number }[];
  readonly months?: readonly string[];
}

/** Hours as an AlertmanagerConfig has them: those of the same days together. */
export function utcIntervals(hours: readonly UtcHours[]): readonly UtcInterval[] {
  const days = new Map<string, UtcHours[]>();
  for (const one of hours) {
    const key = JSON.stringify([one.months, one.days, one.weekdays]);
    days.set(key, [...(days.get(key) ?? []), one]);
  }
  return [...days.values()].map((same) => {
    const { weekdays, days, months }: Partial<UtcHours> = same[0] ?? {};
    const times = joined(same);
    const wholeDay = times.some(({ from, to }) => from === 0 && to === 1_440);
    return {
      ...(wholeDay ? {} : { times: times.map(({ from, to }) => ({ startTime: clock(from), endTime: clock(to) })) }),
      ...given(
        "weekdays",
        weekdays?.map((weekday) => WEEKDAYS[weekday] ?? ""),
      ),
      ...given("daysOfMonth", days === undefined ? undefined : [daysOf(days)]),
      ...given("months", months === undefined || months.length === 12 ? undefined : monthsOf(months)),
    };
  });
}

/** Ranges in order, those that touch as one. */
function joined(hours: readonly UtcHours[]): readonly Pick<UtcHours, "from" | "to">[] {
  const ranges: { from: number; to: number }[] = [];
  for (const { from, to } of [...hours].sort((a, b) => a.from - b.from)) {
    const last = ranges.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else ranges.push({ from, to });
  }
  return ranges;
}

function daysOf({ from, to }: DayRange): { readonly start: number; readonly end: number } {
  return { start: from, end: to };
}

/** `["1:2", "11:12"]`: months that follow each other as one range. */
function monthsOf(months: readonly number[]): readonly string[] {
  const ranges: [from: number, to: number][] = [];
  for (const month of months) {
    const last = ranges.at(-1);
    if (last !== undefined && month === last[1] + 1) last[1] = month;
    else ranges.push([month, month]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}:${to}`));
}
