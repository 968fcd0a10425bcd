import { describe, expect, it } from "vitest";
import { checkSystem } from "../../../lib/compile/check.ts";
import * as b from "../../../lib/index.ts";
import { modelKnowledge } from "../../../lib/rules/check/model-knowledge.ts";
import { duration, requests } from "../../support/shop.ts";

/** A system with one condition, and what is said of the condition. */
function told(promql: string, unit?: b.Unit): readonly string[] {
  return checkSystem(shop(promql, unit)).map(({ level = "error", code }) => `${level} ${code}`);
}

function shop(promql: string, unit?: b.Unit): b.System {
  const condition = b.condition("ShopOdd", {
    promql,
    for: b.minutes(2),
    severity: "page",
    summary: "the shop is odd",
    means: "It is odd.",
    ...(unit === undefined ? {} : { unit }),
    scenarios: [{ name: "n", obligation: "fires-just-above", step: b.minutes(1), series: [], expect: [] } as never],
  });
  const slow = b.objective("latency", {
    indicator: b.quantile(0.95, duration),
    tiers: [b.above(b.seconds(1.5), { over: b.minutes(5), for: b.minutes(5), severity: "page" })],
    lowTraffic: b.minimumEvents(20),
    absence: b.absentFor(b.minutes(15), "page"),
  });
  const errors = b.objective("errors", {
    indicator: b.ratio({ bad: requests.where({ code: /5../ }), total: requests }),
    tiers: [b.above(b.percent(5), { over: b.minutes(5), for: b.minutes(5), severity: "page" })],
    lowTraffic: b.minimumEvents(20),
    absence: b.absentFor(b.minutes(15), "page"),
  });
  return b.system("shop", {
    owner: "team",
    runs: ["host"],
    prometheus: { evaluationInterval: b.seconds(30), retention: b.days(31) },
    runbooks: "https://runbooks.example.com",
    severities: { page: { priority: "P1", rank: 0 } },
    services: [
      b.service("api", {
        scrape: b.scrape({ job: "api", every: b.seconds(30), down: { after: b.minutes(5), severity: "page" } }),
        objectives: [slow, errors],
        conditions: [condition],
      }),
    ],
  } as never);
}

describe("expressions of a model", () => {
  it("are measured by what the model declares of its metrics", () => {
    const { unitOf, boundsOf, bucketsOf } = modelKnowledge(shop("up > 0"));
    expect(unitOf?.("shop_duration_seconds_sum")).toEqual({ kinds: { second: 1 }, scale: 1 });
    expect(unitOf?.("shop_requests_total")).toEqual({ kinds: {}, scale: 1 });
    expect(boundsOf?.("shop_requests_total")).toMatchObject({ low: 0, nan: false });
    expect(bucketsOf?.("shop_duration_seconds_bucket")).toEqual([0.25, 0.5, 1, 2]);
  });

  it("are refused where a condition is beyond the buckets, and not within", () => {
    const p99 = 'histogram_quantile(0.99, sum by (le) (rate(shop_duration_seconds_bucket{job="api"}[5m])))';
    expect(told(`${p99} > 2`)).toEqual(["error expression-never"]);
    expect(told(`${p99} > 1.9`)).toEqual([]);
  });

  it("are refused where a condition is shown in another unit than it is measured in", () => {
    const age = 'time() - shop_backup_timestamp_seconds{job="api"} > 3600';
    expect(told(age, "bytes")).toEqual(["error unit-mismatch"]);
    expect(told(age, "seconds")).toEqual([]);
    expect(told('rate(shop_sent_bytes_total{job="api"}[5m]) > 1e6', "bytes")).toEqual([]);
  });

  it("are silent where they are sound", () => {
    expect(told('sum(rate(shop_requests_total{job="api", code="500"}[5m])) > 0.5')).toEqual([]);
  });
});
