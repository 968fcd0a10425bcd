import { describe, expect, it } from "vitest";
import {
  absenceIgnored,
  cores,
  freshness,
  type Indicator,
  type Objective,
  quantile,
  queueDepth,
  saturation,
  throughput,
} from "../../lib/index.ts";
import type { ValueIndicator } from "../../lib/model/indicator.ts";
import { measuredValues } from "../../lib/prove/reference/values.ts";
import { classicQuantile } from "../../lib/prove/reference/values-quantile.ts";
import { stimulate } from "../../lib/prove/stimulate/stimulate.ts";
import { type Moments, worldOf } from "../../lib/prove/stimulate/world-of.ts";
import type { Clock, Stretch } from "../../lib/prove/stimulus.ts";
import type { RangeSemantics, ScrapedSeries } from "../../lib/prove/world.ts";
import type { Context } from "../../lib/rules/context.ts";
import { cpuSeconds, duration, lastBackup, poolLimit, poolUsed, queue, requests, shop } from "../support/shop.ts";

const { NaN: NONE, POSITIVE_INFINITY: INFINITE } = Number;

const system = shop([]);
const [owner] = system.services;
if (owner === undefined) throw new Error("the shop has a service");
const CONTEXT: Context = { system, owner };

function objectiveOf(indicator: Indicator): Objective {
  return { name: "it", indicator, tiers: [], absence: absenceIgnored("a test") };
}

const stretch = (length: number, level: Stretch["level"], events?: number): Stretch => ({
  seconds: length,
  level,
  ...(events === undefined ? {} : { perSecond: events }),
});

/** The value of an indicator at each minute of a world in which one replica lives through stretches. */
function measured(
  indicator: ValueIndicator,
  given: { readonly stretches: readonly Stretch[]; readonly range?: number; readonly clock?: Clock },
  moments: Partial<Moments> = {},
): readonly number[] {
  const series = stimulate(
    objectiveOf(indicator),
    CONTEXT,
    [{ instance: "i", stretches: given.stretches }],
    given.clock,
  );
  return valuesOn(indicator, series, given.range, moments);
}

function valuesOn(
  indicator: ValueIndicator,
  series: readonly ScrapedSeries[],
  range?: number,
  moments: Partial<Moments> = {},
): readonly number[] {
  const world = worldOf(series, { interval: 60, seconds: 600, ...moments });
  const found = measuredValues(indicator, {
    context: CONTEXT,
    world,
    by: indicator.by,
    ...(range === undefined ? {} : { range: range * 1_000 }),
  });
  expect(found.size).toBeLessThanOrEqual(1);
  return [...found.values()].flatMap(({ values }) => [...values]);
}

describe("a quantile", () => {
  const buckets = (...counts: readonly (readonly [bound: number, count: number])[]) =>
    counts.map(([bound, count]) => ({ bound, count }));

  it("is linear within a bucket: 10 of 40 lie below 0.5 s, so the median is a third of the way from 0.5 s to 1 s", () => {
    expect(classicQuantile(0.5, buckets([0.5, 10], [1, 40], [INFINITE, 40]))).toBeCloseTo(0.5 + 0.5 / 3, 12);
  });

  it("begins at 0 in the lowest bucket, unless its bound is not above 0", () => {
    expect(classicQuantile(0.25, buckets([2, 40], [INFINITE, 40]))).toBe(0.5);
    expect(classicQuantile(0.25, buckets([-2, 40], [INFINITE, 40]))).toBe(-2);
  });

  it("is the last finite bound where it lies beyond", () => {
    expect(classicQuantile(0.95, buckets([1, 90], [2, 94], [INFINITE, 100]))).toBe(2);
  });

  it("is not known without observations, or without the infinite bucket", () => {
    expect(classicQuantile(0.5, buckets([1, 0], [INFINITE, 0]))).toBe(NONE);
    expect(classicQuantile(0.5, buckets([1, 5], [2, 9]))).toBe(NONE);
    expect(classicQuantile(0.5, buckets([INFINITE, 9]))).toBe(NONE);
    expect(classicQuantile(0.5, [])).toBe(NONE);
  });

  it("takes a bucket that holds less than a lower one to hold the same", () => {
    expect(classicQuantile(0.5, buckets([1, 60], [2, 40], [INFINITE, 100]))).toBeCloseTo(50 / 60, 12);
  });
});

