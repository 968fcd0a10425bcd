import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { constant, missing, type Samples, stale } from "../../lib/index.ts";
import { notation } from "../../lib/prove/promtool-test.ts";
import { overTiles, overWindow, quantileOf, rateAt, type Track, track } from "../../lib/prove/reference.ts";
import type { Question } from "../support/experiment.ts";
import { laboratory } from "../support/laboratory.ts";

const SEED = 20_260_901;
const STEPS = 40;

/** What a scrape can bring: more events, none, a restarted process, nothing, or the end of the target. */
type Scraped = "some" | "none" | "reset" | "gap" | "gone";

const scrapes = fc.array(
  fc.tuple(
    fc.oneof(
      { weight: 6, arbitrary: fc.constant<Scraped>("some") },
      { weight: 2, arbitrary: fc.constant<Scraped>("none") },
      { weight: 1, arbitrary: fc.constant<Scraped>("reset") },
      { weight: 2, arbitrary: fc.constant<Scraped>("gap") },
      { weight: 1, arbitrary: fc.constant<Scraped>("gone") },
    ),
    fc.integer({ min: 0, max: 900 }),
  ),
  { minLength: STEPS, maxLength: STEPS },
);

/** A counter made of scrapes; `first` is its value when the series begins. */
function counterOf(list: readonly (readonly [Scraped, number])[], first: number): readonly Samples[] {
  let value = first;
  return list.map(([kind, amount]) => {
    if (kind === "gap") return missing(1);
    if (kind === "gone") return stale();
    if (kind === "reset") value = amount % 7;
    else if (kind === "some") value += amount;
    return constant(value, 1);
  });
}

/** A recorded series: where its rule gives nothing, Prometheus writes a staleness marker. */
function recordedOf(list: readonly (readonly [Scraped, number])[]): readonly Samples[] {
  return list.map(([kind, amount]) => (kind === "gap" || kind === "gone" ? stale() : constant(amount / 8, 1)));
}

const counters = fc
  .sample(fc.tuple(scrapes, fc.constantFrom(0, 3, 5_000)), { numRuns: 40, seed: SEED })
  .map(([list, first]) => counterOf(list, first));
const recorded = fc.sample(scrapes, { numRuns: 30, seed: SEED + 1 }).map(recordedOf);
const AT = [0, 1, 2, 7, 13, 20, 26, 33, 39] as const;

/** A question to promtool with what the reference says to it. */
interface Compared {
  readonly question: Question;
  readonly reference: number | undefined;
}

function compared(
  scrape: number,
  tracks: readonly Track[],
  of: (track: Track, name: string, index: number) => readonly [string, number | undefined],
): readonly Compared[] {
  return tracks.flatMap((one, nth) =>
    AT.map((index) => {
      const [expression, reference] = of(one, `shop_series${nth}`, index);
      return { question: [expression, (index * scrape) / 60] as const, reference };
    }),
  );
}

describe("the reference agrees with Prometheus to 1e-9", () => {
  const { experiment } = laboratory();

  const declare = (
    title: string,
    scrape: number,
    samples: readonly (readonly Samples[])[],
    of: (track: Track, name: string, index: number) => readonly [string, number | undefined],
  ): void => {
    const pairs = compared(
      scrape,
      samples.map((one) => track(one, STEPS)),
      of,
    );
    const outcome = experiment({
      scrape,
      evaluation: scrape,
      series: Object.fromEntries(samples.map((one, nth) => [`shop_series${nth}`, notation(one)])),
      ask: Object.fromEntries(pairs.map(({ question }, index) => [`${index}`, question])),
    });
    it(`${title}: ${pairs.length} values, seed ${SEED}`, async () => {
      const disagreements: string[] = [];
      let present = 0;
      for (const [index, { question, reference }] of pairs.entries()) {
        const real = await outcome.value(`${index}`);
        if (real !== undefined) present++;
        const close =
          real === undefined || reference === undefined
            ? real === reference
            : Math.abs(real - reference) <= 1e-9 * Math.max(1, Math.abs(real));
        if (!close) disagreements.push(`${question.join(" at minute ")}: ${real}, reference ${reference}`);
      }
      expect(disagreements).toEqual([]);
      // Values and missing ones are both there, or the comparison shows nothing.
      expect(present).toBeGreaterThan(pairs.length / 3);
      expect(present).toBeLessThan(pairs.length);
    });
  };

  for (const [scrape, range] of [
    [60, 300],
    [60, 120],
    [60, 600],
    [15, 120],
    [30, 100],
  ] as const) {
    declare(`rate over ${range} s of a scrape every ${scrape} s`, scrape, counters, (one, name, index) => [
      `rate(${name}[${range}s])`,
      rateAt(one, index, scrape, range),
    ]);
  }
  const histograms = fc.sample(
    fc.tuple(
      fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 4, maxLength: 4 }),
      fc.constantFrom(0.5, 0.9, 0.95, 0.99),
    ),
    { numRuns: 60, seed: SEED },
  );
  const bounds = [0.25, 1, 4, Number.POSITIVE_INFINITY];
  const cumulative = (counts: readonly number[]) =>
    counts.map((_, index) => counts.slice(0, index + 1).reduce((sum, count) => sum + count, 0));
  const quantiles = experiment({
    series: Object.fromEntries(
      histograms.flatMap(([counts], nth) =>
        cumulative(counts).map((count, index) => {
          const bound = bounds[index] ?? 0;
          return [`shop_bucket{nth="${nth}",le="${Number.isFinite(bound) ? bound : "+Inf"}"}`, `${count}x3`];
        }),
      ),
    ),
    ask: Object.fromEntries(
      histograms.map(([, quantile], nth) => [
        `${nth}`,
        [`histogram_quantile(${quantile}, shop_bucket{nth="${nth}"}) >= 0`, 1] as const,
      ]),
    ),
  });
  it(`quantile of 4 buckets: ${histograms.length} values, seed ${SEED}`, async () => {
    for (const [nth, [counts, quantile]] of histograms.entries()) {
      const rates = cumulative(counts).map((rate, index) => ({ bound: bounds[index] ?? 0, rate }));
      const [real, reference] = [await quantiles.value(`${nth}`), quantileOf(quantile, rates)];
      if (real === undefined) expect(reference).toBeUndefined();
      else expect(reference, `p${quantile * 100} of ${counts.join(", ")}`).toBeCloseTo(real, 9);
    }
    expect(quantileOf(0.5, [{ bound: Number.POSITIVE_INFINITY, rate: 0 }])).toBeUndefined();
  });

  for (const combine of ["sum", "mean"] as const) {
    const operation = combine === "sum" ? "sum" : "avg";
    declare(`${combine} over a window of 8 m`, 60, recorded, (one, name, index) => [
      `${operation}_over_time(${name}[8m])`,
      overWindow(one, index, 60, 480, combine),
    ]);
    declare(`${combine} over 15 m in tiles of 5 m`, 60, recorded, (one, name, index) => [
      `${operation}_over_time(${name}[15m:5m])`,
      overTiles(one, index, 60, 900, 300, combine),
    ]);
    declare(`${combine} over 10 m in tiles of 2 m 30 s, between evaluations`, 60, recorded, (one, name, index) => [
      `${operation}_over_time(${name}[10m:150s])`,
      overTiles(one, index, 60, 600, 150, combine),
    ]);
  }
});
