import { describe, expect, it } from "vitest";
import { at, over } from "./ask.ts";
import { histogram, type Rows } from "./rows.ts";

const ROWS: Rows = {
  'm{job="a"}': [2.5, -2.5],
  'm{job="b"}': [Number.NaN, Number.POSITIVE_INFINITY],
  'm{job="c"}': [histogram({ count: 1 }), -7.4],
};

describe("functions of single floats", () => {
  it("drop the metric name and leave histograms out", () => {
    expect(at(0, ROWS, "abs(m)")).toEqual(['{job="a"} 2.5', '{job="b"} NaN']);
    expect(over(1, ROWS, "abs(m)")).toEqual(['{job="a"} 2.5@0 2.5@1', '{job="b"} NaN@0 Infinity@1', '{job="c"} 7.4@1']);
  });

  it("round 2.5 and -2.5 up, and to the nearest 5", () => {
    expect(over(1, ROWS, 'round(m{job="a"})')).toEqual(['{job="a"} 3@0 -2@1']);
    expect(over(1, ROWS, 'round(m{job="c"}, 5)')).toEqual(['{job="c"} -5@1']);
  });

  it("clamp between two values, but to nothing where the upper one is below the lower one", () => {
    expect(over(1, ROWS, 'clamp(m{job="a"}, -1, 1)')).toEqual(['{job="a"} 1@0 -1@1']);
    expect(over(1, ROWS, 'clamp(m{job="a"}, 1, -1)')).toEqual([]);
    expect(over(1, ROWS, 'clamp(m{job="a"}, 30 - time(), 3)')).toEqual(['{job="a"} -2.5@1']);
  });

  it("let infinity win over NaN in limits, as Go's math does", () => {
    expect(at(0, ROWS, 'clamp_min(m{job="b"}, Inf)')).toEqual(['{job="b"} Infinity']);
    expect(at(0, ROWS, 'clamp_min(m{job="b"}, 1)')).toEqual(['{job="b"} NaN']);
    expect(at(0, ROWS, "min_of(NaN, -Inf)")).toEqual(["-Infinity"]);
    expect(at(0, ROWS, "max_of(NaN, 1)")).toEqual(["NaN"]);
  });

  it("refuse results that only the dropped name told apart", () => {
    const rows: Rows = { 'a{job="x"}': [1, undefined], 'b{job="x"}': [2, 2] };
    const query = 'abs({__name__=~"a|b"})';
    expect(() => at(0, rows, query)).toThrow("vector cannot contain metrics with the same labelset");
  });

  it("join series of the dropped name that take turns", () => {
    const rows: Rows = { 'a{job="x"}': [1, "stale"], 'b{job="x"}': [undefined, 2] };
    expect(over(1, rows, 'abs({__name__=~"a|b"})')).toEqual(['{job="x"} 1@0 2@1']);
  });
});

describe("scalar()", () => {
  it("is the only float of a step and NaN where there is none or more than one", () => {
    const rows: Rows = { 'm{job="a"}': [1, 2, "stale"], 'm{job="b"}': [histogram({}), 3, "stale"] };
    expect(over(2, rows, "scalar(m)")).toEqual(["{} 1@0 NaN@1 NaN@2"]);
  });
});

describe("functions of the query", () => {
  it("tell 60 s of step and 120 s of range", () => {
    expect(over(2, {}, "step() + range() + end() - start()")).toEqual(["{} 300@0 300@1 300@2"]);
    expect(at(2, {}, "step() + range() + end() - start()")).toEqual(["0"]);
  });
});
