import { describe, expect, it } from "vitest";
import { compile } from "../../lib/compile/compile.ts";
import {
  absentFor,
  calendarMonth,
  counter,
  days,
  minimumFailures,
  minutes,
  noBurnRate,
  objective,
  percent,
  ratio,
  scrape,
  seconds,
  service,
  system,
} from "../../lib/index.ts";
import { laboratory } from "../support/laboratory.ts";

const requests = counter("shop_requests_total", { labels: ["code"] });
const shop = system("shop", {
  owner: "shop",
  runs: ["kubernetes"],
  namespace: "shop",
  prometheus: { evaluationInterval: minutes(1), retention: days(32) },
  runbooks: "https://runbooks.example.com",
  severities: { warning: { priority: "P3", rank: 1 } },
  services: [
    service("api", {
      scrape: scrape({ job: "api", every: seconds(30), down: { after: minutes(3), severity: "warning" } }),
      objectives: [
        objective("month", {
          indicator: ratio({ bad: requests.where({ code: /5../ }), total: requests }),
          target: percent(99),
          over: calendarMonth(),
          burnRate: noBurnRate("not what is tested"),
          lowTraffic: minimumFailures(3),
          absence: absentFor(minutes(15), "warning"),
        }),
      ],
    }),
  ],
});

/** 2025-12-01T00:00:00Z. */
const DECEMBER = 1_764_547_200;
const BUDGET = "objective:error_budget_remaining:ratio";
const rules = compile(shop).bundle.ruleFiles;

describe("the budget of a calendar month", () => {
  const lab = laboratory();
  const acrossMidnight = lab.experiment({
    rules,
    start: DECEMBER - 3_600,
    series: {
      'shop_requests_total{job="api",namespace="shop",code="200"}': "0+1000x700",
      'shop_requests_total{job="api",namespace="shop",code="500"}': "0+100x50 5000x650",
    },
    ask: { before: [BUDGET, 59], after: [BUDGET, 100], start: ["objective:window_start:timestamp_seconds", 100] },
  });
  const inside = lab.experiment({
    rules,
    start: DECEMBER,
    series: {
      'shop_requests_total{job="api",namespace="shop",code="200"}': "0+1000x700",
      'shop_requests_total{job="api",namespace="shop",code="500"}': "0+100x100 10000x600",
    },
    ask: { spent: [BUDGET, 510] },
  });

  it("is spent nine times over at 23:59 when one request in eleven failed", async () => {
    expect(await acrossMidnight.value("before")).toBeCloseTo(1 - 1 / 11 / 0.01, 1);
  });

  it("is whole again at 00:40 of the first, since the month has no failure", async () => {
    expect(await acrossMidnight.value("after")).toBe(1);
    expect(await acrossMidnight.value("start")).toBe(DECEMBER);
  });

  it("weighs 10,000 failures among 520,000 requests as 1.92 %", async () => {
    expect(await inside.value("spent")).toBeCloseTo(1 - 10_000 / 520_000 / 0.01, 1);
  });
});
