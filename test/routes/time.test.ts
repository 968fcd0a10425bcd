import { describe, expect, it } from "vitest";
import type { ConfiguredInterval } from "../../lib/routes/configuration.ts";
import { intervalTest } from "../../lib/routes/time.ts";

const holds = (interval: ConfiguredInterval, ...times: readonly string[]): readonly boolean[] =>
  times.map((time) => intervalTest(interval)(Date.parse(time)));

const OFFICE: ConfiguredInterval = {
  times: [{ start_time: "09:00", end_time: "17:00" }],
  weekdays: ["monday:friday"],
  location: "Europe/Berlin",
};

describe("time intervals", () => {
  it("include their first minute and exclude their end", () => {
    // Monday 5 January 2026; Berlin is one hour ahead of UTC in winter.
    expect(
      holds(OFFICE, "2026-01-05T07:59:59Z", "2026-01-05T08:00:00Z", "2026-01-05T15:59:59Z", "2026-01-05T16:00:00Z"),
    ).toEqual([false, true, true, false]);
  });

  it("move with daylight saving: 09:00 in Berlin is 08:00 UTC in March and 07:00 UTC in April", () => {
    // Clocks change on Sunday 29 March 2026.
    expect(holds(OFFICE, "2026-03-27T07:30:00Z", "2026-03-30T07:30:00Z")).toEqual([false, true]);
    // And back on Sunday 25 October 2026.
    expect(holds(OFFICE, "2026-10-23T15:30:00Z", "2026-10-26T15:30:00Z")).toEqual([false, true]);
  });

  it("know the hour that comes twice, and the one that never comes", () => {
    const night: ConfiguredInterval = {
      times: [{ start_time: "02:00", end_time: "03:00" }],
      location: "Europe/Berlin",
    };
    // 25 October 2026: 02:30 is at 00:30 and at 01:30 UTC.
    expect(holds(night, "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z")).toEqual([
      true,
      true,
      false,
    ]);
    // 29 March 2026: after 01:59 comes 03:00.
    expect(holds(night, "2026-03-29T00:59:00Z", "2026-03-29T01:00:00Z")).toEqual([false, false]);
  });

  it("take the weekday of the zone: Monday 00:30 in Tokyo is Sunday 15:30 UTC", () => {
    expect(
      holds({ weekdays: ["monday"], location: "Asia/Tokyo" }, "2026-01-04T15:30:00Z", "2026-01-04T14:30:00Z"),
    ).toEqual([true, false]);
  });

  it("count days from the end of the month, in leap years too", () => {
    const last = { days_of_month: ["-1"] };
    expect(
      holds(last, "2028-02-28T12:00:00Z", "2028-02-29T12:00:00Z", "2026-02-28T12:00:00Z", "2026-04-30T12:00:00Z"),
    ).toEqual([false, true, true, true]);
    expect(holds({ days_of_month: ["-3:-1"] }, "2026-04-27T00:00:00Z", "2026-04-28T00:00:00Z")).toEqual([false, true]);
    expect(holds({ days_of_month: ["31"] }, "2026-04-30T12:00:00Z", "2026-05-31T12:00:00Z")).toEqual([false, true]);
  });

  it("know months by number and by name", () => {
    expect(holds({ months: ["1:3"] }, "2026-03-31T23:59:00Z", "2026-04-01T00:00:00Z")).toEqual([true, false]);
    expect(holds({ months: ["december"] }, "2026-12-01T00:00:00Z", "2026-11-30T23:59:00Z")).toEqual([true, false]);
  });

  it("without any field hold always, and `24:00` is the end of the day", () => {
    expect(holds({}, "2026-01-01T00:00:00Z")).toEqual([true]);
    expect(
      holds({ times: [{ start_time: "22:00", end_time: "24:00" }] }, "2026-01-01T23:59:00Z", "2026-01-02T00:00:00Z"),
    ).toEqual([true, false]);
  });
});
