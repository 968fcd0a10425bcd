import { describe, expect, it } from "vitest";
import {
  above,
  days,
  latency,
  minutes,
  objective,
  percent,
  perSecond,
  ratio,
  saturation,
  scrape,
  seconds,
  throughput,
  unguarded,
} from "../../lib/index.ts";
import { firing, laboratory } from "../support/laboratory.ts";
import {
  duration,
  NO_BURN_RATE,
  poolLimit,
  poolUsed,
  refusals,
  requests,
  rulesOf,
  SCRAPE,
  shop,
  UNWATCHED,
} from "../support/shop.ts";

const SCRAPED = 'job="shop-api",namespace="shop"';
const SHARE = "objective:error_ratio:rate5m";
const unwatched = { lowTraffic: unguarded("a test"), absence: UNWATCHED };
const good = (instance: string): string => `shop_requests_total{${SCRAPED},code="200",instance="${instance}"}`;
const bad = (instance: string): string => `shop_requests_total{${SCRAPED},code="500",instance="${instance}"}`;

const errors = objective("errors", {
  indicator: ratio({ bad: requests.where({ code: /5../ }), total: requests }),
  target: percent(99),
  over: days(30),
  burnRate: NO_BURN_RATE,
  tiers: [above(percent(5), { over: minutes(5), for: minutes(0), severity: "page" })],
  ...unwatched,
});
const slow = objective("slow", {
  indicator: latency(duration, { below: seconds(0.5) }),
  tiers: [above(percent(5), { over: minutes(5), for: minutes(0), severity: "page" })],
  ...unwatched,
});
const rate = objective("rate", {
  indicator: throughput(requests),
  tiers: [above(perSecond(50), { over: minutes(5), for: minutes(0), severity: "page" })],
  absence: UNWATCHED,
});

describe("counters", () => {
  const { experiment } = laboratory();
  const rules = rulesOf(shop([errors]), "api.errors");

  const past = experiment({
    rules,
    series: { [good("a")]: "1000000+60x30", [bad("a")]: "900000x30" },
    ask: { share: [SHARE, 20], alerts: [firing("ApiErrors"), 20] },
  });
  it("bug 23: 900,000 errors of the past are no error now", async () => {
    expect(await past.value("share")).toBe(0);
    expect(await past.value("alerts")).toBe(0);
  });

  const recovered = experiment({
    rules: rulesOf(shop([slow]), "api.slow"),
    series: {
      [`shop_duration_seconds_bucket{${SCRAPED},le="0.5"}`]: "0+0x10 0+60x10",
      [`shop_duration_seconds_count{${SCRAPED}}`]: "0+60x10 600+60x10",
    },
    ask: { during: [SHARE, 9], after: [SHARE, 17], alerts: [firing("ApiSlow"), 17] },
  });
  it("bug 24: after 10 slow minutes the share of slow requests is 0 again, not the 50 % of the counters' lives", async () => {
    expect(await recovered.value("during")).toBe(1);
    expect(await recovered.value("after")).toBe(0);
    expect(await recovered.value("alerts")).toBe(0);
  });

  const bornLate = experiment({
    rules,
    series: { [good("a")]: "0+55x40", [bad("a")]: "_x20 5+5x20" },
    ask: {
      before: [SHARE, 19],
      born: [SHARE, 20],
      next: [SHARE, 21],
      settled: [SHARE, 30],
      alerts: [firing("ApiErrors"), 30],
    },
  });
  it("bug 25: of a series born at 5 nothing is known before its second sample; the ratio is 0 until then, and 5 of 60 after", async () => {
    expect(await bornLate.value("before")).toBe(0);
    expect(await bornLate.value("born")).toBe(0);
    expect(await bornLate.value("next")).toBeGreaterThan(0);
    expect(await bornLate.value("settled")).toBeCloseTo(5 / 60, 12);
    expect(await bornLate.value("alerts")).toBe(1);
  });

  const oneRestarted = experiment({
    rules,
    series: {
      [good("a")]: "0+54x20 0+54x20",
      [bad("a")]: "0+6x20 0+6x20",
      [good("b")]: "100000+57x41",
      [bad("b")]: "100000+3x41",
    },
    ask: {
      lowest: [`min_over_time(${SHARE}[40m])`, 40],
      during: [SHARE, 22],
      after: [SHARE, 30],
      budget: ["objective:error_budget_remaining:ratio", 40],
    },
  });
  it("bug 26: a reset of 1 of 2 instances makes nothing negative: 9 of 120 stay 7.5 %, the budget -650 %", async () => {
    expect(await oneRestarted.value("lowest")).toBeGreaterThan(0);
    expect((await oneRestarted.value("during")) ?? 0).toBeCloseTo(0.075, 2);
    expect(await oneRestarted.value("after")).toBeCloseTo(0.075, 12);
    expect((await oneRestarted.value("budget")) ?? 0).toBeCloseTo(1 - 0.075 / 0.01, 1);
  });

  it("bug 27: a rate of a gauge and a gauge as events are refused, the declared counter is not", () => {
    const gauge = JSON.parse(JSON.stringify({ ...requests, type: "gauge" })) as typeof requests;
    expect(refusals(shop([{ ...rate, indicator: throughput(gauge) }]))).toEqual([
      "metric-type-wrong services.api.objectives.rate.indicator.events",
    ]);
    expect(refusals(shop([rate]))).toEqual([]);
  });

  const summed = experiment({
    rules: rulesOf(shop([rate]), "api.rate"),
    series: { [good("a")]: "0+60x20 0+60x20", [good("b")]: "900000+1200x41" },
    ask: {
      highest: ["max_over_time(objective:value_per_second:rate5m[40m])", 40],
      after: ["objective:value_per_second:rate5m", 30],
    },
  });
  it("bug 28: rates are taken before they are summed: a reset beside a counter of 900,000 is no spike above 21 per second", async () => {
    expect(await summed.value("after")).toBeCloseTo(21, 12);
    expect(await summed.value("highest")).toBeLessThan(21.001);
  });
});

