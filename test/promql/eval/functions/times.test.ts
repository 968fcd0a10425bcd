import { describe, expect, it } from "vitest";
import { Labels } from "../../../../lib/promql/data/labels.ts";
import { MemoryStorage } from "../../../../lib/promql/data/storage.ts";
import { civilTime } from "../../../../lib/promql/eval/functions/civil-time.ts";
import { instantQuery } from "../../../../lib/promql/eval/query.ts";
import { at, over } from "./ask.ts";
import type { Rows } from "./rows.ts";

describe("the calendar", () => {
  it("knows 29 February 2024, a Thursday, as day 60 of a year and month of 29 days", () => {
    const day = civilTime(Date.parse("2024-02-29T12:34:56Z") / 1_000);
    expect(day).toEqual({
      ...{ year: 2024, month: 2, day: 29, dayOfYear: 60, weekday: 4, hour: 12, minute: 34, daysInMonth: 29 },
    });
  });

  it("counts back from 1970: a second before it is 23:59 of 31 December 1969, day 365", () => {
    expect(civilTime(-1)).toMatchObject({ year: 1969, month: 12, day: 31, dayOfYear: 365, hour: 23, minute: 59 });
    expect(civilTime(-0.9)).toMatchObject({ year: 1970, day: 1, hour: 0 });
  });

  it("gives NaN the date that Go gives its smallest integer: 4 December 292277026596", () => {
    expect(civilTime(Number.NaN)).toMatchObject({ year: 292_277_026_596, month: 12, day: 4, dayOfYear: 339, hour: 15 });
  });

  it("reads the time of the evaluation without an argument, and keeps no labels", () => {
    expect(over(1, {}, "minute()")).toEqual(["{} 0@0 1@1"]);
    expect(at(61, {}, "hour()")).toEqual(["{} 1"]);
  });
});

describe("timestamp()", () => {
  const rows: Rows = { 'm{job="a"}': [5, 6, undefined] };

  it("is the time of the sample itself over a selector, with offset and @", () => {
    expect(over(2, rows, "timestamp(m)")).toEqual(['{job="a"} 0@0 60@1 60@2']);
    expect(over(2, rows, "timestamp(m offset 1m)")).toEqual(['{job="a"} 0@1 60@2']);
    expect(over(2, rows, "timestamp(m @ 30)")).toEqual(['{job="a"} 0@0 0@1 0@2']);
  });

  it("is the time of the evaluation over anything else", () => {
    expect(over(2, rows, "timestamp(abs(m))")).toEqual(['{job="a"} 0@0 60@1 120@2']);
  });
});

describe("start_timestamp()", () => {
  const storage = new MemoryStorage();
  storage.series(Labels.of({ __name__: "c", job: "a" })).append(60_000, 5, 30_000);
  storage.series(Labels.of({ __name__: "c", job: "b" })).append(60_000, 5);
  const options = { experimental: true, startTimestamps: true };

  it("is 30 s where a counter began then, and 0 where nobody knows", () => {
    expect(instantQuery(storage, "start_timestamp(c)", 60_000, options)).toMatchObject({
      samples: [{ value: 30 }, { value: 0 }],
    });
  });

  it("is nothing without start timestamps, and over anything but a selector", () => {
    expect(instantQuery(storage, "start_timestamp(abs(c))", 60_000, options)).toMatchObject({ samples: [] });
    const without = { ...options, startTimestamps: false };
    expect(instantQuery(storage, "start_timestamp(c)", 60_000, without)).toMatchObject({ samples: [] });
  });
});

describe("absent()", () => {
  const rows: Rows = { 'm{job="a"}': [1, "stale"] };

  it("is 1 at the steps without series, with the labels that the selector demands once", () => {
    expect(over(1, rows, 'absent(m{job="a", x!="y"})')).toEqual(['{job="a"} 1@1']);
    expect(over(1, rows, 'absent(sum(m{job="a"}))')).toEqual(["{} 1@1"]);
    expect(at(0, rows, 'absent(m{job="b", job="c"})')).toEqual(["{} 1"]);
  });
});
