import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nativeEvents } from "../../../lib/prove/reference/native-events.ts";
import { distributionOf, nativeQuantile } from "../../../lib/prove/reference/native-quantile.ts";
import { nativeRates } from "../../../lib/prove/reference/native-rate.ts";
import { instantValue } from "../../../lib/prove/reference/rate.ts";
import { seriesValues } from "../../../lib/prove/series-notation.ts";
import type { ScrapedSeries, World } from "../../../lib/prove/world.ts";
import type { Question } from "../../support/experiment.ts";
import { laboratory } from "../../support/laboratory.ts";

const SEED = 20_261_121;
const STEPS = 40;
const MINUTE = 60_000;

const WORLD: World = {
  start: 0,
  evaluations: { interval: MINUTE, count: STEPS },
  series: [],
  ranges: "left-open",
};

function native(
  schema: number,
  zeros: readonly number[] | undefined,
  buckets: Readonly<Record<number, readonly number[]>>,
  missing: readonly number[] = [],
): ScrapedSeries {
  const own = Object.entries(buckets)
    .map(([index, counts]) => ({ index: Number(index), counts: Float64Array.from(counts) }))
    .sort((a, b) => a.index - b.index);
  const length = own[0]?.counts.length ?? zeros?.length ?? 0;
  const values = Float64Array.from({ length }, (_, scrape) =>
    missing.includes(scrape)
      ? Number.NaN
      : own.reduce((sum, { counts }) => sum + (counts[scrape] ?? 0), zeros?.[scrape] ?? 0),
  );
  const histogram = { schema, buckets: own, ...(zeros === undefined ? {} : { zeros: Float64Array.from(zeros) }) };
  return { name: "shop_native", labels: {}, every: MINUTE, offset: 0, values, histogram };
}

describe("the rate of a native histogram", () => {
  it("is that of each of its buckets: 60 and 120 a minute are 1 and 2 a second", () => {
    const series = native(0, undefined, { 1: [900, 960, 1_020, 1_080], 2: [900, 1_020, 1_140, 1_260] });
    expect(nativeRates(WORLD, series, 2 * MINUTE)(3 * MINUTE)).toEqual({
      all: 3,
      zeros: 0,
      buckets: Float64Array.of(1, 2),
    });
  });

  it("takes a bucket that lost observations for a reset of all, even where there are more of them together", () => {
    // 100 together, then 110; but the first bucket fell, so that the process began anew and has counted 110.
    const series = native(0, undefined, { 1: [1_000, 1_040, 30], 2: [1_000, 1_060, 2_080] });
    const rate = nativeRates(WORLD, series, 3 * MINUTE)(2 * MINUTE);
    expect(rate?.all).toBeCloseTo((100 + 2_110) * (180 / 120 / 180), 9);
    expect(rate?.buckets[0]).toBeCloseTo((40 + 30) * (180 / 120 / 180), 9);
  });

  it("is not extrapolated to before the histogram was empty", () => {
    // A range of 179 s that has 59 s before its first sample, and 60 observations a minute. Of the 15 in the first sample
    // the oldest is 15 s old, so that nothing is added before that; of 90 in it all 59 s could be.
    const young = nativeRates(WORLD, native(0, undefined, { 1: [15, 75, 135] }), 179_000)(2 * MINUTE);
    expect(young?.all).toBeCloseTo((120 * ((15 + 120) / 120)) / 179, 9);
    const old = nativeRates(WORLD, native(0, undefined, { 1: [90, 150, 210] }), 179_000)(2 * MINUTE);
    expect(old?.all).toBeCloseTo((120 * ((59 + 120) / 120)) / 179, 9);
  });

  it("needs two samples", () => {
    expect(nativeRates(WORLD, native(0, undefined, { 1: [1, 2, 3] }, [1]), 2 * MINUTE)(2 * MINUTE)).toBeUndefined();
  });

  it("belongs to a series that is there like any other", () => {
    const series = native(0, undefined, { 1: [1, 2, 3] }, [2]);
    expect(instantValue(WORLD, series, 6 * MINUTE - 1)).toBe(2);
    expect(instantValue(WORLD, series, 6 * MINUTE)).toBeNaN();
  });
});

