import { describe, expect, it } from "vitest";
import {
  above,
  absentFor,
  atLeast,
  atMost,
  below,
  type Comparison,
  count,
  minutes,
  objective,
  percent,
  quantile,
  queueDepth,
  ratio,
  saturation,
  seconds,
  unguarded,
} from "../../lib/index.ts";
import { firing, laboratory } from "../support/laboratory.ts";
import {
  ABSENT,
  duration,
  errors,
  poolLimit,
  poolUsed,
  queue,
  refusals,
  requests,
  rulesOf,
  shop,
  UNWATCHED,
} from "../support/shop.ts";

const SCRAPED = 'job="shop-api",namespace="shop"';
const UP = `up{${SCRAPED},instance="a"}`;
const OTHER_UP = `up{${SCRAPED},instance="b"}`;
const QUEUE = `shop_queue_length{${SCRAPED}}`;
const unwatched = { lowTraffic: unguarded("a test"), absence: UNWATCHED };
const FAILING = `shop_requests_total{${SCRAPED},code="500"}`;

/** Alert ApiErrors above 5 % bad requests of 5 minutes for 15 minutes; ApiErrorsAbsent after 17 minutes. */
const errorsFor15 = objective("errors", {
  indicator: ratio({ bad: requests.where({ code: /5../ }), total: requests }),
  tiers: [above(percent(5), { over: minutes(5), for: minutes(15), severity: "page" })],
  lowTraffic: unguarded("a test"),
  absence: ABSENT,
});

const backlog = (comparison: Comparison, threshold = 100, pending = 0) =>
  objective("backlog", {
    indicator: queueDepth(queue),
    tiers: [
      { above, atLeast, below, atMost }[comparison](count(threshold), { for: minutes(pending), severity: "page" }),
    ],
    absence: UNWATCHED,
  });

describe("targets and series that are not there", () => {
  const { experiment } = laboratory();
  const rules = rulesOf(shop([errorsFor15]), "api.targets", "api.errors");

  const nobody = experiment({
    rules,
    series: { other: "0x30" },
    ask: { before: [firing("ApiDown"), 1], after: [firing("ApiDown"), 2] },
  });
  it("bug 11: ApiDown fires after 2 minutes with no target at all, which no count of series can see", async () => {
    expect(await nobody.value("before")).toBe(0);
    expect(await nobody.value("after")).toBe(1);
  });

  const oneAnswers = experiment({
    rules,
    series: { [UP]: "1x30", [OTHER_UP]: "0x30" },
    ask: { down: [firing("ApiDown"), 20], target: [firing("ApiTargetDown", { instance: "b" }), 20] },
  });
  it("bug 12: `or vector(0)` is inside the comparison: 1 of 2 targets answering is no ApiDown", async () => {
    expect(await oneAnswers.value("down")).toBe(0);
    expect(await oneAnswers.value("target")).toBe(1);
  });

  const neverBorn = experiment({
    rules,
    series: { [UP]: "1x30", [OTHER_UP]: "1x30" },
    ask: { before: [firing("ApiErrorsAbsent"), 16], after: [firing("ApiErrorsAbsent"), 17] },
  });
  it("bug 14: absent() meets the 2 labelled targets on no label, and fires after 17 minutes", async () => {
    expect(await neverBorn.value("before")).toBe(0);
    expect(await neverBorn.value("after")).toBe(1);
  });

  const removed = experiment({
    rules,
    series: { [UP]: "1x5 stale", [FAILING]: "0+60x5 stale" },
    ask: { before: [firing("ApiDown"), 7], after: [firing("ApiDown"), 8], absent: [firing("ApiErrorsAbsent"), 30] },
  });
  it("bug 19: a target that service discovery removed at 6 minutes is down at 8, and only that", async () => {
    expect(await removed.value("before")).toBe(0);
    expect(await removed.value("after")).toBe(1);
    expect(await removed.value("absent")).toBe(0);
  });

  const burning = { [UP]: "1x60", [FAILING]: "0+60x20 stale" };
  const dataLost = experiment({
    rules,
    series: burning,
    ask: {
      during: [firing("ApiErrors"), 20],
      later: [firing("ApiErrors"), 38],
      absent: [firing("ApiErrorsAbsent"), 38],
    },
  });
  it("bug 20: an alert that ends because its data is lost is followed by ApiErrorsAbsent 17 minutes on", async () => {
    expect(await dataLost.value("during")).toBe(1);
    expect(await dataLost.value("later")).toBe(0);
    expect(await dataLost.value("absent")).toBe(1);
  });

  const restart = experiment({
    rules,
    series: { [UP]: "1x60", [FAILING]: "0x5 stale _x15 0x30" },
    ask: { ever: [`max_over_time((${firing("ApiErrorsAbsent")})[60m:1m])`, 60] },
  });
  it("bug 21: a metric that is gone for 16 minutes of a rollout is silent; waiting 20 s of a 15 s scrape is refused", async () => {
    expect(await restart.value("ever")).toBe(0);
    expect(refusals(shop([{ ...errorsFor15, absence: absentFor(seconds(20), "ticket") }]))).toEqual([
      "absence-too-short services.api.objectives.errors.absence.after",
    ]);
  });

  const narrowed = experiment({
    rules: rulesOf(
      shop([
        objective("errors", {
          indicator: ratio({
            bad: requests.where({ code: /5../, route: /a|b/ }),
            total: requests.where({ route: /a|b/ }),
          }),
          tiers: [above(percent(5), { over: minutes(5), for: minutes(0), severity: "page" })],
          lowTraffic: unguarded("a test"),
          absence: ABSENT,
        }),
      ]),
      "api.errors",
    ),
    series: { [UP]: "1x30" },
    ask: {
      known: [
        firing("ApiErrorsAbsent", { system: "shop", service: "api", objective: "errors", namespace: "shop" }),
        20,
      ],
    },
  });
  it("bug 22: the alert names system, service and objective although absent() drops the regular expression", async () => {
    expect(await narrowed.value("known")).toBe(1);
  });

  const misspelt = requests.where(JSON.parse('{"kode":"500"}'));
  it("bug 47: an undeclared label is refused, and a metric that was renamed is ApiErrorsAbsent", async () => {
    const indicator = ratio({ bad: misspelt, total: requests });
    expect(refusals(shop([{ ...errorsFor15, indicator }]))).toEqual([
      "label-undeclared services.api.objectives.errors.indicator.bad",
    ]);
    expect(await neverBorn.value("after")).toBe(1);
  });
});

