import { describe, expect, it } from "vitest";
import { histogramFraction } from "../../../lib/promql/histogram/fraction.ts";
import { histogramAverage, histogramVariance } from "../../../lib/promql/histogram/moments.ts";
import { histogramQuantile } from "../../../lib/promql/histogram/quantile.ts";
import { detectReset } from "../../../lib/promql/histogram/reset.ts";
import { trim } from "../../../lib/promql/histogram/trim.ts";
import { custom, make } from "./make.ts";

const infosOf = (run: (onNaN: (info: string) => void) => number): readonly string[] => {
  const infos: string[] = [];
  run((info) => infos.push(info));
  return infos;
};

describe("a quantile", () => {
  it("of exponential buckets is interpolated on their scale: half of (1, 4] is 2, not 2.5", () => {
    expect(histogramQuantile(0.5, make({ schema: -1, buckets: [8], offset: 1 }))).toBeCloseTo(2, 14);
    expect(histogramQuantile(0.5, make({ schema: -1, n_buckets: [8], n_offset: 1 }))).toBeCloseTo(-2, 14);
  });

  it("of custom buckets and of the zero bucket is interpolated linearly", () => {
    expect(histogramQuantile(0.5, custom([2, 4], [0, 8, 0]))).toBe(3);
    expect(histogramQuantile(0.75, make({ z_bucket: 4, z_bucket_w: 0.5 }))).toBe(0.25);
  });

  it("starts at 0 where all is positive, in the zero bucket and in the first custom one", () => {
    expect(histogramQuantile(0.25, make({ z_bucket: 4, z_bucket_w: 0.5, buckets: [4], offset: 2 }))).toBe(0.25);
    expect(histogramQuantile(0.5, custom([2, 4], [8, 0, 0]))).toBe(1);
    expect(histogramQuantile(0.5, custom([-2, 4], [8, 0, 0]))).toBe(-2);
  });

  it("in the last custom bucket is its lower bound", () => {
    expect(histogramQuantile(0.9, custom([2, 4], [1, 1, 8]))).toBe(4);
  });

  it("outside of 0 and 1 is infinite, of nothing it is NaN", () => {
    const h = make({ buckets: [1] });
    expect([-0.1, 1.1, Number.NaN].map((q) => histogramQuantile(q, h))).toEqual([-Infinity, Infinity, Number.NaN]);
    expect(histogramQuantile(0.5, make({}))).toBeNaN();
  });

  it("among NaN observations is NaN above all others, skewed below, and says so", () => {
    const h = make({ sum: Number.NaN, count: 10, buckets: [5] });
    expect(histogramQuantile(0.9, h)).toBeNaN();
    const prefix = "input to histogram_quantile has NaN observations, result is";
    expect(infosOf((note) => histogramQuantile(0.9, h, note))).toEqual([`${prefix} NaN`]);
    expect(infosOf((note) => histogramQuantile(0.25, h, note))).toEqual([`${prefix} skewed higher`]);
    expect(infosOf((note) => histogramQuantile(0.25, make({ sum: Number.NaN, buckets: [5] }), note))).toEqual([]);
  });
});

describe("a fraction", () => {
  it("is the inverse of the quantile", () => {
    const h = make({ z_bucket: 2, z_bucket_w: 0.001, buckets: [3, 0, 7, 5], n_buckets: [4] });
    for (const q of [0.1, 0.3, 0.5, 0.77]) {
      expect(histogramFraction(-Infinity, histogramQuantile(q, h), h)).toBeCloseTo(q, 12);
    }
  });

  it("is 0 between bounds that do not rise, NaN of nothing", () => {
    expect(histogramFraction(2, 1, make({ buckets: [1] }))).toBe(0);
    expect(histogramFraction(0, 1, make({}))).toBeNaN();
    expect(histogramFraction(0, Number.NaN, make({ buckets: [1] }))).toBeNaN();
  });

  it("leaves NaN observations out of all fractions and says so", () => {
    const h = make({ sum: Number.NaN, count: 10, buckets: [5] });
    expect(histogramFraction(-Infinity, Infinity, h)).toBe(0.5);
    expect(infosOf((note) => histogramFraction(0, 1, h, note))).toEqual([
      "input to histogram_fraction has NaN observations, which are excluded from all fractions",
    ]);
  });
});

