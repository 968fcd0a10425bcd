import { describe, expect, it } from "vitest";
import {
  above,
  cores,
  counter,
  days,
  hitRatio,
  latency,
  minutes,
  objective,
  percent,
  quantile,
  ratio,
  saturation,
  seconds,
  unguarded,
} from "../../lib/index.ts";
import { firing, laboratory } from "../support/laboratory.ts";
import {
  cpuSeconds,
  duration,
  hits,
  misses,
  NO_BURN_RATE,
  poolLimit,
  poolUsed,
  refusals,
  requests,
  rulesOf,
  shop,
  UNWATCHED,
} from "../support/shop.ts";

const SHARE = "objective:error_ratio:rate5m";
const SCRAPED = 'job="shop-api",namespace="shop"';
const unwatched = { lowTraffic: unguarded("a test"), absence: UNWATCHED };
const above5Percent = [above(percent(5), { over: minutes(5), for: minutes(2), severity: "page" })] as const;
const badShare = objective("errors", {
  indicator: ratio({ bad: requests.where({ code: /5../ }), total: requests }),
  tiers: above5Percent,
  ...unwatched,
});

/** Counters of good and bad requests per minute. */
function traffic(good: number, bad: number, minutes = 30): Readonly<Record<string, string>> {
  return {
    [`shop_requests_total{${SCRAPED},code="200",route="a"}`]: `0+${good}x${minutes}`,
    [`shop_requests_total{${SCRAPED},code="503",route="b"}`]: `0+${bad}x${minutes}`,
  };
}