describe("thresholds", () => {
  const { experiment } = laboratory();

  const p95 = (threshold: number) =>
    shop([
      objective("p95", {
        indicator: quantile(0.95, duration),
        tiers: [above(seconds(threshold), { over: minutes(5), for: minutes(0), severity: "page" })],
        ...unwatched,
      }),
    ]);
  const bucket = (le: string): string => `shop_duration_seconds_bucket{${SCRAPED},le="${le}"}`;
  const slowest = experiment({
    rules: rulesOf(p95(1.9), "api.p95"),
    series: { [bucket("1.0")]: "0x30", [bucket("2.0")]: "0+60x30", [bucket("+Inf")]: "0+60x30" },
    ask: { value: ["objective:value_seconds:rate5m", 20], alerts: [firing("ApiP95"), 20] },
  });
  it("bug 5: a quantile above the top bucket of 2 s is refused; 1.9 s fires at a p95 of 1.95 s", async () => {
    expect(refusals(p95(2))).toEqual(["tier-unreachable services.api.objectives.p95.tiers.0.above"]);
    expect(await slowest.value("value")).toBeCloseTo(1.95, 12);
    expect(await slowest.value("alerts")).toBe(1);
  });

  it("bug 7: a threshold of 500 milliseconds on a metric in seconds is refused, 0.5 seconds are not", () => {
    const tier = { comparison: "above", over: minutes(5), for: minutes(0), severity: "page" } as const;
    const indicator = quantile(0.95, duration);
    const slip = {
      name: "p95",
      indicator,
      ...unwatched,
      tiers: [{ ...tier, threshold: { unit: "milliseconds", value: 500 } }],
    } as const;
    expect(refusals(shop([slip]))).toEqual(["unit-mismatch services.api.objectives.p95.tiers.0.above"]);
    expect(refusals(shop([{ ...slip, tiers: [{ ...tier, threshold: seconds(0.5) }] }]))).toEqual([]);
  });

  it("bug 10: 14.4 x a budget of 10 % is 144 % and refused; 14.4 x 6.9 % is 99.36 % and is not", () => {
    expect(refusals(shop([{ ...errors, target: percent(90) }]))).toEqual([
      "burn-rate-unreachable services.api.objectives.errors.burnRate",
    ]);
    expect(refusals(shop([{ ...errors, target: percent(93.1) }]))).toEqual([]);
  });

  const at = (comparison: Comparison, level: number) =>
    experiment({
      rules: rulesOf(shop([backlog(comparison)]), "api.backlog"),
      series: { [QUEUE]: `${level}x5` },
      ask: { alerts: [firing("ApiBacklog"), 3] },
    });
  const [over, under] = [at("above", 101), at("above", 99)];
  const [lowOver, lowUnder] = [at("below", 101), at("below", 99)];
  it("bug 45: above 100 fires at 101 and not at 99, below 100 the other way round", async () => {
    expect([await over.value("alerts"), await under.value("alerts")]).toEqual([1, 0]);
    expect([await lowOver.value("alerts"), await lowUnder.value("alerts")]).toEqual([0, 1]);
    const inverted = { ...errorsFor15.tiers[0], comparison: "below" } as (typeof errorsFor15.tiers)[number];
    expect(refusals(shop([{ ...errorsFor15, tiers: [inverted] }]))).toEqual([
      "tier-direction services.api.objectives.errors.tiers.0.below",
    ]);
  });

  const boundary = (["above", "atLeast", "below", "atMost"] as const).map((comparison) => at(comparison, 100));
  it("bug 55: exactly at 100, `atLeast` and `atMost` fire, `above` and `below` do not", async () => {
    expect(await Promise.all(boundary.map(({ value }) => value("alerts")))).toEqual([0, 1, 0, 1]);
  });

  const wave = experiment({
    rules: rulesOf(
      shop([
        backlog("above"),
        objective("pool", {
          indicator: saturation({ used: poolUsed, capacity: poolLimit }),
          tiers: [above(percent(80), { over: minutes(5), for: minutes(0), severity: "page" })],
          absence: UNWATCHED,
        }),
      ]),
    ),
    series: {
      [QUEUE]: "500x10 3x20",
      [`shop_pool_used{${SCRAPED}}`]: "95x10 5x20",
      [`shop_pool_limit{${SCRAPED}}`]: "100x30",
    },
    ask: {
      queueHigh: [firing("ApiBacklog"), 10],
      poolHigh: [firing("ApiPool"), 10],
      queueAfter: [firing("ApiBacklog"), 11],
      poolAfter: [firing("ApiPool"), 12],
    },
  });
  it("bug 46: no value remembers its peak: both alerts end within 2 minutes of the recovery at 11", async () => {
    expect([await wave.value("queueHigh"), await wave.value("poolHigh")]).toEqual([1, 1]);
    expect([await wave.value("queueAfter"), await wave.value("poolAfter")]).toEqual([0, 0]);
  });
});
