import { describe, expectTypeOf, it } from "vitest";
import * as b from "../../lib/index.ts";

const requests = b.counter("http_requests_total", { labels: ["status"] });
const duration = b.histogram("http_request_duration_seconds", { unit: "seconds", buckets: [0.1, 0.5, 1] });
const legacy = b.histogram("backend_latency_ms", { unit: "milliseconds", buckets: [100, 500] });
const failures = b.ratio({ bad: requests.where({ status: /5../ }), total: requests });
const absence = b.absentFor(b.minutes(15), "warning");
const lowTraffic = b.minimumFailures(10);
const warning = { over: b.minutes(5), for: b.minutes(5), severity: "warning" } as const;
const budget = { over: b.days(30), burnRate: b.workbook({ page: "critical", ticket: "warning" }) } as const;
const rest = {
  owner: "payments",
  runs: ["kubernetes"],
  namespace: "checkout",
  prometheus: { evaluationInterval: b.seconds(30), retention: b.days(31) },
  runbooks: "https://runbooks.example.com",
} as const;
const critical = { priority: "P1", rank: 0 };

describe("units", () => {
  it("of a threshold are those of the indicator", () => {
    b.objective("p95", {
      indicator: b.quantile(0.95, duration),
      tiers: [b.above(b.seconds(1), warning)],
      lowTraffic,
      absence,
    });
    b.objective("p95", {
      indicator: b.quantile(0.95, duration),
      // @ts-expect-error seconds are compared with a ratio
      tiers: [b.above(b.percent(1), warning)],
      lowTraffic,
      absence,
    });
    b.objective("errors", { indicator: failures, tiers: [b.above(b.percent(1), warning)], lowTraffic, absence });
    // @ts-expect-error a ratio is compared with seconds
    b.objective("errors", { indicator: failures, tiers: [b.above(b.seconds(1), warning)], lowTraffic, absence });
  });

  it("tell milliseconds from seconds", () => {
    b.latency(legacy, { below: b.milliseconds(500) });
    // @ts-expect-error the metric is in milliseconds
    b.latency(legacy, { below: b.seconds(0.5) });
    b.latency(duration, { below: b.seconds(0.5) });
    // @ts-expect-error the metric is in seconds
    b.latency(duration, { below: b.milliseconds(500) });
  });

  it("of quantities are part of their types", () => {
    expectTypeOf(b.percent(99)).not.toExtend<b.Quantity<"seconds">>();
    expectTypeOf(b.minutes(5)).toExtend<b.Duration>();
  });
});

describe("severities", () => {
  const api = b.service("api", {
    objectives: [
      b.objective("errors", { indicator: failures, target: b.percent(99.9), ...budget, lowTraffic, absence }),
    ],
  });

  it("that are used are mapped", () => {
    b.system("checkout", { ...rest, severities: { critical, warning: { priority: "P3", rank: 1 } }, services: [api] });
    // @ts-expect-error the severity `warning` is mapped to nothing
    b.system("checkout", { ...rest, severities: { critical }, services: [api] });
    // @ts-expect-error a severity without its level of the escalation
    b.system("checkout", { ...rest, severities: { critical, warning: { rank: 1 } }, services: [api] });
  });
});

describe("choices", () => {
  it("of a low-traffic policy and of an absence policy are made", () => {
    b.objective("errors", { indicator: failures, target: b.percent(99.9), ...budget, lowTraffic, absence });
    // @ts-expect-error no low-traffic policy
    b.objective("errors", { indicator: failures, target: b.percent(99.9), ...budget, absence });
    // @ts-expect-error no absence policy
    b.objective("errors", { indicator: failures, target: b.percent(99.9), ...budget, lowTraffic });
  });

  it("of a low-traffic policy count moments where there are no events", () => {
    const uptime = { indicator: b.up(), target: b.percent(99.9), ...budget, absence } as const;
    b.objective("uptime", { ...uptime, lowTraffic: b.minimumFailures(3) });
    b.objective("uptime", { ...uptime, lowTraffic: b.unguarded("a probe that never fails by itself") });
    // @ts-expect-error uptime has no traffic
    b.objective("uptime", { ...uptime, lowTraffic: b.minimumEvents(100) });
    // @ts-expect-error uptime has no traffic
    b.objective("uptime", { ...uptime, lowTraffic: b.widenedWindows(2) });
  });

  it("of a window and of burn rates come with a target", () => {
    // @ts-expect-error a target without its window and burn rates
    b.objective("errors", { indicator: failures, target: b.percent(99.9), lowTraffic, absence });
  });
});

describe("labels", () => {
  it("that are selected are declared", () => {
    requests.where({ status: "500" });
    requests.where({ namespace: "checkout" });
    // @ts-expect-error the metric declares no label `code`
    requests.where({ code: "500" });
  });
});
