import { describe, expect, it } from "vitest";
import { HistogramAccumulator } from "../../../lib/promql/histogram/accumulator.ts";
import { add, divide, multiply, subtract } from "../../../lib/promql/histogram/arithmetic.ts";
import { compact } from "../../../lib/promql/histogram/compact.ts";
import { HistogramError } from "../../../lib/promql/histogram/error.ts";
import { HistogramMean } from "../../../lib/promql/histogram/mean.ts";
import { histogramNotation, histogramText } from "../../../lib/promql/histogram/print.ts";
import { copyToSchema, reduceResolution } from "../../../lib/promql/histogram/resolution.ts";
import { custom, make } from "./make.ts";

const MIX = "cannot apply this operation on histograms with a mix of exponential and custom bucket schemas";

describe("a sum of two histograms", () => {
  it("has the buckets of both", () => {
    const sum = add(make({ sum: 5, buckets: [1, 2] }), make({ sum: 7, buckets: [10, 20], offset: 1 }));
    expect(histogramNotation(sum.histogram)).toBe("{{count:33 sum:12 buckets:[1 12 20]}}");
  });

  it("has the lower resolution of the two", () => {
    // Schema 1 has (1, 1.41] and (1.41, 2] where schema 0 has (1, 2].
    const fine = make({ schema: 1, buckets: [1, 2, 4], offset: 1 });
    const { histogram } = add(fine, make({ schema: 0, buckets: [10], offset: 1 }));
    expect(histogramNotation(histogram)).toBe(
      "{{count:17 buckets:[13 4] offset:1}}".replace(/(buckets.*]) (offset:1)/, "$2 $1"),
    );
  });

  it("has the wider zero bucket, widened to the end of a populated bucket that it would cut", () => {
    const narrow = make({ z_bucket: 1, z_bucket_w: 0.1, buckets: [4, 8], offset: 0 });
    const wide = make({ z_bucket: 2, z_bucket_w: 0.75 });
    const { histogram } = add(narrow, wide);
    // (0.5, 1] is cut by 0.75, so that the zero bucket goes up to 1.
    expect(histogramNotation(compact(histogram))).toBe("{{count:15 z_bucket:7 z_bucket_w:1 offset:1 buckets:[8]}}");
  });

  it("has the custom bounds that both have, and says so", () => {
    const sum = add(custom([1, 5, 10], [1, 2, 3, 4]), custom([5, 7], [10, 20, 30]));
    expect(histogramNotation(sum.histogram)).toBe("{{schema:-53 count:70 custom_values:[5] buckets:[13 57]}}");
    expect(sum.boundsReconciled).toBe(true);
    expect(add(custom([5], [1, 2]), custom([5], [3, 4])).boundsReconciled).toBe(false);
  });

  it("of exponential and custom buckets does not exist", () => {
    const mix = new HistogramError("schema-mix", MIX);
    expect(() => add(make({ buckets: [1] }), custom([5], [1]))).toThrow(mix);
    expect(() => subtract(custom([5], [1]), make({ buckets: [1] }))).toThrow(mix);
  });

  it("is a gauge when one is, unknown when one is, and a collision of reset and not-reset", () => {
    const hint = (a: "unknown" | "reset" | "not-reset" | "gauge", b: typeof a) => {
      const sum = add(make({ counter_reset_hint: a }), make({ counter_reset_hint: b }));
      return [sum.histogram.counterResetHint, sum.counterResetCollision];
    };
    expect(hint("reset", "reset")).toEqual(["reset", false]);
    expect(hint("reset", "gauge")).toEqual(["gauge", false]);
    expect(hint("reset", "unknown")).toEqual(["unknown", false]);
    expect(hint("reset", "not-reset")).toEqual(["unknown", true]);
  });
});