describe("moments", () => {
  it("take observations to be at the middle of their bucket", () => {
    // Custom buckets (0, 2] and (2, 4]: 4 at 1 and 4 at 3, mean 2.
    const h = custom([0, 2, 4], [0, 4, 4, 0], { sum: 16 });
    expect(histogramAverage(h)).toBe(2);
    expect(histogramVariance(h)).toBe(1);
    // Exponential buckets (1, 4] and [-4, -1): at 2 and at -2.
    expect(histogramVariance(make({ schema: -1, buckets: [3], offset: 1, n_buckets: [3], n_offset: 1 }))).toBe(4);
  });
});

describe("trimming", () => {
  it("keeps what is certainly on the right side and a share of the bucket that is cut", () => {
    const h = make({ schema: 0, sum: 100, buckets: [4, 8, 16], offset: 1 });
    const lower = trim(h, 2, "lower");
    expect(lower).toMatchObject({ count: 24, positiveBuckets: [8, 16] });
    // The geometric means of (2, 4] and (4, 8].
    expect(lower.sum).toBeCloseTo(8 * Math.sqrt(8) + 16 * Math.sqrt(32), 10);
    const upper = trim(h, 2 * Math.SQRT2, "upper");
    expect(upper.positiveBuckets[0]).toBe(4);
    expect(upper.positiveBuckets[1]).toBeCloseTo(4, 12);
  });

  it("cuts custom buckets linearly, from 0 on where the first one has no end", () => {
    expect(trim(custom([4], [8, 0]), 1, "upper")).toMatchObject({ count: 2, sum: 1, positiveBuckets: [2] });
    expect(trim(custom([4], [8, 0]), 1, "lower")).toMatchObject({ count: 6, sum: 15, positiveBuckets: [6] });
    expect(trim(custom([4], [0, 8]), 6, "upper")).toMatchObject({ count: 0, positiveBuckets: [] });
    expect(trim(custom([4], [0, 8]), 6, "lower").count).toBe(8);
  });

  it("leaves a histogram that is not cut as it is, its sum too", () => {
    const h = make({ sum: 123, buckets: [4] });
    expect(trim(h, 5, "upper")).toBe(h);
    expect(trim(h, -5, "lower")).toBe(h);
  });
});

describe("a counter reset", () => {
  const before = make({ z_bucket: 1, z_bucket_w: 0.01, buckets: [4, 8], n_buckets: [2] });

  it("is a bucket that goes down or vanishes, even when the count goes up", () => {
    expect(detectReset(make({ z_bucket: 1, z_bucket_w: 0.01, buckets: [3, 99], n_buckets: [2] }), before)).toBe(true);
    expect(detectReset(make({ z_bucket: 1, z_bucket_w: 0.01, buckets: [99, 99] }), before)).toBe(true);
    expect(detectReset(make({ z_bucket: 1, z_bucket_w: 0.01, buckets: [4, 9], n_buckets: [2] }), before)).toBe(false);
  });

  it("is what the hint says, whatever the counts say", () => {
    expect(detectReset({ ...before, counterResetHint: "reset" }, before)).toBe(true);
    expect(detectReset({ ...make({}), counterResetHint: "not-reset" }, before)).toBe(false);
  });

  it("is a finer schema or a narrower zero bucket, but not a coarser or a wider one", () => {
    expect(detectReset({ ...before, schema: 1 }, before)).toBe(true);
    expect(detectReset({ ...before, zeroThreshold: 0.001 }, before)).toBe(true);
    expect(
      detectReset(make({ schema: -1, z_bucket: 1, z_bucket_w: 0.01, buckets: [4, 8], n_buckets: [2] }), before),
    ).toBe(false);
    expect(detectReset({ ...before, zeroThreshold: 0.02 }, before)).toBe(false);
  });

  it("of custom buckets is seen at the bounds that both have", () => {
    expect(detectReset(custom([5, 10], [2, 2, 0]), custom([5, 7], [3, 0, 0]))).toBe(true);
    expect(detectReset(custom([5, 10], [4, 2, 0]), custom([5, 7], [3, 0, 0]))).toBe(false);
  });
});
