import { describe, expect, it } from "vitest";
import { bucketBound } from "../../../../lib/promql/eval/functions/bucket-bound.ts";
import { at, over, remarksOn } from "./ask.ts";
import { histogram, type Rows } from "./rows.ts";

/** 10 observations up to 1, 20 more up to 2, 10 more above 4. */
const CLASSIC: Rows = {
  'b{le="1"}': [10],
  'b{le="2"}': [30],
  'b{le="4"}': [30],
  'b{le="+Inf"}': [40],
};

const FALLING: Rows = { 'b{le="1"}': [10, 10], 'b{le="2"}': [8, 9], 'b{le="+Inf"}': [20, 20] };

describe("histogram_quantile() of classic histograms", () => {
  it("interpolates within a bucket: rank 20 of 40 is in the middle of 1 to 2", () => {
    expect(at(0, CLASSIC, "histogram_quantile(0.5, b)")).toEqual(["{} 1.5"]);
    expect(at(0, CLASSIC, "histogram_quantile(0.125, b)")).toEqual(["{} 0.5"]);
  });

  it("gives the highest bound where the rank is beyond it", () => {
    expect(at(0, CLASSIC, "histogram_quantile(0.9, b)")).toEqual(["{} 4"]);
  });

  it("gives infinities outside of 0 to 1, and says so", () => {
    expect(at(0, CLASSIC, "histogram_quantile(1.1, b)")).toEqual(["{} Infinity"]);
    expect(at(0, CLASSIC, "histogram_quantile(-1, b)")).toEqual(["{} -Infinity"]);
    expect(remarksOn(CLASSIC, "histogram_quantile(1.1, b)")).toEqual([
      "PromQL warning: quantile value should be between 0 and 1, got 1.1 (1:20)",
    ]);
  });

  it("gives NaN without a bucket of infinity, without another one, and without observations", () => {
    expect(at(0, CLASSIC, 'histogram_quantile(0.5, b{le!="+Inf"})')).toEqual(["{} NaN"]);
    expect(at(0, CLASSIC, 'histogram_quantile(0.5, b{le="+Inf"})')).toEqual(["{} NaN"]);
    expect(at(0, CLASSIC, "histogram_quantile(0.5, b * 0)")).toEqual(["{} NaN"]);
  });

  it("adds up buckets of one bound in two spellings", () => {
    const rows: Rows = { 'b{le="1"}': [10], 'b{le="1.0"}': [10], 'b{le="+Inf"}': [20] };
    expect(at(0, rows, "histogram_quantile(0.5, b)")).toEqual(["{} 0.5"]);
  });

  it("names buckets that it cannot read", () => {
    expect(remarksOn({ 'b{le="x"}': [1] }, "histogram_quantile(0.5, b)")).toEqual([
      'PromQL warning: bucket label "le" is missing or has a malformed value of "x" (1:25)',
    ]);
    expect(remarksOn({ b: [1] }, "histogram_quantile(0.5, b)", { delayedNameRemoval: true })).toEqual([
      'PromQL warning: bucket label "le" is missing or has a malformed value of "" for metric name "b" (1:25)',
    ]);
  });

  it("mends counts that fall and tells from where to where", () => {
    expect(over(1, FALLING, "histogram_quantile(0.25, b)")).toEqual(["{} 0.5@0 0.5@1"]);
    expect(remarksOn(FALLING, "histogram_quantile(0.25, b)")).toEqual([
      "PromQL info: input to histogram_quantile needed to be fixed for monotonicity (see https://prometheus.io/docs/prometheus/" +
        "latest/querying/functions/#histogram_quantile), from buckets 2 to 2, with a max diff of 2, " +
        "over 1 samples from 1970-01-01T00:00:00Z to 1970-01-01T00:00:00Z (1:26)",
    ]);
  });

  it("leaves differences of floating point alone without a word", () => {
    const rows: Rows = { 'b{le="1"}': [1_000.0000000001], 'b{le="2"}': [1_000], 'b{le="+Inf"}': [1_000] };
    expect(remarksOn(rows, "histogram_quantile(0.5, b)")).toEqual([]);
  });
});

