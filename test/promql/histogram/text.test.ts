import { describe, expect, it } from "vitest";
import { equals, nearlyEquals } from "../../../lib/promql/histogram/equal.ts";
import { customBucketsHistogram } from "../../../lib/promql/histogram/from-classic.ts";
import { histogramFrom } from "../../../lib/promql/histogram/notation.ts";
import { histogramNotation, histogramText } from "../../../lib/promql/histogram/print.ts";
import { validate } from "../../../lib/promql/histogram/validate.ts";
import { custom, make } from "./make.ts";

describe("the text of a histogram", () => {
  it("shows populated buckets with their bounds", () => {
    const h = make({ sum: 18.4, z_bucket: 2, z_bucket_w: 0.001, buckets: [1, 0, 2e6], n_buckets: [3] });
    expect(histogramText(h)).toBe(
      "{count:2.000006e+06, sum:18.4, [-1,-0.5):3, [-0.001,0.001]:2, (0.5,1]:1, (2,4]:2e+06}",
    );
    expect(histogramText(custom([5], [1, 2]))).toBe("{count:3, sum:0, [-Inf,5]:1, (5,+Inf]:2}");
  });

  it("in series notation leaves out what is 0 and writes one run of buckets", () => {
    const h = make({
      schema: 3,
      sum: -1,
      buckets: [1, 0, 2],
      offset: -2,
      n_buckets: [0, 4],
      counter_reset_hint: "not-reset",
    });
    expect(histogramNotation(h)).toBe(
      "{{schema:3 count:7 sum:-1 counter_reset_hint:not_reset offset:-2 buckets:[1 0 2] n_offset:1 n_buckets:[4]}}",
    );
    expect(histogramNotation(histogramFrom({}))).toBe("{{}}");
  });
});

describe("the fields of the series notation", () => {
  it("make a histogram with one span, or none without buckets", () => {
    const h = histogramFrom({ schema: 1, buckets: [1, 2], offset: 3, n_offset: 4 });
    expect(h.positiveSpans).toEqual([{ offset: 3, length: 2 }]);
    expect(h.negativeSpans).toEqual([]);
    expect("customValues" in h).toBe(false);
  });
});

describe("equality", () => {
  it("is to the bit, of the layout too, with NaN equal to itself; hints do not matter", () => {
    const h = make({ sum: Number.NaN, buckets: [1, 2] });
    expect(equals(h, make({ sum: Number.NaN, buckets: [1, 2], counter_reset_hint: "gauge" }))).toBe(true);
    expect(equals(h, { ...h, sum: 0 })).toBe(false);
    expect(equals({ ...h, sum: 0 }, { ...h, sum: -0 })).toBe(false);
    expect(equals(h, make({ sum: Number.NaN, buckets: [1, 2, 0] }))).toBe(false);
    const empty = [
      { offset: 0, length: 0 },
      { offset: 0, length: 2 },
    ];
    expect(equals(h, { ...h, positiveSpans: empty })).toBe(true);
  });

  it("nearly so allows a millionth in values, not in bounds", () => {
    const h = custom([5], [1e6, 2e6]);
    expect(nearlyEquals(h, { ...h, positiveBuckets: [1e6 + 1, 2e6] })).toBe(true);
    expect(nearlyEquals(h, { ...h, positiveBuckets: [1e6 + 3, 2e6] })).toBe(false);
    expect(nearlyEquals(h, { ...h, customValues: [5.000001] })).toBe(false);
  });
});

describe("classic buckets", () => {
  it("become custom buckets, with the last bound implied", () => {
    const h = customBucketsHistogram(
      [
        { le: 1, cumulativeCount: 2 },
        { le: 5, cumulativeCount: 7 },
        { le: Infinity, cumulativeCount: 8 },
      ],
      20,
    );
    expect(histogramNotation(h)).toBe("{{schema:-53 count:8 sum:20 custom_values:[1 5] buckets:[2 5 1]}}");
    expect(validate(h)).toBeUndefined();
  });

  it("take the count for what lies above the highest bound", () => {
    const h = customBucketsHistogram([{ le: 1, cumulativeCount: 2 }], 0, 3.5);
    expect(histogramNotation(h)).toBe("{{schema:-53 count:3.5 custom_values:[1] buckets:[2 1.5]}}");
  });

  it("that do not add up are refused in Prometheus' words", () => {
    const one = { le: 1, cumulativeCount: 2 };
    expect(() => customBucketsHistogram([one, { le: 2, cumulativeCount: 1 }])).toThrow(
      "count is not cumulative: 1 < 2",
    );
    expect(() => customBucketsHistogram([{ le: Number.NaN, cumulativeCount: 1 }])).toThrow(
      "bucket boundary must not be NaN",
    );
    expect(() => customBucketsHistogram([{ le: Infinity, cumulativeCount: 1 }], 0, 2)).toThrow(
      "count mismatch: count=2 != le=+Inf count=1",
    );
  });
});