describe("ratios", () => {
  const { experiment } = laboratory();
  const rules = rulesOf(shop([badShare]), "api.errors");
  const ask = { share: [SHARE, 20], alerts: [firing("ApiErrors"), 20] } as const;

  const oneInHundredThousand = experiment({ rules, series: traffic(599_994, 6), ask });
  it("bug 1: 6 bad of 600,000 requests are 0.001 %, not 100 %", async () => {
    expect(await oneInHundredThousand.value("share")).toBeCloseTo(0.00001, 12);
    expect(await oneInHundredThousand.value("alerts")).toBe(0);
  });

  const results = counter("shop_cache_results_total", { labels: ["result"] });
  const disjoint = experiment({
    rules: rulesOf(
      shop([
        objective("cache", {
          indicator: hitRatio({ hits: results.where({ result: "hit" }), misses: results.where({ result: "miss" }) }),
          tiers: [],
          target: percent(80),
          over: days(30),
          burnRate: NO_BURN_RATE,
          ...unwatched,
        }),
      ]),
      "api.cache",
    ),
    series: {
      [`shop_cache_results_total{${SCRAPED},result="hit"}`]: "0+70x30",
      [`shop_cache_results_total{${SCRAPED},result="miss"}`]: "0+30x30",
    },
    ask: { share: [SHARE, 20] },
  });
  it("bug 2: 30 misses and 70 hits, which differ in a label, are 30 % misses", async () => {
    expect(await disjoint.value("share")).toBeCloseTo(0.3, 12);
  });

  const p50 = objective("p50", {
    indicator: quantile(0.5, duration, { by: ["route"] }),
    tiers: [above(seconds(1), { over: minutes(5), for: minutes(0), severity: "page" })],
    ...unwatched,
  });
  const bucket = (route: string, le: string): string =>
    `shop_duration_seconds_bucket{${SCRAPED},route="${route}",le="${le}"}`;
  const quantiles = experiment({
    rules: rulesOf(shop([p50]), "api.p50"),
    series: {
      [bucket("a", "0.25")]: "0+20x30",
      [bucket("a", "0.5")]: "0+60x30",
      [bucket("a", "1.0")]: "0+100x30",
      [bucket("a", "+Inf")]: "0+100x30",
      [bucket("b", "1.0")]: "0+10x30",
      [bucket("b", "2.0")]: "0+40x30",
      [bucket("b", "+Inf")]: "0+40x30",
    },
    ask: {
      a: ['objective:value_seconds:rate5m{route="a"}', 20],
      b: ['objective:value_seconds:rate5m{route="b"}', 20],
      alerts: [firing("ApiP50", { route: "b" }), 20],
    },
  });
  it("bug 4: a quantile by route keeps `le`: p50 is 0.4375 s and 1.333 s by interpolation", async () => {
    // Observation 50 of 100 lies at (50 - 20) / (60 - 20) between 0.25 and 0.5; observation 20 of 40 at 10 / 30 of 1 to 2.
    expect(await quantiles.value("a")).toBeCloseTo(0.25 + 0.25 * (30 / 40), 12);
    expect(await quantiles.value("b")).toBeCloseTo(1 + 10 / 30, 12);
    expect(await quantiles.value("alerts")).toBe(1);
  });

  const spelled = (le: string) =>
    experiment({
      rules: rulesOf(
        shop([
          objective("slow", {
            indicator: latency(duration, { below: seconds(1) }),
            tiers: above5Percent,
            ...unwatched,
          }),
        ]),
        "api.slow",
      ),
      series: {
        [bucket("a", le)]: "0+90x30",
        [bucket("a", "+Inf")]: "0+100x30",
        [`shop_duration_seconds_count{${SCRAPED},route="a"}`]: "0+100x30",
      },
      ask: { share: [SHARE, 20], alerts: [firing("ApiSlow"), 20] },
    });
  const [textFormat, prometheus3] = [spelled("1"), spelled("1.0")];
  it('bug 6: 10 % slow requests alert with buckets spelled le="1" and le="1.0"', async () => {
    for (const { value } of [textFormat, prometheus3]) {
      expect(await value("share")).toBeCloseTo(0.1, 12);
      expect(await value("alerts")).toBe(1);
    }
  });

  const [above5, below5] = [
    experiment({ rules, series: traffic(948, 52), ask }),
    experiment({ rules, series: traffic(952, 48), ask }),
  ];
  it("bug 8: 5 % fires at 5.2 % and not at 4.8 %; the number 5 as a share is refused", async () => {
    expect(await above5.value("alerts")).toBe(1);
    expect(await below5.value("alerts")).toBe(0);
    const slip = { ...above5Percent[0], threshold: { unit: "ratio", value: 5 } } as const;
    const refused = refusals(shop([{ ...badShare, tiers: [slip] }]));
    expect(refused).toEqual(["tier-out-of-range services.api.objectives.errors.tiers.0.above"]);
  });

  const busy = (coreSeconds: number) =>
    experiment({
      rules: rulesOf(
        shop([
          objective("cpu", {
            indicator: saturation({ used: cpuSeconds, capacity: cores(4) }),
            tiers: [above(percent(80), { over: minutes(5), for: minutes(2), severity: "page" })],
            absence: UNWATCHED,
          }),
        ]),
        "api.cpu",
      ),
      series: { [`shop_cpu_seconds_total{${SCRAPED}}`]: `0+${coreSeconds}x30` },
      ask: { used: ["objective:value_ratio:rate5m", 20], alerts: [firing("ApiCpu"), 20] },
    });
  // 60 s x 4 cores are 240 core-seconds a minute.
  const [at79, at81] = [busy(189.6), busy(194.4)];
  it("bug 9: 80 % of 4 cores is silent at 79 % and fires at 81 %", async () => {
    expect(await at79.value("used")).toBeCloseTo(0.79, 12);
    expect(await at79.value("alerts")).toBe(0);
    expect(await at81.value("alerts")).toBe(1);
  });

  const cache = (series: Readonly<Record<string, string>>) =>
    experiment({
      rules: rulesOf(
        shop([
          objective("cache", {
            indicator: hitRatio({ hits, misses }),
            target: percent(80),
            over: days(30),
            burnRate: NO_BURN_RATE,
            ...unwatched,
          }),
        ]),
        "api.cache",
      ),
      series,
      ask: { share: [SHARE, 20], events: ["objective:events:rate5m", 20] },
    });
  const bothCounters = cache({
    [`shop_cache_hits_total{${SCRAPED}}`]: "0+90x30",
    [`shop_cache_misses_total{${SCRAPED}}`]: "0+10x30",
  });
  const [onlyHits, onlyMisses] = [
    cache({ [`shop_cache_hits_total{${SCRAPED}}`]: "0+90x30" }),
    cache({ [`shop_cache_misses_total{${SCRAPED}}`]: "0+10x30" }),
  ];
  it("bug 13: of 90 hits and 10 misses a minute neither masks the other, and one of them alone counts", async () => {
    expect(await bothCounters.value("events")).toBeCloseTo(100 / 60, 12);
    expect(await bothCounters.value("share")).toBeCloseTo(0.1, 12);
    expect(await onlyHits.value("share")).toBe(0);
    expect(await onlyMisses.value("share")).toBe(1);
  });

  const pool = (used: number, limit: number) =>
    experiment({
      rules: rulesOf(
        shop([
          objective("pool", {
            indicator: saturation({ used: poolUsed, capacity: poolLimit }),
            tiers: [above(percent(80), { for: minutes(0), severity: "page" })],
            absence: UNWATCHED,
          }),
        ]),
        "api.pool",
      ),
      series: { [`shop_pool_used{${SCRAPED}}`]: `${used}x30`, [`shop_pool_limit{${SCRAPED}}`]: `${limit}x30` },
      ask: { used: ["objective:value_ratio:last", 20], alerts: [firing("ApiPool"), 20] },
    });
  const [unlimited, empty, nearlyFull] = [pool(9, 0), pool(0, 0), pool(9, 10)];
  it("bug 33: a pool without a limit has no usage, neither +Inf nor NaN; 9 of 10 fires", async () => {
    expect(await unlimited.samples("used")).toEqual([]);
    expect(await empty.samples("used")).toEqual([]);
    expect(await unlimited.value("alerts")).toBe(0);
    expect(await nearlyFull.value("used")).toBeCloseTo(0.9, 12);
    expect(await nearlyFull.value("alerts")).toBe(1);
  });
});
