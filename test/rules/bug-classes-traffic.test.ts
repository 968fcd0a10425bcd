import { describe, expect, it } from "vitest";
import {
  above,
  days,
  minimumFailures,
  minutes,
  objective,
  percent,
  ratio,
  seconds,
  unguarded,
} from "../../lib/index.ts";
import { firing, laboratory } from "../support/laboratory.ts";
import { errors, PAGE_AND_TICKET, requests, rulesOf, shop, UNWATCHED } from "../support/shop.ts";

const SHARE = "objective:error_ratio:rate5m";
const SCRAPED = 'job="shop-api",namespace="shop"';
const unwatched = { lowTraffic: unguarded("a test"), absence: UNWATCHED };
const above5Percent = [above(percent(5), { over: minutes(5), for: minutes(2), severity: "page" })] as const;
const badShare = objective("errors", {
  indicator: ratio({ bad: requests.where({ code: /5../ }), total: requests }),
  tiers: above5Percent,
  ...unwatched,
});

describe("ratios of little, changing and missing traffic", () => {
  const { experiment } = laboratory();
  const rules = rulesOf(shop([badShare]), "api.errors");
  const ask = { share: [SHARE, 20], alerts: [firing("ApiErrors"), 20] } as const;

  const idle = experiment({
    rules: rulesOf(shop([errors]), "api.errors"),
    series: {
      [`shop_requests_total{${SCRAPED},code="200"}`]: "0+594x10 5940x20 5940+594x10",
      [`shop_requests_total{${SCRAPED},code="500"}`]: "0+6x10 60x20 60+6x10",
    },
    ask: {
      shortAsleep: [SHARE, 28],
      hourAsleep: ["objective:error_ratio:rate1h", 28],
      budgetAsleep: ["objective:error_budget_remaining:ratio", 28],
      hourAwake: ["objective:error_ratio:rate1h", 40],
    },
  });
  it("bug 34: after 20 idle minutes the hour still has 1 % errors and the budget is -900 %, not NaN", async () => {
    expect(await idle.samples("shortAsleep")).toEqual([]);
    expect(await idle.value("hourAsleep")).toBeCloseTo(0.01, 12);
    expect(await idle.value("budgetAsleep")).toBeCloseTo(1 - 0.01 / 0.001, 9);
    expect(await idle.value("hourAwake")).toBeCloseTo(0.01, 12);
  });

  const neverGood = experiment({
    rules: rulesOf(
      shop([
        objective("errors", {
          indicator: ratio({ good: requests.where({ code: /2../ }), total: requests }),
          tiers: above5Percent,
          ...unwatched,
        }),
      ]),
      "api.errors",
    ),
    series: { [`shop_requests_total{${SCRAPED},code="500"}`]: "0+60x30" },
    ask,
  });
  it("bug 35: 100 % failures from the first request on alert although no good request was ever counted", async () => {
    expect(await neverGood.value("share")).toBe(1);
    expect(await neverGood.value("alerts")).toBe(1);
  });

  const byRoute = experiment({
    rules: rulesOf(
      shop([
        objective("errors", {
          indicator: ratio({ bad: requests.where({ code: /5../ }), total: requests, by: ["route"] }),
          target: percent(99),
          over: days(30),
          burnRate: PAGE_AND_TICKET,
          lowTraffic: minimumFailures(11),
          absence: UNWATCHED,
        }),
      ]),
      "api.errors",
    ),
    series: {
      [`shop_requests_total{${SCRAPED},code="200",route="a"}`]: "0+60x30",
      [`shop_requests_total{${SCRAPED},code="200",route="b"}`]: "0+45x30",
      [`shop_requests_total{${SCRAPED},code="500",route="b"}`]: "0+15x30",
    },
    ask: {
      healthy: ['objective:error_budget_remaining:ratio{route="a"}', 20],
      burning: ['objective:error_budget_remaining:ratio{route="b"}', 20],
      alerts: [firing("ApiErrorsBudgetBurn", { long_window: "1h" }), 20],
      alertOfB: [firing("ApiErrorsBudgetBurn", { long_window: "1h", route: "b", service: "api" }), 20],
    },
  });
  it("bug 36: both sides of every join have the same labels: route b burns alone, 25 times its budget", async () => {
    expect(await byRoute.value("healthy")).toBe(1);
    expect(await byRoute.value("burning")).toBeCloseTo(1 - 0.25 / 0.01, 9);
    expect(await byRoute.value("alerts")).toBe(1);
    expect(await byRoute.value("alertOfB")).toBe(1);
  });

  const peak = experiment({
    rules: rulesOf(shop([errors]), "api.errors"),
    series: {
      [`shop_requests_total{${SCRAPED},code="200"}`]: "0+60x20 1200+5400x10 55200+60x30",
      [`shop_requests_total{${SCRAPED},code="500"}`]: "0+0x20 0+600x10 6000x30",
    },
    ask: { share: ["objective:error_ratio:rate1h", 60] },
  });
  it("bug 49: 6,000 bad of 63,000 requests are 9.5 % of the hour, however the minutes average (1.7 %)", async () => {
    const share = (await peak.value("share")) ?? 0;
    expect(share).toBeGreaterThan((6_000 / 63_000) * 0.98);
    expect(share).toBeLessThan((6_000 / 63_000) * 1.02);
  });

  /** So many failures, one every 2 minutes, among one request a minute; samples every 15 s, evaluated every 30 s. */
  const failures = (count: number) =>
    experiment({
      rules: rulesOf(
        shop([errors], { prometheus: { evaluationInterval: seconds(30), retention: days(40) } }),
        "api.errors",
      ),
      scrape: 15,
      evaluation: 30,
      series: {
        [`shop_requests_total{${SCRAPED},code="200"}`]: "0+0.25x160",
        [`shop_requests_total{${SCRAPED},code="500"}`]: `0x40 ${Array.from({ length: count }, (_, i) => `${i + 1}x7`).join(" ")} ${count}x40`,
      },
      ask: {
        counted: ["sum_over_time(objective:bad_events:rate5m[1h]) * 30", 20 + 2 * count - 6],
        alerts: [firing("ApiErrorsBudgetBurn", { long_window: "1h" }), 10 + 2 * count],
      },
    });
  const [ten, thirteen] = [failures(10), failures(13)];
  it("bug 52: 10 failures count as 10 within 8 % and stay below a guard of 11, 13 do not", async () => {
    expect(Math.abs(((await ten.value("counted")) ?? 0) - 10)).toBeLessThan(0.8);
    expect(Math.abs(((await thirteen.value("counted")) ?? 0) - 13)).toBeLessThan(1.04);
    expect(await ten.value("alerts")).toBe(0);
    expect(await thirteen.value("alerts")).toBe(1);
  });

  const single = experiment({
    rules,
    series: { [`shop_requests_total{${SCRAPED},code="500"}`]: "0x10 1x10" },
    ask: { share: [SHARE, 12] },
  });
  it("bug 56: 1 failure of 1 request is 100 %, no `+ 1` makes it 50 %", async () => {
    expect(await single.value("share")).toBe(1);
  });

  const night = (bad: string) =>
    experiment({
      rules: rulesOf(shop([errors]), "api.errors"),
      series: {
        [`shop_requests_total{${SCRAPED},code="200"}`]: "0+0.2x120",
        [`shop_requests_total{${SCRAPED},code="500"}`]: bad,
      },
      ask: { ever: [`max_over_time((${firing("ApiErrorsBudgetBurn")})[2h:1m])`, 120] },
    });
  const [oneFailure, outage] = [night("0x60 1x60"), night("0x60 0+0.2x60")];
  it("bug 57: at 1 request in 5 minutes one failure is silent, an outage of an hour is not", async () => {
    expect(await oneFailure.value("ever")).toBe(0);
    expect(await outage.value("ever")).toBeGreaterThan(0);
  });
});
