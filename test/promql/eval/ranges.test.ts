import { describe, expect, it } from "vitest";
import { MemoryStorage } from "../../../lib/promql/data/storage.ts";
import { instantQuery, type QueryOptions } from "../../../lib/promql/eval/query.ts";
import { loadSeries } from "../../../lib/promql/notation/load.ts";

const MINUTE = 60_000;

/** The value that a query gives at a minute over a counter of 60 a minute, scraped on the minute for 20 minutes. */
function valueAt(query: string, minute: number, options: QueryOptions): number | undefined {
  const storage = new MemoryStorage();
  loadSeries(storage, "requests_total 0+60x20", { step: MINUTE });
  const result = instantQuery(storage, query, minute * MINUTE, options);
  if (result.type !== "vector") throw new Error(result.type);
  const value = result.samples[0]?.value;
  return typeof value === "number" ? value : undefined;
}

// Closed ranges: as promtool 2.42 gave them.
describe.each([
  ["left-open, as in Prometheus 3", "left-open" as const, 5, undefined, undefined, 3],
  ["closed, as in Prometheus 2", "closed" as const, 6, 1, 1200, 4],
])("ranges that are %s", (_, ranges, samples, oneMinute, stale, steps) => {
  it(`hold ${samples} samples of 5 m at one a minute`, () => {
    expect(valueAt("count_over_time(requests_total[5m])", 10, { ranges })).toBe(samples);
  });

  it(`give ${oneMinute ?? "no"} rate over 1 m`, () => {
    expect(valueAt("rate(requests_total[1m])", 10, { ranges })).toBe(oneMinute);
  });

  it(`show a sample of exactly 5 m ago as ${stale ?? "gone"}`, () => {
    expect(valueAt("requests_total", 25, { ranges })).toBe(stale);
  });

  it(`hold ${steps} steps of a subquery of 3 m by 1 m`, () => {
    expect(valueAt("count_over_time(requests_total[3m:1m])", 10, { ranges })).toBe(steps);
  });
});
