import { describe, expect, it } from "vitest";
import { goPow } from "../../../../lib/promql/eval/binary/go-math.ts";
import { scalarBinary } from "../../../../lib/promql/eval/binary/scalar.ts";
import { ours, STEP, stored } from "../beside-prometheus.ts";

function at(series: string, expr: string, delayedNameRemoval = false): readonly string[] {
  return ours(stored(series), { expr, start: 0 }, delayedNameRemoval).series;
}

function over(series: string, expr: string): readonly string[] {
  return ours(stored(series), { expr, start: 0, end: 2 * STEP, step: STEP }, false).series;
}

const REQUESTS = `
  requests{job="a", code="500"} 24
  requests{job="a", code="404"} 30
  requests{job="b", code="500"} 6
  totals{job="a"} 600
  totals{job="b"} 120
  totals{job="c"} 1
`;

describe("one to one", () => {
  it("matches on the same labels and drops the name of a new value but not of a filtered one", () => {
    expect(at('a{x="1"} 6\na{x="2"} 8\nb{x="1"} 3', "a / b")).toEqual(['{"x":"1"} 2@0']);
    expect(at('a{x="1"} 6\na{x="2"} 8\nb{x="1"} 3', "a > b")).toEqual(['{"__name__":"a","x":"1"} 6@0']);
    expect(at('a{x="1"} 6\nb{x="1"} 3', "a < bool b")).toEqual(['{"x":"1"} 0@0']);
  });

  it("on keeps the matching labels, ignoring drops them", () => {
    expect(at(REQUESTS, 'requests{code="500"} / on (job) totals')).toEqual([
      '{"job":"a"} 0.04@0',
      '{"job":"b"} 0.05@0',
    ]);
    expect(at(REQUESTS, 'requests{code="500"} > ignoring (code) (totals / 100)')).toEqual([
      '{"__name__":"requests","job":"a"} 24@0',
      '{"__name__":"requests","job":"b"} 6@0',
    ]);
  });

  it("refuses two series of the right side for one match group, naming both", () => {
    expect(at(REQUESTS, "totals / on (job) requests")).toEqual([
      'error: found duplicate series for the match group {job="a"} on the right hand-side of the operation: ' +
        '[{__name__="requests", code="404", job="a"}, {__name__="requests", code="500", job="a"}]' +
        ";many-to-many matching not allowed: matching labels must be unique on one side",
    ]);
  });

  it("refuses two series of the left side unless grouping is written", () => {
    expect(at(REQUESTS, "requests / on (job) totals")).toEqual([
      "error: multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)",
    ]);
  });

  it("lets series of one match group take turns, as long as they never meet at a step", () => {
    const turns = 'a{x="1"} 1 1 1\nb{x="1", y="1"} 10 stale stale\nb{x="1", y="2"} stale stale 30';
    expect(over(turns, "a * on (x) b")).toEqual(['{"x":"1"} 10@0 30@120000']);
    expect(
      over(turns.replace("10 stale", "10 10").replaceAll("stale stale 30", "stale 20 30"), "a * on (x) b")[0],
    ).toMatch(/^error: found duplicate series/);
  });

  it("does not mind duplicates at a step where the other side has nothing", () => {
    const lines = 'a{x="1"} 1 stale\nb{x="1", y="1"} stale 2\nb{x="1", y="2"} 3 4';
    expect(over(lines, "a * on (x) b")).toEqual(['{"x":"1"} 3@0']);
  });

  it("reports the failure of the earliest step, not of the first series", () => {
    const lines = 'a{x="1", y="1"} 1 1\na{x="1", y="2"} 1 1\nb{x="1", z="1"} 1 1\nb{x="1", z="2"} stale 1';
    expect(over(lines, "a * on (x) b")).toEqual([
      "error: multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)",
    ]);
  });
});

describe("many to one", () => {
  it("keeps the labels of the many side and takes included ones from the other", () => {
    expect(at('a{x="1", i="1"} 2\na{x="1", i="2"} 3\nb{x="1", zone="z"} 10', "a * on (x) group_left (zone) b")).toEqual(
      ['{"i":"1","x":"1","zone":"z"} 20@0', '{"i":"2","x":"1","zone":"z"} 30@0'],
    );
  });

  it("group_right keeps the order of the operands: 10 - 2, not 2 - 10", () => {
    expect(at('b{x="1"} 10\na{x="1", i="1"} 2\na{x="1", i="2"} 3', "b - on (x) group_right a")).toEqual([
      '{"i":"1","x":"1"} 8@0',
      '{"i":"2","x":"1"} 7@0',
    ]);
  });

  it("refuses results that cannot be told apart", () => {
    expect(at('a1{x="1"} 2\na2{x="1"} 3\nb{x="1"} 10', '{__name__=~"a."} * on (x) group_left b')).toEqual([
      "error: multiple matches for labels: grouping labels must ensure unique matches",
    ]);
    expect(at('a1{x="1"} 2\na2{x="1"} 3\nb{x="1"} 1', '{__name__=~"a."} > on (x) group_left b')).toHaveLength(2);
  });

  it("changes the labels of a result when an included label changes", () => {
    const lines = 'a{x="1"} 1 1 1\ninfo{x="1", v="1"} 1 stale stale\ninfo{x="1", v="2"} stale 1 1';
    expect(over(lines, "a * on (x) group_left (v) info")).toEqual([
      '{"v":"1","x":"1"} 1@0',
      '{"v":"2","x":"1"} 1@60000 1@120000',
    ]);
  });
});

