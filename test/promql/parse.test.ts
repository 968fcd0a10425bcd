import { describe, expect, it } from "vitest";
import { call, metric } from "../../lib/promql/build.ts";
import { PromqlError } from "../../lib/promql/error.ts";
import { parse } from "../../lib/promql/parse.ts";
import { print } from "../../lib/promql/print.ts";
import { typeOf } from "../../lib/promql/typecheck.ts";
import { bareTree } from "./trees.ts";

function refusal(text: string): PromqlError {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof PromqlError) return error;
    throw error;
  }
  throw new Error(`accepted: ${text}`);
}

/** What `promtool promql format` of Prometheus 3.15 prints for these. */
const FORMATTED: readonly (readonly [string, string])[] = [
  ["SUM(x) BY (a)", "sum by (a) (x)"],
  ["sum by () (x)", "sum(x)"],
  ["topk(3,x)", "topk(3, x)"],
  ['COUNT_VALUES without (a,)("v",x)', 'count_values without (a) ("v", x)'],
  ["x offset -5m", "x offset -5m"],
  ["x offset 300", "x offset 5m"],
  ["x offset 0s", "x"],
  ["x @ 5 offset 5m", "x @ 5.000 offset 5m"],
  ["x offset 5m @ end()", "x @ end() offset 5m"],
  ["x[7d]", "x[1w]"],
  ["x[90m]", "x[1h30m]"],
  ["x[300] offset 1m", "x[5m] offset 1m"],
  ["x offset 5m[1h:5m]", "x offset 5m[1h:5m]"],
  ["(x)[1h:] offset -1h @ end()", "(x)[1h:] @ end() offset -1h"],
  ["2^-1", "2 ^ -1"],
  ["-1^2", "-1 ^ 2"],
  ["- -x", "--x"],
  ["- - 5", "5"],
  ["0x1F", "31"],
  ["010", "8"],
  ["08", "8"],
  ["1_000", "1000"],
  ["1e1_0", "10000000000"],
  ["x{}", "x"],
  ["x{\"a\"='b',}", 'x{a="b"}'],
  ["x{a=`b\\d`}", 'x{a="b\\\\d"}'],
  ['x{a="\\u0041\\x42\\103"}', 'x{a="ABC"}'],
  ["x + on() y", "x + on () y"],
  ["x * ignoring() y", "x * y"],
  ["x * on(a) group_left y", "x * on (a) group_left () y"],
  ["x # a comment\n + y", "x + y"],
  ["offset offset 5m + by", "offset offset 5m + by"],
  ["sum + and", "sum + and"],
  ['sum by (by, "a.b") (start)', 'sum by (by, "a.b") (start)'],
  ["x + fill", "x + fill"],
];