describe("several exporters, tenants and clusters", () => {
  const { experiment } = laboratory();
  const pool = objective("pool", {
    indicator: saturation({ used: poolUsed, capacity: poolLimit, by: ["pod"] }),
    tiers: [above(percent(80), { for: minutes(3), severity: "page" })],
    absence: UNWATCHED,
  });
  const used = `shop_pool_used{${SCRAPED},pod="p",instance="a"}`;
  const limit = (instance: string): string => `shop_pool_limit{${SCRAPED},pod="p",instance="${instance}"}`;
  const twice = experiment({
    rules: rulesOf(shop([pool]), "api.pool"),
    series: { [used]: "9x30", [limit("a")]: "10x30", [limit("b")]: "_x10 10x5 stale" },
    ask: {
      single: ["objective:value_ratio:last", 9],
      during: ["count(objective:value_ratio:last)", 12],
      after: [firing("ApiPool"), 20],
    },
  });
  it("bug 37: two exporters of one limit for 6 minutes are no many-to-many error: there is one value all the time", async () => {
    expect(await twice.value("single")).toBeCloseTo(0.9, 12);
    expect(await twice.value("during")).toBe(1);
    expect(await twice.value("after")).toBe(1);
  });

  const inCluster = { ...errors, name: "errors" };
  const clusters = experiment({
    rules: rulesOf(shop([inCluster], { scrape: scrape({ ...SCRAPE, matchers: { cluster: "east" } }) })),
    series: {
      [`shop_requests_total{${SCRAPED},cluster="east",code="200"}`]: "0+60x20",
      [`shop_requests_total{${SCRAPED},cluster="west",code="500"}`]: "0+60x20",
      [`up{${SCRAPED},cluster="east"}`]: "1x20",
      [`up{${SCRAPED},cluster="west"}`]: "0x20",
    },
    ask: { share: [SHARE, 15], alerts: ['count(ALERTS{alertstate="firing"}) or vector(0)', 20] },
  });
  const tenants = experiment({
    rules: rulesOf(shop([errors])),
    series: {
      [good("a")]: "0+60x20",
      'shop_requests_total{job="shop-api",namespace="other",code="500"}': "0+60x20",
      'shop_requests_total{job="other",namespace="shop",code="500"}': "0+60x20",
      [`up{${SCRAPED}}`]: "1x20",
    },
    ask: { share: [SHARE, 15], alerts: ['count(ALERTS{alertstate="firing"}) or vector(0)', 20] },
  });
  it("bug 38: failures and lost targets of another cluster, namespace or job alert nobody here", async () => {
    for (const { value } of [clusters, tenants]) {
      expect(await value("share")).toBe(0);
      expect(await value("alerts")).toBe(0);
    }
  });
});
