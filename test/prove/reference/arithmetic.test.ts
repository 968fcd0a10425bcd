import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantValue, rateOver } from "../../../lib/prove/reference/rate.ts";
import { RecordedTrack } from "../../../lib/prove/reference/recorded.ts";
import { seriesValues } from "../../../lib/prove/series-notation.ts";
import type { ScrapedSeries, World } from "../../../lib/prove/world.ts";
import type { Question } from "../../support/experiment.ts";
import { laboratory } from "../../support/laboratory.ts";

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

/** What a series has at each scrape: a value, nothing, or a staleness marker. */
type Samples = readonly (number | "gap" | "gone")[];

/** A counter made of scrapes; `first` is its value when the series begins. */
function counterOf(list: readonly (readonly [Scraped, number])[], first: number): Samples {
  let value = first;
  return list.map(([kind, amount]) => {
    if (kind === "gap" || kind === "gone") return kind;
    if (kind === "reset") value = amount % 7;
    else if (kind === "some") value += amount;
    return value;
  });
}

/** A recorded series: where its rule gives nothing, Prometheus writes a staleness marker. */
function recordedOf(list: readonly (readonly [Scraped, number])[]): Samples {
  return list.map(([kind, amount]) => (kind === "gap" || kind === "gone" ? "gone" : amount / 8));
}

function scraped(samples: Samples, every: number): ScrapedSeries {
  const values = Float64Array.from(samples, (sample) => (typeof sample === "number" ? sample : Number.NaN));
  const stale = new Set(samples.flatMap((sample, index) => (sample === "gone" ? [index] : [])));
  return { name: "shop_series", labels: {}, every: every * 1_000, offset: 0, values, stale };
}

/** Evaluations at every scrape, from Unix time 0 on. Units: seconds. */
function worldOf(every: number): World {
  return { start: 0, evaluations: { interval: every * 1_000, count: STEPS }, series: [], ranges: "left-open" };
}

const counters = fc
  .sample(fc.tuple(scrapes, fc.constantFrom(0, 3, 5_000)), { numRuns: 40, seed: SEED })
  .map(([list, first]) => counterOf(list, first));
const recorded = fc.sample(scrapes, { numRuns: 30, seed: SEED + 1 }).map(recordedOf);
const AT = [0, 1, 2, 7, 13, 20, 26, 33, 39] as const;

/** A question to promtool with what the reference says to it. */
interface Compared {
  readonly question: Question;
  /** `NaN` where it says that there is nothing. */
  readonly reference: number;
}

function compared(
  scrape: number,
  series: readonly ScrapedSeries[],
  of: (series: ScrapedSeries, name: string, index: number) => readonly [string, number],
): readonly Compared[] {
  return series.flatMap((one, nth) =>
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
    samples: readonly Samples[],
    of: (series: ScrapedSeries, name: string, index: number) => readonly [string, number],
  ): void => {
    const series = samples.map((one) => scraped(one, scrape));
    const pairs = compared(scrape, series, of);
    const outcome = experiment({
      scrape,
      evaluation: scrape,
      series: Object.fromEntries(series.map((one, nth) => [`shop_series${nth}`, seriesValues(one)])),
      ask: Object.fromEntries(pairs.map(({ question }, index) => [`${index}`, question])),
    });
    it(`${title}: ${pairs.length} values, seed ${SEED}`, async () => {
      const disagreements: string[] = [];
      let present = 0;
      for (const [index, { question, reference }] of pairs.entries()) {
        const real = await outcome.value(`${index}`);
        if (real !== undefined) present++;
        const close =
          real === undefined || Number.isNaN(reference)
            ? real === undefined && Number.isNaN(reference)
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
      rateOver(worldOf(scrape), one, index * scrape * 1_000, range * 1_000),
    ]);
  }
  declare("the newest sample within the lookback", 60, counters, (one, name, index) => [
    name,
    instantValue(worldOf(60), one, index * 60_000),
  ]);

  for (const combine of ["sum", "mean"] as const) {
    const operation = combine === "sum" ? "sum" : "avg";
    declare(`${combine} over a window of 8 m`, 60, recorded, (one, name, index) => [
      `${operation}_over_time(${name}[8m])`,
      new RecordedTrack(worldOf(60), one.values)[combine](index, 480_000),
    ]);
    declare(`${combine} over 15 m in tiles of 5 m`, 60, recorded, (one, name, index) => [
      `${operation}_over_time(${name}[15m:5m])`,
      new RecordedTrack(worldOf(60), one.values).tiles(300_000)[combine](index, 900_000),
    ]);
    declare(`${combine} over 10 m in tiles of 2 m 30 s, between evaluations`, 60, recorded, (one, name, index) => [
      `${operation}_over_time(${name}[10m:150s])`,
      new RecordedTrack(worldOf(60), one.values).tiles(150_000)[combine](index, 600_000),
    ]);
  }
});
