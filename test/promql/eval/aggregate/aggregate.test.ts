import { describe, expect, it } from "vitest";
import { type Asked, ours, STEP, stored } from "../beside-prometheus.ts";

/** What an instant query at time 0 gives, a line each series; minutes later where `minute` is given. */
function at(series: string, expr: string, minute = 0): readonly string[] {
  return said(series, { expr, start: minute * STEP }).series;
}

function said(series: string, asked: Asked): ReturnType<typeof ours> {
  return ours(stored(series), asked, false);
}

const FOUR = `
  m{job="a", i="1"} 10
  m{job="a", i="2"} 20
  m{job="b", i="1"} 30
  m{job="b", i="2"} 40
`;
const FLOAT_AND_HISTOGRAM = `
  m{i="1"} 3
  m{i="2"} {{schema:0 count:2 sum:5 buckets:[2]}}
`;

describe("grouping", () => {
  it("keeps the labels of by and puts 4 series into 2 groups in the order they come", () => {
    expect(at(FOUR, "sum by (job) (m)")).toEqual(['{"job":"a"} 30@0', '{"job":"b"} 70@0']);
  });

  it("drops the labels of without and the name", () => {
    expect(at(FOUR, "sum without (i) (m)")).toEqual(['{"job":"a"} 30@0', '{"job":"b"} 70@0']);
  });

  it("drops everything where neither is written", () => {
    expect(at(FOUR, "sum(m)")).toEqual(["{} 100@0"]);
  });

  it("keeps the name where by asks for it", () => {
    expect(at(FOUR, "max by (__name__) (m)")).toEqual(['{"__name__":"m"} 40@0']);
  });

  it("gives nothing at a step without samples and a value at the others", () => {
    const { series } = said("m{i='1'} 1 stale 3\nm{i='2'} 1 stale stale", {
      expr: "sum(m)",
      start: 0,
      end: 2 * STEP,
      step: STEP,
    });
    expect(series).toEqual(["{} 2@0 3@120000"]);
  });
});

describe("sum and avg", () => {
  it("compensate: 1e100 + 1 - 1e100 is 1", () => {
    const lines = 'm{i="1"} 1e100\nm{i="2"} 1\nm{i="3"} -1e100';
    expect(at(lines, "sum(m)")).toEqual(["{} 1@0"]);
    expect(at(lines, "avg(m)")).toEqual([`{} ${Number((1 / 3).toPrecision(12))}@0`]);
  });

  it("averages what would overflow as a sum, which itself is infinite", () => {
    const lines = 'm{i="1"} 1e308\nm{i="2"} 1e308\nm{i="3"} 1e308\nm{i="4"} 1e308';
    expect(at(lines, "sum(m)")).toEqual(["{} Infinity@0"]);
    expect(at(lines, "avg(m)")).toEqual(["{} 1e+308@0"]);
  });

  it("give nothing but a warning for floats mixed with histograms", () => {
    expect(said(FLOAT_AND_HISTOGRAM, { expr: "sum(m)", start: 0 })).toEqual({
      series: [],
      remarks: ["PromQL warning: encountered a mix of histograms and floats for aggregation (1:5)"],
    });
  });
});

describe("count, group, min, max, stddev, stdvar", () => {
  it("count histograms but do not rank them", () => {
    expect(at(FLOAT_AND_HISTOGRAM, "count(m)")).toEqual(["{} 2@0"]);
    expect(at(FLOAT_AND_HISTOGRAM, "group(m)")).toEqual(["{} 1@0"]);
    expect(said(FLOAT_AND_HISTOGRAM, { expr: "min(m)", start: 0 })).toEqual({
      series: ["{} 3@0"],
      remarks: ["PromQL info: ignored histogram in min aggregation (1:5)"],
    });
  });

  it("take NaN as an extreme only where there is nothing else", () => {
    expect(at('m{i="1"} NaN\nm{i="2"} 2\nm{i="3"} NaN', "max(m)")).toEqual(["{} 2@0"]);
    expect(at('m{i="1"} NaN\nm{i="2"} 2\nm{i="3"} NaN', "min(m)")).toEqual(["{} 2@0"]);
    expect(at('m{i="1"} NaN\nm{i="2"} NaN', "max(m)")).toEqual(["{} NaN@0"]);
  });

  it("give the population variance: of 10, 20, 30 and 40 it is 125", () => {
    expect(at(FOUR, "stdvar(m)")).toEqual(["{} 125@0"]);
    expect(at(FOUR, "stddev(m)")).toEqual([`{} ${Number(Math.sqrt(125).toPrecision(12))}@0`]);
  });

  it("give NaN as the deviation from a single infinite value", () => {
    expect(at("m Inf", "stddev(m)")).toEqual(["{} NaN@0"]);
  });
});

describe("quantile", () => {
  it("interpolates: 0.9 of 10, 20, 30, 40 is 37", () => {
    expect(at(FOUR, "quantile(0.9, m)")).toEqual(["{} 37@0"]);
  });

  it("warns of 1.5 and gives +Inf", () => {
    expect(said(FOUR, { expr: "quantile(1.5, m)", start: 0 })).toEqual({
      series: ["{} Infinity@0"],
      remarks: ["PromQL warning: quantile value should be between 0 and 1, got 1.5 (1:10)"],
    });
  });

  it("counts NaN as the smallest value", () => {
    expect(at('m{i="1"} 1\nm{i="2"} NaN\nm{i="3"} 2', "quantile(0, m)")).toEqual(["{} NaN@0"]);
    expect(at('m{i="1"} 1\nm{i="2"} NaN\nm{i="3"} 2', "quantile(1, m)")).toEqual(["{} 2@0"]);
  });
});

