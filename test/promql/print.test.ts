import { parser as official } from "@prometheus-io/lezer-promql";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Expression } from "../../lib/promql/ast.ts";
import {
  add,
  atEnd,
  binary,
  call,
  div,
  eq,
  gt,
  metric,
  mul,
  num,
  range,
  re,
  str,
  sub,
  subquery,
  sum,
  unless,
  withOffset,
} from "../../lib/promql/build.ts";
import { parse } from "../../lib/promql/parse.ts";
import { pretty } from "../../lib/promql/pretty.ts";
import { print } from "../../lib/promql/print.ts";
import { isFullRun } from "../support/promtool.ts";
import { bareTree, trees } from "./trees.ts";

function officialAccepts(text: string): boolean {
  let wrong = false;
  official.parse(text).iterate({
    enter: (node) => {
      if (node.type.isError) wrong = true;
    },
  });
  return !wrong;
}

const x = metric("x");

describe("print", () => {
  it.each<[string, Expression]>([
    [
      'sum by (a) (rate(x{job="y"}[5m]))',
      sum(call("rate", range(metric("x", [eq("job", "y")]), 300_000)), { by: ["a"] }),
    ],
    ["sum(x)", sum(x)],
    ["sum(x)", sum(x, { by: [] })],
    ["sum without () (x)", sum(x, { without: [] })],
    ["(x + 1) * 2", mul(add(x, 1), 2)],
    ["x + 1 * 2", add(x, mul(1, 2))],
    ["1 - (2 - 3)", sub(1, sub(2, 3))],
    ["1 - 2 - 3", sub(sub(1, 2), 3)],
    ["(-1) ^ 2", binary("^", -1, 2)],
    ["2 ^ 3 ^ 4", binary("^", 2, binary("^", 3, 4))],
    ["(2 ^ 3) ^ 4", binary("^", binary("^", 2, 3), 4)],
    ["-(x ^ 2 * y)", { type: "unary", operator: "-", expression: mul(binary("^", x, 2), metric("y")) }],
    ["-x ^ 2", { type: "unary", operator: "-", expression: binary("^", x, 2) }],
    ["x / on (a) group_left (b) y", div(x, metric("y"), { on: ["a"], groupLeft: ["b"] })],
    ["x unless ignoring (a) y", unless(x, metric("y"), { ignoring: ["a"] })],
    ["x > bool 0.001", binary(">", x, 0.001, { bool: true })],
    ["x @ end() offset -5m", atEnd(withOffset(x, -300_000))],
    ["x[5m] @ end() offset 1h", withOffset(atEnd(range(x, 300_000)), 3_600_000)],
    ["max_over_time((x + 1)[1h:5m])", call("max_over_time", subquery(add(x, 1), 3_600_000, 300_000))],
    ["max_over_time(x[1d:])", call("max_over_time", subquery(x, 86_400_000))],
    ['{"label.x"=~"a\\\\.b",__name__="my.metric"}', metric("my.metric", [re("label.x", "a\\.b")])],
    ["x[5m * 2]", range(x, { type: "duration", operator: "*", left: { ...num(300), duration: true }, right: num(2) })],
    ["x + fill_left (1) y", binary("+", x, metric("y"), { matching: { ignoring: [], fill: { left: 1 } } })],
    ['{__name__="bool"}', metric("bool")],
    ['x{a="1",b="2"}', metric("x", [eq("b", "2"), eq("a", "1")])],
    ['sum by ("a.b","without") (x)'.replace(",", ", "), sum(x, { by: ["a.b", "without"] })],
    ['"a\\n\\"\\u00a0"', str('a\n"\u00a0')],
    ["0.0000001", num(1e-7)],
    ["1000000000000000000000", num(1e21)],
    ["+Inf", num(Infinity)],
    ["-Inf", num(-Infinity)],
    ["NaN", num(NaN)],
  ])("writes %s", (text, expression) => {
    expect(print(expression)).toBe(text);
    expect(officialAccepts(text)).toBe(true);
  });

  it("adds parentheses where an offset would end too early, which Prometheus forgets", () => {
    expect(print(parse("x offset - -5m * 2"))).toBe("x offset (5m * 2)");
    expect(print(parse("x offset + -5m ^ 2"))).toBe("x offset (-5m ^ 2)");
    expect(print(parse("x offset (5m) * 2"))).toBe("x offset (5m) * 2");
  });

  it("writes what reads back as the same tree and what the official grammar accepts", () => {
    fc.assert(
      fc.property(trees.vector, (tree) => {
        const text = print(tree);
        expect(bareTree(parse(text))).toEqual(tree);
        // The editor grammar does not know that a metric may be named `offset`; Prometheus does.
        if (!/\boffset\b(?! -?\d)/.test(text)) expect(officialAccepts(text), text).toBe(true);
      }),
      { numRuns: isFullRun ? 1000 : 300 },
    );
  });
});

describe("pretty", () => {
  it("keeps on one line what fits", () => {
    expect(pretty(gt(x, 1))).toBe("x > 1");
  });

  it("puts operands under each other and indents what stands in parentheses", () => {
    const text =
      'sum by (job) (rate(http_requests_total{code=~"5.."}[1h])) / sum by (job) (rate(http_requests_total[1h])) > 14.4 * 0.001 and sum(y) > 1';
    expect(pretty(parse(text), 60)).toBe(
      [
        'sum by (job) (rate(http_requests_total{code=~"5.."}[1h]))',
        "/",
        "sum by (job) (rate(http_requests_total[1h]))",
        "> 14.4 * 0.001",
        "and",
        "sum(y) > 1",
      ].join("\n"),
    );
    expect(pretty(parse(text), 50).split("\n").slice(0, 3)).toEqual([
      "sum by (job) (",
      '  rate(http_requests_total{code=~"5.."}[1h])',
      ")",
    ]);
  });

  it("means the same at every width", () => {
    fc.assert(
      fc.property(trees.vector, fc.integer({ min: 1, max: 80 }), (tree, width) => {
        expect(bareTree(parse(pretty(tree, width)))).toEqual(tree);
      }),
      { numRuns: isFullRun ? 500 : 200 },
    );
  });
});