describe("a difference, a product and a quotient", () => {
  it("subtract, also below zero", () => {
    const { histogram } = subtract(make({ sum: 5, buckets: [1, 2] }), make({ sum: 7, buckets: [3, 2] }));
    expect(histogramNotation(histogram)).toBe("{{count:-2 sum:-2 buckets:[-2]}}");
  });

  it("scale everything but bounds, and become gauges below zero", () => {
    const h = make({ z_bucket: 2, z_bucket_w: 0.5, sum: 3, buckets: [4], n_buckets: [6], offset: 2 });
    const half = "{{count:6 sum:1.5 z_bucket:1 z_bucket_w:0.5 offset:2 buckets:[2] n_buckets:[3]}}";
    expect(histogramNotation(multiply(h, 0.5))).toBe(half);
    expect(histogramNotation(divide(h, 2))).toBe(half);
    expect(multiply(h, -1).counterResetHint).toBe("gauge");
    expect(divide(h, -1).counterResetHint).toBe("gauge");
  });

  it("lose all buckets in a division by zero", () => {
    const h = make({ z_bucket: 2, z_bucket_w: 0.5, sum: -3, buckets: [4] });
    expect(histogramNotation(divide(h, 0))).toBe("{{count:+Inf sum:-Inf z_bucket:+Inf z_bucket_w:0.5}}");
  });

  it("forget before the next operation what they left in the zero bucket that custom buckets do not have", () => {
    // As Prometheus answers: zero count NaN for `h / 0`, 0 for `sum(h / 0)`, -0 for `-(h / 0)`.
    const undefinedZero = divide(custom([5], [2, 0]), 0);
    expect(undefinedZero.zeroCount).toBeNaN();
    expect(new HistogramAccumulator(undefinedZero).total().zeroCount).toBe(0);
    expect(multiply(undefinedZero, -1).zeroCount).toBe(-0);
    expect(histogramText(undefinedZero)).toBe("{count:+Inf, sum:NaN}");
  });
});

describe("sums and means of many", () => {
  it("lose nothing to rounding", () => {
    const large = make({ sum: 1e17, count: 1e17, buckets: [1e17] });
    const one = make({ sum: 1, buckets: [1] });
    const accumulator = new HistogramAccumulator(large);
    for (let i = 0; i < 16; i++) accumulator.add(one);
    expect(accumulator.total()).toMatchObject({ sum: 1e17 + 16, count: 1e17 + 16, positiveBuckets: [1e17 + 16] });
    let plain = large;
    for (let i = 0; i < 16; i++) plain = add(plain, one).histogram;
    expect(plain.sum).toBe(1e17);
  });

  it("average without overflow what would overflow as a sum", () => {
    const mean = new HistogramMean(make({ sum: 1.5e308, count: 2, buckets: [2] }));
    mean.add(make({ sum: 1.7e308, count: 4, buckets: [4] }));
    expect(mean.total().sum).toBeCloseTo(1.6e308, -296);
    expect(mean.total()).toMatchObject({ count: 3, positiveBuckets: [3] });
  });

  it("of one histogram are that histogram", () => {
    const h = make({ sum: 3, buckets: [1, 0, 2] });
    expect(new HistogramAccumulator(h).total()).toEqual(h);
    expect(new HistogramMean(h).total()).toEqual(h);
  });

  it("remember a collision of hints that do not follow each other", () => {
    const hinted = (hint: "reset" | "not-reset" | "gauge") => make({ counter_reset_hint: hint, buckets: [1] });
    const accumulator = new HistogramAccumulator(hinted("reset"));
    accumulator.add(hinted("gauge"));
    expect(accumulator.counterResetCollision).toBe(false);
    expect(accumulator.add(hinted("not-reset")).counterResetCollision).toBe(false);
    expect(accumulator.counterResetCollision).toBe(true);
  });

  it("do not mix exponential and custom buckets", () => {
    expect(() => new HistogramMean(make({ buckets: [1] })).add(custom([1], [1]))).toThrow(MIX);
  });
});

describe("fewer buckets", () => {
  it("come from cutting empty ones off and out", () => {
    const h = make({ buckets: [0, 1, 0, 0, 2, 0] });
    expect(compact(h).positiveSpans).toEqual([
      { offset: 1, length: 1 },
      { offset: 2, length: 1 },
    ]);
    expect(compact(h, 1).positiveBuckets).toEqual([1, 2]);
    expect(compact(h, 2)).toMatchObject({ positiveSpans: [{ offset: 1, length: 4 }], positiveBuckets: [1, 0, 0, 2] });
  });

  it("come not from what is compact already: that stays the same object", () => {
    const h = make({ buckets: [1, 2] });
    expect(compact(h)).toBe(h);
  });

  it("come from a lower resolution, which only goes down", () => {
    const h = make({ schema: 1, buckets: [1, 2, 4, 8], counter_reset_hint: "gauge" });
    expect(histogramNotation(reduceResolution(h, 0))).toBe("{{count:15 counter_reset_hint:gauge buckets:[1 6 8]}}");
    expect(copyToSchema(h, 0).counterResetHint).toBe("unknown");
    expect(copyToSchema(h, 1)).toBe(h);
    expect(() => reduceResolution(h, 1)).toThrow("cannot reduce resolution from schema 1 to 1");
    expect(() => reduceResolution(h, -53)).toThrow("cannot reduce resolution to custom buckets schema");
    expect(() => reduceResolution(custom([1], [1]), 0)).toThrow(
      "cannot reduce resolution when there are custom buckets",
    );
  });
});