describe("events beyond a bound", () => {
  const beyond = (bound: number, zeros: readonly number[] | undefined, counts: readonly number[]): number => {
    const series = native(0, zeros, { 0: counts });
    const world = { ...WORLD, evaluations: { interval: MINUTE, count: 3 } };
    return nativeEvents(world, [series], 2 * MINUTE, bound).beyond[2] ?? Number.NaN;
  };

  it("are those of the buckets above it, and the part of its own bucket on a logarithmic scale", () => {
    // 1 a second between 0.5 s and 1 s.
    expect(beyond(1, undefined, [600, 660, 720])).toBe(0);
    expect(beyond(0.5, undefined, [600, 660, 720])).toBe(1);
    expect(beyond(Math.SQRT1_2, undefined, [600, 660, 720])).toBeCloseTo(0.5, 12);
  });

  it("are none of those that took no time, and none where nothing happens", () => {
    expect(beyond(0.5, [600, 660, 720], [0, 0, 0])).toBe(0);
    expect(beyond(0.5, [600, 600, 600], [0, 0, 0])).toBe(0);
  });
});

describe("a quantile", () => {
  const of = (quantile: number, zeros: number, buckets: readonly (readonly [number, number])[]): number => {
    const all = buckets.reduce((sum, [, count]) => sum + count, zeros);
    return nativeQuantile(quantile, { schema: 0, all, zeros, buckets: new Map(buckets) });
  };

  it("lies on a logarithmic scale within its bucket", () => {
    // Half of the observations are up to 1 s, so that 0.75 of them end half way between 1 s and 2 s.
    const halves = [
      [0, 10],
      [1, 10],
    ] as const;
    expect(of(0.75, 0, halves)).toBeCloseTo(Math.SQRT2, 12);
    expect(of(0.25, 0, halves)).toBeCloseTo(Math.SQRT1_2, 12);
  });

  it("is 0 among those that took no time, and nothing without observations", () => {
    expect(of(0.5, 9, [[3, 1]])).toBe(0);
    expect(of(0.5, 0, [])).toBeNaN();
  });
});

/** What a scrape can bring: more observations, none, a restarted process, nothing, or the end of the target. */
const scrapes = fc.array(
  fc.tuple(
    fc.oneof(
      { weight: 8, arbitrary: fc.constant("some") },
      { weight: 2, arbitrary: fc.constant("none") },
      { weight: 1, arbitrary: fc.constant("reset") },
      { weight: 2, arbitrary: fc.constant("gap") },
      { weight: 1, arbitrary: fc.constant("gone") },
    ),
    fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 5, maxLength: 5 }),
  ),
  { minLength: STEPS, maxLength: STEPS },
);

/** Buckets around 0.23 s, some of them next to each other, at two resolutions. */
const LAYOUTS = [
  { schema: 2, indexes: [-11, -9, -8, -5] },
  { schema: 0, indexes: [-4, -2, -1, 3] },
];
const BOUND = 0.23;

