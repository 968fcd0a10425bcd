import { describe, expect, it } from "vitest";
import { type Cron, readCron } from "../../lib/kubernetes/cron.ts";
import {
  cronAtClockChanges,
  cronIntervals,
  cronTimes,
  neverRuns,
  nextCronTime,
} from "../../lib/kubernetes/cron-times.ts";

function cron(text: string): Cron {
  const read = readCron(text);
  if (!read.ok) throw new Error(read.message);
  return read.cron;
}

function times(text: string, after: string, count: number, zone?: string): readonly string[] {
  const found: string[] = [];
  for (const time of cronTimes(cron(text), Date.parse(after), zone)) {
    found.push(new Date(time).toISOString().slice(0, 16));
    if (found.length === count) break;
  }
  return found;
}

describe("schedules of CronJobs", () => {
  it("are read with lists, ranges, steps, names and macros", () => {
    expect(cron("0-10/5,30 */12 1,15 JAN-mar/2 mon-Fri")).toEqual({
      minutes: [0, 5, 10, 30],
      hours: [0, 12],
      daysOfMonth: [1, 15],
      months: [1, 3],
      weekdays: [1, 2, 3, 4, 5],
      eitherDay: true,
    });
    // https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/#schedule-syntax
    expect(cron("@weekly")).toEqual(cron("0 0 * * 0"));
    expect(cron("@monthly")).toEqual(cron("0 0 1 * *"));
    expect(cron("@hourly")).toEqual(cron("0 * ? * ?"));
    expect(cron("20/15 * * * *").minutes).toEqual([20, 35, 50]);
  });

  it.each([
    ["minute 60", "60 * * * *"],
    ["hour 24", "0 24 * * *"],
    ["day 0", "0 0 0 * *"],
    ["month 13", "0 0 1 13 *"],
    ["weekday 7, which other crons take for Sunday", "0 0 * * 7"],
    ["six fields, with seconds", "0 0 0 * * *"],
    ["four fields", "0 0 * *"],
    ["the last day of the month", "0 0 L * *"],
    ["the second Monday", "0 0 * * 1#2"],
    ["a step of 0", "*/0 * * * *"],
    ["a range backwards", "0 22-2 * * *"],
    ["a negative number", "-1 * * * *"],
    ["a zone", "CRON_TZ=UTC 0 0 * * *"],
    ["a macro of others", "@reboot"],
    ["nothing", ""],
  ])("are refused with %s", (_, text) => {
    expect(readCron(text)).toMatchObject({ ok: false, found: text });
  });

  it("run on either day where both kinds are named, else on days that are both", () => {
    // The 13th, or a Friday; 13 November 2026 is both.
    expect(times("0 0 13 * 5", "2026-11-07T00:00Z", 3)).toEqual([
      "2026-11-13T00:00",
      "2026-11-20T00:00",
      "2026-11-27T00:00",
    ]);
    expect(times("0 0 13 * *", "2026-11-13T00:00Z", 1)).toEqual(["2026-12-13T00:00"]);
    // A step makes it a list of days like any other.
    expect(cron("0 0 */2 * 1").eitherDay).toBe(true);
    expect(cron("0 0 */1 * 1").eitherDay).toBe(false);
  });

  it("find leap days, and days that never come", () => {
    expect(times("17 2 29 2 *", "2026-01-01T00:00Z", 1)).toEqual(["2028-02-29T02:17"]);
    expect(neverRuns(cron("0 0 30 2 *"))).toBe(true);
    expect(neverRuns(cron("0 0 31 4,6,9,11 *"))).toBe(true);
    expect(neverRuns(cron("0 0 29 2 *"))).toBe(false);
    expect(nextCronTime(cron("0 0 31 2 *"), 0)).toBeUndefined();
    // From 2096 the next leap year is 2104, farther than the controller looks.
    expect(nextCronTime(cron("0 0 29 2 *"), Date.UTC(2096, 2, 1))).toBeUndefined();
  });

  it("leave out the hour that Berlin leaves out, and run twice in the one that comes twice", () => {
    // 28 March 2027, 2:00 is 3:00; 31 October 2027, 3:00 is 2:00. https://www.iana.org/time-zones, rule EU.
    expect(times("30 2 * * *", "2027-03-27T00:00Z", 2, "Europe/Berlin")).toEqual([
      "2027-03-27T01:30",
      "2027-03-29T00:30",
    ]);
    expect(times("30 2 * * *", "2027-10-30T12:00Z", 3, "Europe/Berlin")).toEqual([
      "2027-10-31T00:30",
      "2027-10-31T01:30",
      "2027-11-01T01:30",
    ]);
    expect(cronAtClockChanges(cron("30 2 * * *"), 2027, "Europe/Berlin")).toEqual({
      skipped: ["2027-03-28 02:30"],
      twice: ["2027-10-31 02:30"],
    });
    expect(cronAtClockChanges(cron("30 3 * * *"), 2027, "Europe/Berlin")).toEqual({ skipped: [], twice: [] });
    expect(cronAtClockChanges(cron("30 2 * * *"), 2027, "Etc/UTC")).toEqual({ skipped: [], twice: [] });
    // On Lord Howe Island clocks change by half an hour: 2:00 to 2:29 is left out on 3 October 2027.
    expect(cronAtClockChanges(cron("15,45 2 * * *"), 2027, "Australia/Lord_Howe").skipped).toEqual([
      "2027-10-03 02:15",
    ]);
  });

  it("know the shortest and the longest time between runs", () => {
    expect(cronIntervals(cron("17 2 * * *"))).toEqual({ shortest: 1_440, longest: 1_440 });
    expect(cronIntervals(cron("*/15 * * * *"))).toEqual({ shortest: 15, longest: 15 });
    expect(cronIntervals(cron("*/40 * * * *"))).toEqual({ shortest: 20, longest: 40 });
    expect(cronIntervals(cron("0 9-17 * * 1-5"))).toEqual({ shortest: 60, longest: 16 * 60 + 2 * 1_440 });
    expect(cronIntervals(cron("0 0 1 * *"))).toEqual({ shortest: 28 * 1_440, longest: 31 * 1_440 });
    expect(cronIntervals(cron("0 0 30 2 *"))).toBeUndefined();
  });

  it("refuse a zone that nobody knows", () => {
    expect(() => nextCronTime(cron("0 0 * * *"), 0, "Europe/Atlantis")).toThrow(RangeError);
  });
});
