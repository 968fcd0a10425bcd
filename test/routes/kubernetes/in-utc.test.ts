import { describe, expect, it } from "vitest";
import { businessHours, during, type TimeInterval } from "../../../lib/model/time-interval.ts";
import { inUtc, observesDaylightSaving } from "../../../lib/routes/kubernetes/in-utc.ts";
import { utcIntervals } from "../../../lib/routes/kubernetes/mute-intervals.ts";
import { isFullRun } from "../../support/promtool.ts";
import { modelHolds, objectHolds, utcWall, type Wall, zoneWall } from "./clock.ts";

const QUARTER = 15 * 60_000;

/**
 * Zones, and the months of UTC in which their clocks change in one year or another, as their laws say. On the first Sunday of a
 * month at night it is still the last of the month before in UTC, where the first is a Sunday and the zone is far in the east.
 */
const ZONES: readonly (readonly [zone: string, changes: readonly number[]])[] = [
  ["Asia/Kolkata", []],
  ["Europe/Berlin", [3, 10]],
  ...(isFullRun
    ? ([
        ["UTC", []],
        ["Pacific/Kiritimati", []],
        ["America/New_York", [3, 11]],
        ["Australia/Lord_Howe", [3, 4, 9, 10]],
        ["Asia/Kathmandu", []],
        ["Pacific/Pago_Pago", []],
        ["America/St_Johns", [3, 11]],
        ["Pacific/Chatham", [3, 4, 9]],
        ["America/Santiago", [4, 9]],
        ["Asia/Shanghai", []],
      ] as const)
    : []),
];

/** What changes the day of the week, of the month, and the month. */
const INTERVALS: readonly Omit<TimeInterval, "zone">[] = [
  {},
  { from: "09:00", to: "17:00", weekdays: ["monday", "tuesday", "wednesday", "thursday", "friday"] },
  { from: "22:15", to: "24:00", weekdays: ["sunday"] },
  { from: "00:00", to: "01:45", weekdays: ["saturday", "monday"] },
  { from: "02:00", to: "03:00" },
  { months: [2, 3, 12] },
  { months: [10], from: "03:30", to: "20:00", weekdays: ["friday"] },
  { daysOfMonth: [1, 15, -1] },
  { daysOfMonth: [28, 29, 30, 31, -2], from: "01:00", to: "23:00" },
  { daysOfMonth: [1, 31], months: [1, 3, 7], from: "00:00", to: "06:00" },
];

/** Every quarter of an hour of 2027 and of 2028, which has a leap day; every fifth of them in the inner loop. */
function quarters(): readonly number[] {
  const step = isFullRun ? QUARTER : 5 * QUARTER;
  const [start, end] = [Date.UTC(2027, 0, 1), Date.UTC(2029, 0, 1)];
  return Array.from({ length: Math.ceil((end - start) / step) }, (_, index) => start + index * step);
}

describe("inUtc", () => {
  const moments = quarters().map((moment) => ({ moment, utc: utcWall(moment) }));

  it.each(ZONES)("never mutes outside the model's hours at any quarter of an hour of 2 years: %s", (zone, changes) => {
    const wallAt = zoneWall(zone);
    const clocks: readonly (readonly [local: Wall, utc: Wall])[] = moments.map(({ moment, utc }) => [
      wallAt(moment),
      utc,
    ]);
    for (const hours of INTERVALS) {
      const interval: TimeInterval = { ...hours, zone };
      const { hours: emitted, uncovered } = inUtc(interval);
      const intervals = utcIntervals(emitted);
      const wider: Wall[] = [];
      const narrower: Wall[] = [];
      for (const [local, utc] of clocks) {
        const wanted = modelHolds(interval, local);
        const muted = intervals.some((one) => objectHolds(one, utc));
        if (muted && !wanted) wider.push(utc);
        if (wanted && !muted) narrower.push(utc);
      }
      expect(wider, JSON.stringify(interval)).toEqual([]);
      // What only a year could tell: 28 and 29 February.
      const unchanged = narrower.filter(
        ({ month, day }) => !changes.includes(month) && !(month === 2 && day >= 28) && !(month === 3 && day === 1),
      );
      expect(unchanged, JSON.stringify(interval)).toEqual([]);
      if (narrower.length > 0) expect(uncovered, JSON.stringify(interval)).not.toEqual([]);
    }
  });

  it("knows which zones change their clocks", () => {
    for (const [zone, changes] of ZONES) {
      expect(observesDaylightSaving(businessHours(zone)), zone).toBe(changes.length > 0);
    }
  });

  it("writes business hours of India, which never changes its clocks, as half hours of UTC", () => {
    const { hours, uncovered } = inUtc(businessHours("Asia/Kolkata"));
    expect(utcIntervals(hours)).toEqual([
      {
        times: [{ startTime: "03:30", endTime: "11:30" }],
        weekdays: ["monday", "tuesday", "wednesday", "thursday", "friday"],
      },
    ]);
    expect(uncovered).toEqual([]);
  });

  it("splits a Saturday of Tokyo at midnight of UTC, into Friday evening and Saturday until 15:00", () => {
    const { hours } = inUtc(during({ weekdays: ["saturday"], zone: "Asia/Tokyo" }));
    expect(utcIntervals(hours)).toEqual([
      { times: [{ startTime: "15:00", endTime: "24:00" }], weekdays: ["friday"] },
      { times: [{ startTime: "00:00", endTime: "15:00" }], weekdays: ["saturday"] },
    ]);
  });

  it("keeps of 02:00 to 06:00 in Berlin the 3 hours that are the same before and after a change, and lists the other 2", () => {
    const { hours, uncovered, emptyMonths } = inUtc(during({ from: "02:00", to: "06:00", zone: "Europe/Berlin" }));
    expect(utcIntervals(hours)).toEqual([
      { times: [{ startTime: "01:00", endTime: "05:00" }], months: ["1:2", "11:12"] },
      { times: [{ startTime: "01:00", endTime: "04:00" }], months: ["3", "10"] },
      { times: [{ startTime: "00:00", endTime: "04:00" }], months: ["4:9"] },
    ]);
    expect(uncovered).toEqual(["00:00 to 01:00 UTC, in month 3 and 10", "04:00 to 05:00 UTC, in month 3 and 10"]);
    expect(emptyMonths).toEqual([]);
  });

  it("tells of months in which nothing is left of an hour", () => {
    expect(inUtc(during({ from: "02:00", to: "03:00", zone: "Europe/Berlin" })).emptyMonths).toEqual([3, 10]);
  });
});