function scraped(list: readonly (readonly [string, readonly number[]])[], nth: number): ScrapedSeries {
  const { schema, indexes } = LAYOUTS[nth % LAYOUTS.length] ?? { schema: 0, indexes: [] };
  const columns = [0, ...indexes].map(() => new Float64Array(STEPS));
  const values = new Float64Array(STEPS).fill(Number.NaN);
  const stale = new Set<number>();
  for (const [scrape, [kind, gained]] of list.entries()) {
    for (const [column, counts] of columns.entries()) {
      const before = kind === "reset" ? 0 : (counts[scrape - 1] ?? 0);
      counts[scrape] = before + (kind === "some" || kind === "reset" ? (gained[column] ?? 0) : 0);
    }
    if (kind === "gone") stale.add(scrape);
    else if (kind !== "gap") values[scrape] = columns.reduce((sum, counts) => sum + (counts[scrape] ?? 0), 0);
  }
  const [zeros, ...counts] = columns;
  const buckets = indexes.map((index, place) => ({ index, counts: counts[place] ?? new Float64Array() }));
  const histogram = { schema, buckets, ...(nth % 4 < 2 && zeros !== undefined ? { zeros } : {}) };
  if (histogram.zeros === undefined) {
    for (let scrape = 0; scrape < STEPS; scrape++) values[scrape] = (values[scrape] ?? 0) - (zeros?.[scrape] ?? 0);
  }
  return { name: "shop_native", labels: {}, every: MINUTE, offset: 0, values, stale, histogram };
}

describe("the reference of native histograms agrees with Prometheus to 1e-9", () => {
  const { experiment } = laboratory();
  const all = fc.sample(scrapes, { numRuns: 24, seed: SEED }).map(scraped);
  const AT = [0, 1, 2, 7, 13, 20, 26, 33, 39];
  const RANGES = [120, 300];

  const declare = (
    title: string,
    asked: (name: string, range: number) => string,
    reference: (series: ScrapedSeries, time: number, range: number) => number,
  ): void => {
    const pairs = all.flatMap((series, nth) =>
      RANGES.flatMap((range) =>
        AT.map((minute) => ({
          question: [asked(`shop_native${nth}`, range), minute] as Question,
          expected: reference(series, minute * MINUTE, range * 1_000),
        })),
      ),
    );
    const outcome = experiment({
      series: Object.fromEntries(all.map((series, nth) => [`shop_native${nth}`, seriesValues(series)])),
      ask: Object.fromEntries(pairs.map(({ question }, index) => [`${index}`, question])),
    });
    it(`${title}: ${pairs.length} values, seed ${SEED}`, async () => {
      const disagreements: string[] = [];
      let present = 0;
      for (const [index, { question, expected }] of pairs.entries()) {
        const real = (await outcome.value(`${index}`)) ?? Number.NaN;
        if (!Number.isNaN(real)) present++;
        const close = Math.abs(real - expected) <= 1e-9 * Math.max(1, Math.abs(real));
        if (!close && !(Number.isNaN(real) && Number.isNaN(expected)))
          disagreements.push(`${question.join(" at minute ")}: ${real}, reference ${expected}`);
      }
      expect(disagreements).toEqual([]);
      expect(present).toBeGreaterThan(pairs.length / 3);
      expect(present).toBeLessThan(pairs.length);
    });
  };

  declare(
    "observations per second",
    (name, range) => `histogram_count(rate(${name}[${range}s]))`,
    (series, time, range) => nativeRates(WORLD, series, range)(time)?.all ?? Number.NaN,
  );
  declare(
    `events beyond ${BOUND} s`,
    (name, range) => {
      const rate = `rate(${name}[${range}s])`;
      return `histogram_fraction(${BOUND}, +Inf, ${rate}) * (histogram_count(${rate}) > 0) or histogram_count(${rate})`;
    },
    (series, time, range) => {
      const moment = { ...WORLD, evaluations: { interval: time + 1, count: 1 }, start: time };
      const shifted = { ...series, offset: series.offset - time };
      return nativeEvents(moment, [shifted], range, BOUND).beyond[0] ?? Number.NaN;
    },
  );
  for (const quantile of [0.25, 0.9]) {
    declare(
      `the ${quantile} quantile`,
      (name, range) => `histogram_quantile(${quantile}, rate(${name}[${range}s])) >= 0`,
      (series, time, range) => {
        const distribution = distributionOf([{ series, rate: nativeRates(WORLD, series, range)(time) }]);
        return distribution === undefined ? Number.NaN : nativeQuantile(quantile, distribution);
      },
    );
  }
});
