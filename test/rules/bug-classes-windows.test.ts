import { describe, expect, it } from "vitest";
import {
  above,
  atLeast,
  atMost,
  below,
  burnRates,
  type Comparison,
  count,
  days,
  minutes,
  objective,
  percent,
  queueDepth,
  ratio,
  scrape,
  seconds,
  unguarded,
} from "../../lib/index.ts";
import { firing, laboratory } from "../support/laboratory.ts";
import { ABSENT, errors, queue, refusals, requests, rulesOf, SCRAPE, shop, UNWATCHED } from "../support/shop.ts";

const SCRAPED = 'job="shop-api",namespace="shop"';
const QUEUE = `shop_queue_length{${SCRAPED}}`;
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

describe("windows and pending times", () => {
  const { experiment } = laboratory();

  const everyMinute = scrape({ ...SCRAPE, every: minutes(1) });
  const measured = (over: number) =>
    shop([{ ...errorsFor15, tiers: [above(percent(5), { over: seconds(over), for: minutes(0), severity: "page" })] }], {
      scrape: everyMinute,
    });
  const twoScrapes = experiment({
    rules: rulesOf(measured(120), "api.errors"),
    series: { [FAILING]: "0+60x20" },
    ask: { share: ["objective:error_ratio:rate2m", 10], alerts: [firing("ApiErrors"), 10] },
  });
  it("bug 29: a window of 119 s of a 60 s scrape is refused, one of 120 s has values", async () => {
    expect(refusals(measured(119))).toContain("window-too-short services.api.objectives.errors.tiers.0.over");
    expect(await twoScrapes.value("share")).toBe(1);
    expect(await twoScrapes.value("alerts")).toBe(1);
  });

  const rules = rulesOf(shop([errorsFor15]), "api.errors");
  const steps = (every: number, last: number) =>
    Array.from({ length: last }, (_, minute) => Math.floor(minute / every)).join(" ");
  const sparse = experiment({
    rules,
    series: { [FAILING]: steps(4, 60) },
    ask: { alerts: [firing("ApiErrors"), 40] },
  });
  it("bug 30: a failure every 4 minutes lasts through `for` of 15 minutes; `for` beyond the short window is refused", async () => {
    expect(await sparse.value("alerts")).toBe(1);
    const tier = { long: minutes(60), short: minutes(5), factor: 14.4, severity: "page" } as const;
    const refused = (pending: number) =>
      refusals(shop([{ ...errors, burnRate: burnRates([{ ...tier, for: minutes(pending) }]) }]));
    expect(refused(6)).toEqual(["for-longer-than-window services.api.objectives.errors.burnRate.0.for"]);
    expect(refused(5)).toEqual([]);
  });

  const gap = (bad: string) =>
    experiment({
      rules,
      series: { [FAILING]: bad },
      ask: { before: [firing("ApiErrors"), 15], after: [firing("ApiErrors"), 16] },
    });
  const [whole, oneMissed, twoMissed] = [gap("0+60x30"), gap("0+60x7 _ 540+60x20"), gap("0+60x7 _x2 600+60x20")];
  it("bug 31: 1 and 2 missed scrapes during `for` do not begin it again: all fire at 16 minutes", async () => {
    for (const { value } of [whole, oneMissed, twoMissed]) {
      expect(await value("before")).toBe(0);
      expect(await value("after")).toBe(1);
    }
  });

  const unsmoothed = experiment({
    rules: rulesOf(shop([backlog("above", 100, 4)]), "api.backlog"),
    series: { [QUEUE]: "0x9 101x20" },
    ask: { before: [firing("ApiBacklog"), 13], after: [firing("ApiBacklog"), 14] },
  });
  it("bug 32: a queue is not smoothed twice: `for` 4 minutes alone delays it, from 10 to 14; burn rates have no `for`", async () => {
    expect(await unsmoothed.value("before")).toBe(0);
    expect(await unsmoothed.value("after")).toBe(1);
    const burnRate = rulesOf(shop([errors]), "api.errors").flatMap(({ groups }) =>
      groups.flatMap((group) => group.rules.filter((rule) => "alert" in rule && "long_window" in rule.labels)),
    );
    expect(burnRate).toHaveLength(4);
    expect(burnRate.filter((rule) => "for" in rule)).toEqual([]);
  });

  const late = experiment({
    rules: rulesOf(
      shop([backlog("above")], {
        prometheus: { evaluationInterval: minutes(1), retention: days(40), queryOffset: minutes(10) },
      }),
      "api.backlog",
    ),
    series: { [QUEUE]: "0+1x60" },
    ask: {
      newest: ["objective:value_count:last offset 10m", 40],
      highest: ["max_over_time(objective:value_count:last[1h])", 40],
    },
  });
  it("bug 50: data that arrives 10 minutes late is read 10 minutes late, by query_offset", async () => {
    // The queue holds its age in minutes: what ran at minute 40 has recorded minute 30, under that time, and nothing newer.
    expect(await late.value("newest")).toBe(30);
    expect(await late.value("highest")).toBe(30);
  });
});
