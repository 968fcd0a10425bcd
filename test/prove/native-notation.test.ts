import { describe, expect, it } from "vitest";
import { seriesValues } from "../../lib/prove/series-notation.ts";
import type { World } from "../../lib/prove/world.ts";
import { worldTest } from "../../lib/prove/world-test.ts";

const { NaN: NONE } = Number;

const histogram = {
  schema: 0,
  buckets: [
    { index: 0, counts: Float64Array.of(0, 2, 4, 4, 4, 1, 9) },
    { index: 2, counts: Float64Array.of(0, 1, 2, 2, 2, 0, 9) },
  ],
};

describe("samples of a native histogram in promtool's notation", () => {
  it("are written as runs of equal growth, with gaps and staleness", () => {
    // Sums are those of the upper bounds, 1 and 4: 2 x 1 + 1 x 4 = 6.
    expect(seriesValues({ values: Float64Array.of(0, 3, 6, 6, NONE, 1, NONE), stale: new Set([6]), histogram })).toBe(
      "{{}}+{{count:3 sum:6 buckets:[2 0 1]}}x2 {{count:6 sum:12 buckets:[4 0 2]}} _ {{count:1 sum:1 buckets:[1]}} stale",
    );
    expect(seriesValues({ values: Float64Array.of(NONE, NONE, 6, 6, 6), histogram })).toBe(
      "_x2 {{count:6 sum:12 buckets:[4 0 2]}}x2",
    );
  });

  it("tell observations of 0 by the zero bucket of the Go client", () => {
    expect(
      seriesValues({
        values: Float64Array.of(5, 6),
        histogram: { schema: 8, zeros: Float64Array.of(5, 6), buckets: [] },
      }),
    ).toBe(
      "{{schema:8 count:5 z_bucket:5 z_bucket_w:2.938735877055719e-39}}+{{schema:8 count:1 z_bucket:1 z_bucket_w:2.938735877055719e-39}}x1",
    );
  });

  it("keep their place where scrapes fall between the moments of a test", () => {
    const world: World = {
      start: 0,
      evaluations: { interval: 60_000, count: 3 },
      ranges: "left-open",
      series: [
        {
          name: "shop_native",
          labels: {},
          every: 60_000,
          offset: 30_000,
          values: Float64Array.of(1, 2),
          histogram: { schema: 0, buckets: [{ index: 0, counts: Float64Array.of(1, 2) }] },
        },
      ],
    };
    const { interval, input_series } = worldTest(world, "a test", []);
    expect(interval).toBe("30s");
    expect(input_series[0]?.values).toBe("_ {{count:1 sum:1 buckets:[1]}} _ {{count:2 sum:2 buckets:[2]}}");
  });
});