describe("topk and bottomk", () => {
  it("order by value and keep all labels", () => {
    expect(at(FOUR, "topk(2, m)")).toEqual([
      '{"__name__":"m","i":"2","job":"b"} 40@0',
      '{"__name__":"m","i":"1","job":"b"} 30@0',
    ]);
    expect(at(FOUR, "bottomk(1, m)")).toEqual(['{"__name__":"m","i":"1","job":"a"} 10@0']);
  });

  it("keep group after group, each in its own order", () => {
    expect(at(FOUR, "topk by (job) (1, m)")).toEqual([
      '{"__name__":"m","i":"2","job":"a"} 20@0',
      '{"__name__":"m","i":"2","job":"b"} 40@0',
    ]);
  });

  it("put NaN last and prefer any number to it", () => {
    const lines = 'm{i="1"} NaN\nm{i="2"} 2\nm{i="3"} 1';
    expect(at(lines, "topk(2, m)")).toEqual(['{"__name__":"m","i":"2"} 2@0', '{"__name__":"m","i":"3"} 1@0']);
    expect(at(lines, "bottomk(3, m)").at(-1)).toBe('{"__name__":"m","i":"1"} NaN@0');
  });

  it("order more than 12 series by value too", () => {
    const lines = Array.from({ length: 20 }, (_, i) => `m{i="${i}"} ${(i * 7) % 20}`).join("\n");
    expect(at(lines, "topk(20, m)").map((line) => Number(/ (\d+)@/.exec(line)?.[1]))).toEqual(
      Array.from({ length: 20 }, (_, i) => 19 - i),
    );
  });

  it("let k change from step to step", () => {
    const { series } = said(`m{i="1"} 1 1 1\nm{i="2"} 2 2 2`, {
      expr: "topk(time() / 60, m)",
      start: 0,
      end: 2 * STEP,
      step: STEP,
    });
    expect(series).toEqual(['{"__name__":"m","i":"1"} 1@120000', '{"__name__":"m","i":"2"} 2@60000 2@120000']);
  });

  it.each([
    ["topk(NaN, m)", "Parameter value is NaN"],
    ["bottomk(1e30, m)", "Scalar value 1e+30 overflows int64"],
    ["limitk(scalar(missing), m)", "Parameter value is NaN"],
    ["limit_ratio(NaN, m)", "Ratio value is NaN"],
  ])("refuse %s in Prometheus' words", (expr, message) => {
    expect(at(FOUR, expr)).toEqual([`error: ${message}`]);
  });

  it("keep nothing for k below 1, not even for a great negative one", () => {
    expect(at(FOUR, "topk(0.9, m)")).toEqual([]);
    expect(at(FOUR, "topk(-1e30, m)")).toEqual([]);
  });
});

describe("limitk and limit_ratio", () => {
  it("limitk takes the first of each group, histograms as well", () => {
    expect(at(FOUR, "limitk by (job) (1, m)")).toEqual([
      '{"__name__":"m","i":"1","job":"a"} 10@0',
      '{"__name__":"m","i":"1","job":"b"} 30@0',
    ]);
    expect(at(FLOAT_AND_HISTOGRAM, "limitk(2, m)")).toHaveLength(2);
  });

  it("a ratio and its negative complement share all series out between them", () => {
    const lines = Array.from({ length: 50 }, (_, i) => `m{i="${i}"} ${i}`).join("\n");
    const below = at(lines, "limit_ratio(0.3, m)");
    const above = at(lines, "limit_ratio(-0.7, m)");
    expect(below.length).toBeGreaterThan(5);
    expect(below.length).toBeLessThan(25);
    expect(new Set([...below, ...above]).size).toBe(50);
  });

  it("caps a ratio of 1.5 to 1 with a warning", () => {
    expect(said(FOUR, { expr: "limit_ratio(1.5, m)", start: 0 }).remarks).toEqual([
      "PromQL warning: ratio value should be between -1 and 1, got 1.5, capping to 1 (1:13)",
    ]);
  });
});

describe("count_values", () => {
  it("writes values without exponents", () => {
    const lines = 'm{i="1"} 1e21\nm{i="2"} 1e21\nm{i="3"} 0.0000001\nm{i="4"} -Inf\nm{i="5"} Inf\nm{i="6"} NaN';
    expect(at(lines, 'count_values("v", m)')).toEqual([
      '{"v":"1000000000000000000000"} 2@0',
      '{"v":"0.0000001"} 1@0',
      '{"v":"-Inf"} 1@0',
      '{"v":"+Inf"} 1@0',
      '{"v":"NaN"} 1@0',
    ]);
  });

  it("takes the place of a label that is there already, and of the name", () => {
    expect(at(FOUR, 'count_values without (i) ("job", m)')).toHaveLength(4);
    expect(at("m 1", 'count_values("__name__", m)')).toEqual(['{"__name__":"1"} 1@0']);
  });
});