describe("parse", () => {
  it.each(FORMATTED)("reads %s as %s", (text, formatted) => {
    expect(print(parse(text))).toBe(formatted);
    expect(bareTree(parse(formatted))).toEqual(bareTree(parse(text)));
  });

  it("binds a sign looser than a power and tighter than a sum", () => {
    expect(bareTree(parse("-x ^ 2 + 1"))).toMatchObject({
      operator: "+",
      left: { type: "unary", expression: { operator: "^" } },
    });
    expect(parse("2 ^ 3 ^ 2")).toMatchObject({ operator: "^", right: { operator: "^" } });
    expect(parse("a or b and c == d + e * f")).toMatchObject({
      operator: "or",
      right: { operator: "and", right: { operator: "==", right: { operator: "+", right: { operator: "*" } } } },
    });
  });

  it("keeps matchers as written and prints them sorted", () => {
    expect(parse('x{b="1",a="2"}')).toMatchObject({ matchers: [{ label: "b" }, { label: "a" }] });
    expect(print(parse('x{b="1",a="2"}'))).toBe('x{a="2",b="1"}');
  });

  it("takes durations for numbers in seconds", () => {
    expect(parse("5m")).toMatchObject({ type: "number", value: 300 });
  });

  it("takes a quoted name in braces for the metric name", () => {
    expect(bareTree(parse('{"my.metric", "label.x"="y"}'))).toEqual({
      type: "vector",
      name: "my.metric",
      matchers: [{ label: "label.x", op: "=", value: "y" }],
    });
  });

  it("tells where every node stood", () => {
    const tree = parse("  sum(rate(x[5m])) / 2");
    expect(tree).toMatchObject({
      source: { start: 2, end: 22 },
      left: {
        source: { start: 2, end: 18 },
        expression: { source: { start: 6, end: 17 }, arguments: [{ source: { start: 11, end: 16 } }] },
      },
      right: { source: { start: 21, end: 22 } },
    });
  });

  it.each([
    ["", "no expression found in input"],
    ["{}", "vector selector must contain at least one non-empty matcher"],
    ['{a=~".*"}', "vector selector must contain at least one non-empty matcher"],
    ['{a!="b"}', "vector selector must contain at least one non-empty matcher"],
    ['x{__name__="z"}', 'metric name must not be set twice: "x" or "z"'],
    ['x{a=~"("}', "error parsing regexp: missing closing ): `(`"],
    ['x{a=~"(?=b)"}', "error parsing regexp: invalid or unsupported Perl syntax: `(?=`"],
    ["foo(x)", 'unknown function with name "foo"'],
    ["rate(x)", 'expected type range vector in call to function "rate", got instant vector'],
    ["rate(x[5m],1)", 'expected 1 argument(s) in call to "rate", got 2'],
    ["round(x,1,2)", 'expected at most 2 argument(s) in call to "round", got 3'],
    ["label_join(x)", 'expected at least 3 argument(s) in call to "label_join", got 1'],
    ["mad_over_time(x[5m])", 'function "mad_over_time" is not enabled'],
    ["limitk(1,x)", "limitk() is experimental and must be enabled with --enable-feature=promql-experimental-functions"],
    ["1 == 1", "comparisons between scalars must use BOOL modifier"],
    ["x + bool 1", "bool modifier can only be used on comparison operators"],
    ["x and 1", 'set operator "and" not allowed in binary scalar expression'],
    ["x and on (a) group_left y", 'no grouping allowed for "and" operation'],
    ["x + on(a) 1", "vector matching only allowed between instant vectors"],
    ["x * on(a) group_left(a) y", 'label "a" must not occur in ON and GROUP clause at once'],
    ["x or x[5m]", "binary expression must contain only scalar and instant vector types"],
    ["topk(x, y)", "expected type scalar in aggregation parameter, got instant vector"],
    ["count_values(1, x)", "expected type string in aggregation parameter, got scalar"],
    ["sum(x, y)", "wrong number of arguments for aggregate expression provided, expected 1, got 2"],
    ["-x[5m]", 'unary expression only allowed on expressions of type scalar or instant vector, got "range vector"'],
    ["1[5m:]", "subquery is only allowed on instant vector, got scalar instead"],
    ["(x)[5m]", "ranges only allowed for vector selectors"],
    ["x offset 1m [5m]", "no offset modifiers allowed before range"],
    ["x offset 1m offset 2m", "offset may not be set multiple times"],
    ["x @ 1 @ 2", "@ <timestamp> may not be set multiple times"],
    ["x[0s]", "duration must be greater than 0"],
    ["x y", 'unexpected identifier "y"'],
    ["(x", "unclosed left parenthesis"],
    ["x)", "unexpected right parenthesis ')'"],
    ['x{a="b"', "unexpected end of input inside braces"],
    ["x{a}", 'unexpected "}" in label matching, expected label matching operator'],
    ["sum by (a x", 'unexpected identifier "x" in grouping opts, expected "," or ")"'],
    ["abs(x,)", "trailing commas not allowed in function call args"],
    ["5m5", 'bad number or duration syntax: "5m5"'],
    ['"a', "unterminated quoted string"],
    ["bool", "unexpected <bool>"],
  ])("refuses %s in Prometheus' words", (text, detail) => {
    expect(refusal(text).detail).toBe(detail);
  });

  it("points at the place in the right line", () => {
    const error = refusal("sum(\n  rate(x)\n)");
    expect(error.position).toEqual({ line: 2, column: 8 });
    expect(error.source).toEqual({ start: 12, end: 13 });
    expect(error.message).toBe(
      [
        '2:8: expected type range vector in call to function "rate", got instant vector',
        "    rate(x)",
        "         ^",
      ].join("\n"),
    );
  });

  it("accepts experimental functions when asked to", () => {
    expect(parse("mad_over_time(x[5m])", { experimental: true })).toMatchObject({ function: "mad_over_time" });
  });
});

describe("typeOf", () => {
  it("checks built trees as well", () => {
    expect(typeOf(call("time"))).toBe("scalar");
    expect(() => typeOf(call("rate", metric("x")))).toThrow(/expected type range vector/);
  });
});
