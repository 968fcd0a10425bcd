import { describe, expect, it } from "vitest";
import { exp2, log2, scaleByPowerOfTwo } from "../../../lib/promql/histogram/binary-float.ts";
import { boundOf } from "../../../lib/promql/histogram/bounds.ts";
import { allBuckets } from "../../../lib/promql/histogram/buckets.ts";
import { HistogramError } from "../../../lib/promql/histogram/error.ts";
import { custom, make } from "./make.ts";

describe("bucket bounds", () => {
  it("are powers of 2 in schema 0, of 65536 in schema -4", () => {
    expect([-1, 0, 1, 10].map((index) => boundOf(index, 0))).toEqual([0.5, 1, 2, 1024]);
    expect([-1, 0, 1].map((index) => boundOf(index, -4))).toEqual([1 / 65536, 1, 65536]);
  });

  it("divide each power of 2 by 2^schema, to the digits that Prometheus publishes", () => {
    expect(boundOf(1, 1)).toBe(Math.SQRT2 - 2 ** -52);
    expect(boundOf(-1, 1)).toBe(0.7071067811865475);
    expect(boundOf(-255, 8)).toBe(0.5013556375251013);
    expect(boundOf(-1, 8)).toBe(0.9972960560854698);
    expect(boundOf(256, 8)).toBe(2);
  });

  it("end at the largest number, with infinite observations in a bucket behind it", () => {
    for (const [schema, last] of [
      [-4, 64],
      [0, 1024],
      [8, 262144],
    ] as const) {
      expect(boundOf(last, schema)).toBe(Number.MAX_VALUE);
      expect(boundOf(last + 1, schema)).toBe(Infinity);
    }
  });

  it("go down to the smallest number and then to 0", () => {
    expect(boundOf(-1074, 0)).toBe(5e-324);
    expect(boundOf(-1076, 0)).toBe(0);
  });

  it("of custom buckets go from minus to plus infinity, and no further", () => {
    expect([-1, 0, 1, 2].map((index) => boundOf(index, -53, [5, 10]))).toEqual([-Infinity, 5, 10, Infinity]);
    expect(() => boundOf(3, -53, [5, 10])).toThrow(
      new HistogramError("out-of-bounds", "index 3 out of bounds for custom bounds of length 2"),
    );
  });
});

describe("buckets in order", () => {
  it("rise from negative ones over zero to positive ones, ending where the zero bucket begins", () => {
    const h = make({ z_bucket: 3, z_bucket_w: 0.75, buckets: [1, 2], n_buckets: [4, 5] });
    const bounds = allBuckets(h).map(({ lower, upper, count }) => [lower, upper, count]);
    expect(bounds).toEqual([
      [-2, -1, 5],
      [-1, -0.75, 4],
      [-0.75, 0.75, 3],
      [0.75, 1, 1],
      [1, 2, 2],
    ]);
  });

  it("include their upper bound, negative ones their lower bound, the first custom one both", () => {
    const inclusive = (h: ReturnType<typeof make>) => allBuckets(h).map((b) => [b.lowerInclusive, b.upperInclusive]);
    expect(inclusive(make({ buckets: [1], n_buckets: [1] }))).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(inclusive(custom([1], [1, 1]))).toEqual([
      [true, true],
      [false, true],
    ]);
  });

  it("leave out a zero bucket that is empty, and keep other empty buckets", () => {
    expect(allBuckets(make({ z_bucket_w: 0.1, buckets: [0, 2] })).map(({ count }) => count)).toEqual([0, 2]);
  });
});

describe("binary logarithms and powers", () => {
  it("are exact for powers of 2, also the smallest ones", () => {
    for (const power of [-1074, -1022, -3, 0, 1, 52, 1023]) {
      expect(log2(scaleByPowerOfTwo(1, power))).toBe(power);
      expect(exp2(power)).toBe(scaleByPowerOfTwo(1, power));
    }
  });

  it("are those of JavaScript within the last digit in between, and at the ends", () => {
    for (const value of [0.3, 1.7, 10, 1e-10, 1e300]) {
      expect(log2(value)).toBeCloseTo(Math.log2(value), 12);
      expect(exp2(log2(value)) / value).toBeCloseTo(1, 12);
    }
    expect([log2(0), log2(-1), log2(Infinity), exp2(Number.NaN), exp2(1025), exp2(-1100)]).toEqual([
      -Infinity,
      Number.NaN,
      Infinity,
      Number.NaN,
      Infinity,
      0,
    ]);
  });
});