describe("fill", () => {
  it("stands in for the side that misses a match", () => {
    const lines = 'a{x="1"} 6\na{x="2"} 8\nb{x="1"} 3\nb{x="3"} 5';
    expect(at(lines, "a - fill_right (1) b")).toEqual(['{"x":"1"} 3@0', '{"x":"2"} 7@0']);
    expect(at(lines, "a - fill (0) b")).toEqual(['{"x":"1"} 3@0', '{"x":"2"} 8@0', '{"x":"3"} -5@0']);
  });
});

describe("sets", () => {
  const lines = 'a{x="1"} 1 1 stale\na{x="2"} 2 2 2\nb{x="1"} stale 7 7\nb{x="3"} 8 8 8';

  it("and, or and unless look for matches at each step", () => {
    expect(over(lines, "a and b")).toEqual(['{"__name__":"a","x":"1"} 1@60000']);
    expect(over(lines, "a unless b")).toEqual([
      '{"__name__":"a","x":"1"} 1@0',
      '{"__name__":"a","x":"2"} 2@0 2@60000 2@120000',
    ]);
    expect(over(lines, "a or b")).toEqual([
      '{"__name__":"a","x":"1"} 1@0 1@60000',
      '{"__name__":"a","x":"2"} 2@0 2@60000 2@120000',
      '{"__name__":"b","x":"1"} 7@120000',
      '{"__name__":"b","x":"3"} 8@0 8@60000 8@120000',
    ]);
  });

  it("or puts what it has under the same labels into one series", () => {
    expect(over('a{x="1"} 1 stale 1\nb{x="1"} 2 2 2', "-a or -b")).toEqual(['{"x":"1"} -1@0 -2@60000 -1@120000']);
  });
});

describe("a vector with a scalar", () => {
  it("computes on either side, and filters by either side with the value of the vector", () => {
    expect(at('a{x="1"} 4', "10 - a")).toEqual(['{"x":"1"} 6@0']);
    expect(at('a{x="1"} 4', "10 > a")).toEqual(['{"__name__":"a","x":"1"} 4@0']);
    expect(at('a{x="1"} 4', "10 < bool a")).toEqual(['{"x":"1"} 0@0']);
  });

  it("refuses series that differ by their names alone, but only at the end where names are dropped late", () => {
    const query = '{__name__=~"a|b"} + 1';
    expect(at("a 1\nb 2", query)).toEqual(["error: vector cannot contain metrics with the same labelset"]);
    expect(at("a 1\nb 2", `count(${query})`)).toEqual(["error: vector cannot contain metrics with the same labelset"]);
    expect(at("a 1\nb 2", `count(${query})`, true)).toEqual(["{} 2@0"]);
  });

  it("says that a histogram cannot be added to a float, and gives nothing", () => {
    const storage = stored("a {{schema:0 count:2 sum:5 buckets:[2]}}");
    expect(ours(storage, { expr: "a + 1", start: 0 }, false)).toEqual({
      series: [],
      remarks: ['PromQL info: incompatible sample types encountered for binary operator "+": histogram + float (1:1)'],
    });
    expect(ours(storage, { expr: "a * 2", start: 0 }, false).series).toHaveLength(1);
  });
});

describe("scalarBinary", () => {
  it("takes the sign of a remainder from the dividend", () => {
    expect(scalarBinary("%", -5, 3)).toBe(-2);
    expect(scalarBinary("%", 5, 0)).toBeNaN();
    expect(scalarBinary("%", 5, Infinity)).toBe(5);
  });

  it("compares to 1 or 0, and to 0 with NaN", () => {
    expect(scalarBinary(">=", 2, 2)).toBe(1);
    expect(scalarBinary("==", Number.NaN, Number.NaN)).toBe(0);
    expect(scalarBinary("!=", Number.NaN, Number.NaN)).toBe(1);
  });
});

describe("goPow", () => {
  // The special cases that https://pkg.go.dev/math#Pow lists.
  it.each([
    [1, Number.NaN, 1],
    [Number.NaN, 0, 1],
    [1, Infinity, 1],
    [-1, Infinity, 1],
    [-1, -Infinity, 1],
    [0.5, -Infinity, Infinity],
    [0, -1, Infinity],
    [-0, -1, -Infinity],
    [-Infinity, 3, -Infinity],
    [-8, 1 / 3, Number.NaN],
    [-2, 3, -8],
    [2, -2, 0.25],
    [9, 0.5, 3],
    [4, -0.5, 0.5],
    [2, 1023, 2 ** 1023],
    [2, -1074, 2 ** -1074],
    [10, 400, Infinity],
    [10, -400, 0],
  ])("%d ^ %d is %d", (x, y, expected) => {
    expect(goPow(x, y)).toBe(expected);
  });

  it("squares exactly as multiplication does", () => {
    for (const x of [1.1, 3.3, 0.7, 123.456]) expect(goPow(x, 2)).toBe(x * x);
  });
});
