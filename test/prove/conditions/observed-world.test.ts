import { describe, expect, it } from "vitest";
import type { ObservedSeries } from "../../../lib/model/observed.ts";
import { observedWorld } from "../../../lib/prove/observed-world.ts";
import type { RangeSemantics, World } from "../../../lib/prove/world.ts";

/** One series, scraped every minute from 0 on. */
function world(values: readonly number[], ranges: RangeSemantics = "left-open", stale?: number): World {
  return {
    start: 0,
    evaluations: { interval: 60_000, count: 20 },
    series: [
      {
        name: "x_total",
        labels: { job: "api" },
        every: 60_000,
        offset: 0,
        values: Float64Array.from(values),
        ...(stale === undefined ? {} : { stale: new Set([stale]) }),
      },
    ],
    ranges,
  };
}

function only(of: World): ObservedSeries {
  const [series] = observedWorld(of).series("x_total");
  if (series === undefined) throw new Error("no series");
  return series;
}

const GAP = Number.NaN;

describe("what is observed of a series", () => {
  it("is its newest sample, for less than five minutes: one of minute 1 at 5m59s and not at 6m", () => {
    const series = only(world([7, 8, GAP, GAP, GAP, GAP, GAP]));
    expect(series.newest(359)).toBe(8);
    expect(series.newest(360)).toBeUndefined();
    expect(only(world([7, 8, GAP, GAP, GAP, GAP, GAP], "closed")).newest(360)).toBe(8);
  });

  it("is nothing from a staleness marker on", () => {
    const series = only(world([7, 8, GAP, GAP], "left-open", 2));
    expect([series.newest(119), series.newest(120)]).toEqual([8, undefined]);
  });

  it("is every sample of a window without the one at its beginning, which Prometheus 2 takes too", () => {
    expect(only(world([1, 2, 3, 4])).within(180, 120)).toEqual([3, 4]);
    expect(only(world([1, 2, 3, 4], "closed")).within(180, 120)).toEqual([2, 3, 4]);
  });

  it("is how fast a counter grows: 60 a minute is 1 per second and 300 in five minutes, over a reset too", () => {
    const steady = only(world([600, 660, 720, 780, 840, 900]));
    expect(steady.perSecond(300, 300)).toBe(1);
    expect(steady.increase(300, 300)).toBeCloseTo(300, 9);
    const reset = only(world([600, 660, 720, 60, 120, 180]));
    expect(reset.perSecond(300, 300)).toBe(1);
    expect(only(world([600])).perSecond(300, 300)).toBeUndefined();
  });

  it("has the moments of a window at whole minutes: 4 of the 5 minutes that end at 10m30s begin after 5m30s", () => {
    const observed = observedWorld(world([1]));
    expect(observed.moments(630, 300, 60)).toEqual([360, 420, 480, 540, 600]);
    expect(observed.moments(600, 300, 60)).toEqual([360, 420, 480, 540, 600]);
    expect(observedWorld(world([1], "closed")).moments(600, 300, 60)).toEqual([300, 360, 420, 480, 540, 600]);
  });
});
