import { describe, expect, it } from "vitest";
import { constant, missing, ramp, type Samples, stale } from "../../../lib/index.ts";
import {
  frozenAt,
  resetAt,
  type ScrapeClock,
  scaled,
  scrape,
  withFate,
} from "../../../lib/prove/trials/conditions-scrapes.ts";

const CLOCK: ScrapeClock = { step: 60, every: 30, phase: 0, until: 240, begin: 0 };

const of = (samples: readonly Samples[], clock: Partial<ScrapeClock> = {}) =>
  scrape({ name: "x", labels: {}, samples }, { ...CLOCK, ...clock });

describe("synthetic series, scraped twice a step", () => {
  it("hold what is constant and interpolate what grows", () => {
    expect([...of([constant(5, 2), ramp(5, 0.5, 3)]).values]).toEqual([5, 5, 5, 5, 5, 5.25, 5.5, 5.75, 6]);
  });

  it("keep events whole: 3 a minute are 1 and then 2 in half minutes", () => {
    expect([...of([ramp(0, 3, 5)]).values]).toEqual([0, 1, 3, 4, 6, 7, 9, 10, 12]);
  });

  it("end at the first scrape of a marker, also where it lies between two scrapes", () => {
    const twice = of([constant(1, 2), stale(), missing(2)]);
    expect([[...(twice.stale ?? [])], [...twice.values.slice(0, 5)]]).toEqual([[4], [1, 1, 1, 1, Number.NaN]]);
    const slow = of([constant(1, 1), stale(), missing(3)], { every: 120 });
    expect([[...(slow.stale ?? [])], [...slow.values]]).toEqual([[1], [1, Number.NaN, Number.NaN]]);
  });

  it("have no marker where the series goes on at the next scrape", () => {
    expect(of([constant(1, 1), stale(), constant(2, 3)], { every: 120 }).stale).toBeUndefined();
  });

  it("begin before the first evaluation when scrapes come after it", () => {
    const late = of([ramp(60, 60, 5)], { every: 60, phase: -50 });
    expect(late.offset).toBe(-50_000);
    expect([...late.values.slice(0, 3)]).toEqual([10, 70, 130]);
  });
});

describe("what becomes of series", () => {
  const counter = of([ramp(100, 60, 5)]);

  it("may be missing for a while, without a marker", () => {
    const gap = withFate(counter, 0, (time) => (time >= 60 && time < 120 ? "missed" : "seen"));
    expect([...gap.values.slice(0, 5)]).toEqual([100, 130, Number.NaN, Number.NaN, 220]);
    expect(gap.stale?.size).toBe(0);
  });

  it("may end, with one marker, and come back", () => {
    const away = withFate(counter, 0, (time) => (time >= 60 && time < 120 ? "ended" : "seen"));
    expect([[...(away.stale ?? [])], away.values[4]]).toEqual([[2], 220]);
  });

  it("may count from 0 again, stand still, and be more or less", () => {
    expect([...resetAt(counter, 0, 90).values]).toEqual([100, 130, 160, 30, 60, 90, 120, 150, 180]);
    expect([...frozenAt(counter, 0, 90).values]).toEqual([100, 130, 160, 160, 160, 160, 160, 160, 160]);
    const half = scaled([{ name: "x", labels: {}, samples: [ramp(100, 60, 2), stale(), constant(3, 1)] }], 0.5, "x");
    expect(half[0]?.samples).toEqual([ramp(50, 30, 2), stale(), constant(1.5, 1)]);
  });
});