describe("the value of an indicator", () => {
  it("is the rate of events from the second scrape on, and follows a change within its range", () => {
    // Scraped each 15 s, evaluated each minute; 6 a second for 5 minutes, then 12.
    const values = measured(throughput(requests), { stretches: [stretch(300, 6), stretch(300, 12)], range: 120 });
    // At 1 m: 5 samples from 0 s to 60 s, 360 events; the counter cannot have been below zero, so nothing is added before.
    expect(values.slice(0, 2)).toEqual([NONE, 3]);
    // 8 samples lie in (t - 2 m, t], 105 s apart; the average gap is 15 s, so the increase is extrapolated to 120 s.
    for (const minute of [3, 4, 5]) expect(values[minute]).toBeCloseTo(6, 12);
    // Of the 105 s between the first and the last sample, 45 s are at 6 a second and 60 s at 12: 990 events, times 120 / 105.
    expect(values[6]).toBeCloseTo((990 / 105) * (120 / 120), 12);
    for (const minute of [7, 8, 9, 10]) expect(values[minute]).toBeCloseTo(12, 12);
  });

  it("is the mean over a range, whose beginning Prometheus 3 leaves out and Prometheus 2 does not", () => {
    const stretches = [stretch(240, 100), stretch(360, 500)];
    const over = (ranges: RangeSemantics) => measured(queueDepth(queue), { stretches, range: 60 }, { ranges });
    // At 4 m: 195 s, 210 s and 225 s at 100 and 240 s at 500; closed, 180 s is one more at 100.
    expect(over("left-open")[4]).toBe(200);
    expect(over("closed")[4]).toBe(180);
    expect(over("left-open")[5]).toBe(500);
    expect(over("closed")[5]).toBe(500);
  });

  it("holds for 5 minutes without samples, and ends at once with a marker", () => {
    const gap = (level: "missing" | "gone") =>
      measured(queueDepth(queue), { stretches: [stretch(60, 7), stretch(540, level)] });
    // The last sample is at 45 s, so it is 4 m 15 s old at 5 m, and beyond the lookback at 6 m.
    expect(gap("missing")).toEqual([7, 7, 7, 7, 7, 7, NONE, NONE, NONE, NONE, NONE]);
    expect(gap("gone")).toEqual([7, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE]);
  });

  it("sees a sample that is exactly 5 minutes old in Prometheus 2 only", () => {
    const stretches = [stretch(61, 7), stretch(539, "missing")];
    const at6m = (ranges: RangeSemantics) => measured(queueDepth(queue), { stretches }, { ranges })[6];
    expect(at6m("left-open")).toBe(NONE);
    expect(at6m("closed")).toBe(7);
  });

  it("is the used share, unless the exporter says 0 for no limit", () => {
    const pool = saturation({ used: poolUsed, capacity: poolLimit });
    const stretches = [stretch(600, 0.25)];
    const series = stimulate(objectiveOf(pool), CONTEXT, [{ instance: "i", stretches }]);
    expect(valuesOn(pool, series)[3]).toBe(0.25);
    const unlimited = series.map((one) =>
      one.name === "shop_pool_limit" ? { ...one, values: one.values.map(() => 0) } : one,
    );
    expect(valuesOn(pool, unlimited)[3]).toBe(NONE);
    expect(measured(saturation({ used: cpuSeconds, capacity: cores(4) }), { stretches, range: 300 })[7]).toBeCloseTo(
      0.25,
      12,
    );
  });

  it("is the age of the newest success of any replica", () => {
    const replicas = [3_600, 60].map((age, index) => ({ instance: `${index}`, stretches: [stretch(600, age)] }));
    const indicator = freshness(lastBackup);
    const series = stimulate(objectiveOf(indicator), CONTEXT, replicas, { start: 1_000_000, phase: 10 });
    // Scraped at 10 s, 25 s, 40 s and 55 s of a minute: 5 s older at the evaluation.
    expect(valuesOn(indicator, series, undefined, { start: 1_000_000 }).slice(0, 3)).toEqual([NONE, 65, 65]);
  });

  it("is the quantile of all replicas together", () => {
    const indicator = quantile(0.5, duration);
    const replicas = [0.75, 1.5].map((level, index) => ({
      instance: `${index}`,
      stretches: [stretch(600, level, 30)],
    }));
    const series = stimulate(objectiveOf(indicator), CONTEXT, replicas);
    // Half of all lie between 0.5 s and 1 s, the other half between 1 s and 2 s.
    expect(valuesOn(indicator, series, 300)[8]).toBeCloseTo(1, 12);
    const [alone] = replicas;
    expect(
      valuesOn(indicator, stimulate(objectiveOf(indicator), CONTEXT, alone === undefined ? [] : [alone]), 300)[8],
    ).toBeCloseTo(0.75, 12);
  });
});