describe("histogram_fraction() of classic histograms", () => {
  it("is 0.5 between 1 and 2, 0.25 below 1, and 0.25 above 4", () => {
    expect(at(0, CLASSIC, "histogram_fraction(1, 2, b)")).toEqual(["{} 0.5"]);
    expect(at(0, CLASSIC, "histogram_fraction(-Inf, 1, b)")).toEqual(["{} 0.25"]);
    expect(at(0, CLASSIC, "histogram_fraction(4, Inf, b)")).toEqual(["{} 0.25"]);
    expect(at(0, CLASSIC, "histogram_fraction(1.5, 1.75, b)")).toEqual(["{} 0.125"]);
    expect(at(0, CLASSIC, "histogram_fraction(2, 1, b)")).toEqual(["{} 0"]);
  });
});

describe("native histograms", () => {
  // 4 observations in (1, 2] and 4 in (2, 4].
  const native = histogram({
    ...{ count: 8, sum: 20, positiveSpans: [{ offset: 1, length: 2 }], positiveBuckets: [4, 4] },
  });

  it("have a count of 8, a sum of 20 and an average of 2.5", () => {
    const rows: Rows = { 'n{a="b"}': [native], 'n{a="c"}': [1] };
    expect(at(0, rows, "histogram_count(n)")).toEqual(['{a="b"} 8']);
    expect(at(0, rows, "histogram_sum(n)")).toEqual(['{a="b"} 20']);
    expect(at(0, rows, "histogram_avg(n)")).toEqual(['{a="b"} 2.5']);
  });

  it("have their median at 2, and half of all above it", () => {
    expect(at(0, { n: [native] }, "histogram_quantile(0.5, n)")).toEqual(["{} 2"]);
    expect(at(0, { n: [native] }, "histogram_fraction(2, Inf, n)")).toEqual(["{} 0.5"]);
  });

  it("give several quantiles at once under labels of OpenMetrics", () => {
    expect(at(0, { n: [native] }, 'histogram_quantiles(n, "q", 0, 0.5, 1)')).toEqual([
      '{q="0.0"} 1',
      '{q="0.5"} 2',
      '{q="1.0"} 4',
    ]);
  });

  it("count for nothing beside classic buckets of the same labels", () => {
    const rows: Rows = { n: [native, native], 'n{le="1"}': [1, "stale"], 'n{le="+Inf"}': [2, "stale"] };
    expect(over(1, rows, "histogram_quantile(0.5, n)")).toEqual(["{} 2@1"]);
    expect(remarksOn(rows, "histogram_quantile(0.5, n)")).toEqual([
      "PromQL warning: vector contains a mix of classic and native histograms (1:25)",
    ]);
  });
});

describe("upper bounds", () => {
  it("are read as Go reads floats", () => {
    const good: readonly (readonly [string, number])[] = [
      ...([
        ["1", 1],
        ["+1e3", 1_000],
        [".5", 0.5],
        ["5.", 5],
        ["-Inf", -Infinity],
        ["infinity", Infinity],
      ] as const),
      ...([
        ["0x1p-2", 0.25],
        ["-0x.8p1", -1],
        ["1_000", 1_000],
      ] as const),
    ];
    for (const [text, value] of good) expect([text, bucketBound(text)]).toEqual([text, value]);
    expect(bucketBound("NaN")).toBeNaN();
  });

  it("are refused where Go refuses them", () => {
    for (const text of ["", "x", "1e", "0x1", "1__0", "_1", "+NaN", "1e400", " 1", "1 "]) {
      expect([text, bucketBound(text)]).toEqual([text, undefined]);
    }
  });
});
