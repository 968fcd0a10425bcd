import { describe, expect, it } from "vitest";
import { expressionChange } from "../../../lib/targets/files/threshold.ts";

describe("a moved threshold", () => {
  it.each([
    ["up == 0", "up == 1", 0, 1],
    ["1 < x", "2 < x", 1, 2],
    ["x > -5", "x > 5", -5, 5],
    ["x > bool 1", "x > bool 1.5", 1, 1.5],
    ["sum by (a) (x) > 0.1", "sum by (a) (x) > (0.2)", 0.1, 0.2],
    ["x > 2 and y > 2", "x > 3 and y > 3", 2, 3],
    ["x > 2 and y > 9", "x > 3 and y > 9", 2, 3],
    ["x > (14 * 0.5)", "x > (14 * 0.25)", 7, 3.5],
    ["x > 60 unless on (job) up == 0", "x > 1m unless on (job) up == 1", 0, 1],
    ["count(x > 3) > 0", "count(x > 4) > 0", 3, 4],
  ])("is seen from %s to %s", (before, after, from, to) => {
    expect(expressionChange(before, after)).toEqual({ kind: "threshold", before: from, after: to });
  });
});

describe("another change", () => {
  it.each([
    ["x > 1", "x < 1"],
    ["x > 1", "x > bool 1"],
    ["x > 1", "y > 1"],
    ["x > 1", "x >= 2"],
    ["x * 2 > 1", "x * 3 > 1"],
    ["topk(3, x) > 1", "topk(5, x) > 1"],
    ["rate(x[5m]) > 1", "rate(x[10m]) > 1"],
    ['x{a="1"} > 1', 'x{a="2"} > 1'],
    ["x > 1 and y > 5", "x > 2 and y > 6"],
    ["x > on (a) y", "x > on (b) y"],
    ["x > 1", "x > y"],
    ["x > 1 offset 5m", "x > 2 offset 5m"],
    ["x > y offset 5m", "x > y offset 6m"],
    ["not promql (", "not promql {"],
  ])("is not taken for one, from %s to %s", (before, after) => {
    expect(expressionChange(before, after)).toEqual({ kind: "other" });
  });
});

describe("no change", () => {
  it.each([
    ["x > 1", "(x) > 1.0"],
    ["sum(x)by(a)>1", "sum by (a) (x) > 1"],
    ["x{a='1'} > 300", 'x{a="1"} > 5m'],
  ])("is found from %s to %s", (before, after) => {
    expect(expressionChange(before, after)).toEqual({ kind: "same" });
  });
});
