import { describe, expect, it } from "vitest";
import { call, metric } from "../../lib/promql/build.ts";
import { PromqlError } from "../../lib/promql/error.ts";
import { FUNCTIONS } from "../../lib/promql/functions.ts";
import { parse, parseUnchecked } from "../../lib/promql/parse.ts";
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
  ["5m", "5m"],
  ["-90m + 0.5", "-1h30m + 0.5"],
  ["inf", "+Inf"],
  ["-iNF", "-Inf"],
  ["5. + .5", "5 + 0.5"],
  ["0x_1F", "31"],
  ["0_17", "15"],
  ["x[1m30s] offset 1d12h", "x[1m30s] offset 1d12h"],
  ["x @ -1.5e3", "x @ -1500.000"],
  ["x @ .0005", "x @ 0.001"],
  ["x[5m*2]", "x[5m * 2]"],
  ["x[(5m)]", "x[(5m)]"],
  ["x[-5m ^ 2 % 7 + step()]", "x[-5m ^ 2 % 7 + step()]"],
  ["x[max_of(step(),1m):min_of(range(),5)]", "x[max_of(step(), 1m):min_of(range(), 5)]"],
  ["x offset -(1h/2)", "x offset -(1h / 2)"],
  ["x offset 5m * 2", "x offset 5m * 2"],
  ["x offset (5m) * 2", "x offset (5m) * 2"],
  ["1s1ms", "1s1ms"],
  ["x </ 5 >/ y", "x </ 5 >/ y"],
  ['{"my.metric"}', '{__name__="my.metric"}'],
  ['{"x", a="b"}', '{__name__="x",a="b"}'],
  ['{"größe"="\\xff", a="\\xc3\\xa9"}', '{"größe"="\\xff",a="é"}'],
  ["x + on () 1", "x + 1"],
  ["1 + on () group_left () 2", "1 + 2"],
];

/** What the same prints for what needs a feature flag. */
const EXPERIMENTAL: readonly (readonly [string, string])[] = [
  ["x anchored", "x anchored"],
  ["x smoothed offset 5m @ 1", "x @ 1.000 smoothed offset 5m"],
  ["x anchored [5m] offset 1m", "x[5m] anchored offset 1m"],
  ["x[5m] smoothed @ end()", "x[5m] smoothed @ end()"],
  ["x + fill(0) y", "x + fill (0) y"],
  ["x + fill_right(-1e9) fill_left(5m) y", "x + fill_left (300) fill_right (-1e+09) y"],
  ["x * on(a) group_left fill(nan) y", "x * on (a) group_left () fill_left (NaN) fill_right (NaN) y"],
  ["x == bool ignoring(a) fill_right(2) y", "x == bool ignoring (a) fill_right (2) y"],
  ["start() + end() - step() / range()", "start() + end() - step() / range()"],
  ["max_of(1, min_of(2, 3))", "max_of(1, min_of(2, 3))"],
  ['info(x, {"target_info"})', 'info(x, {__name__="target_info"})'],
];

describe("parse", () => {
  it.each(FORMATTED)("reads %s as %s", (text, formatted) => {
    expect(print(parse(text))).toBe(formatted);
    expect(bareTree(parse(formatted))).toEqual(bareTree(parse(text)));
  });

  it.each(EXPERIMENTAL)("reads %s as %s where its flag is set", (text, formatted) => {
    expect(print(parse(text, { experimental: true }))).toBe(formatted);
    const again = parse(formatted, { experimental: true });
    expect(bareTree(again)).toEqual(bareTree(parse(text, { experimental: true })));
    const written = text.includes("smoothed") || text.includes("anchored") || text.includes("fill");
    expect(refusal(text).detail).toMatch(written ? /experimental and not enabled$/ : /^function ".*" is not enabled$/);
  });

  it("keeps each flag apart from the others", () => {
    expect(print(parse("x anchored", { extendedRangeSelectors: true }))).toBe("x anchored");
    expect(() => parse("x anchored", { experimentalFunctions: true, fillModifiers: true })).toThrow(/not enabled/);
    expect(() => parse("x[5m * 2]", { experimental: true, durationExpressions: false })).toThrow(
      "1:3: experimental duration expression is not enabled",
    );
    // Prometheus forgets to ask here.
    expect(print(parse("x offset -(5m)", { durationExpressions: false }))).toBe("x offset -(5m)");
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
    expect(parse("5m")).toMatchObject({ type: "number", value: 300, duration: true });
    expect(parse("300")).not.toHaveProperty("duration");
  });

  it("computes no duration, but keeps how it is computed", () => {
    expect(bareTree(parse("x[1h:step() * 2] offset -(5m)"))).toEqual({
      type: "subquery",
      expression: { type: "vector", name: "x", matchers: [] },
      range: 3_600_000,
      step: {
        type: "duration",
        operator: "*",
        left: { type: "duration", operator: "step" },
        right: { type: "number", value: 2 },
      },
      offset: {
        type: "duration",
        operator: "-",
        right: {
          type: "duration",
          operator: "+",
          right: { type: "number", value: 300, duration: true },
          wrapped: true,
        },
      },
    });
  });

  it("takes a quoted name in braces for the metric name", () => {
    expect(parse('{"my.metric", "label.x"="y"}')).toMatchObject({
      type: "vector",
      name: "my.metric",
      nameInBraces: true,
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
    ["x[-5m]", "duration must be greater than 0"],
    ["x[5m / 0]", "division by zero"],
    ["x[5m % 0]", "modulo by zero"],
    ["x[300y]", "duration out of range"],
    ["x[5m5m]", 'not a valid duration string: "5m5m"'],
    ["x[1.5h]", 'unknown unit "." in duration "1.5h"'],
    ["x[y]", "unexpected character in duration expression: 'y'"],
    ["x[:5m]", "unexpected colon before duration in duration expression"],
    ["x offset 1e10", "duration out of range"],
    ["x @ Inf", "timestamp out of bounds for @ modifier: +Inf"],
    ["x @ 1e19", "timestamp out of bounds for @ modifier: 10000000000000000000.000000"],
    ["1 @ 5", "@ modifier must be preceded by an instant vector selector or range vector selector or a subquery"],
    ["1e999", 'error parsing number: strconv.ParseFloat: parsing "1e999": value out of range'],
    ["1_", 'bad number or duration syntax: "1_"'],
    ['x{a="\\q"}', "unknown escape sequence U+0071 'q'"],
    ['"\\ud800"', "escape sequence is an invalid Unicode code point"],
    ['sum by ("") (x)', 'invalid label name for grouping: ""'],
    ["x + fill(1) 2", "binop fill modifiers are experimental and not enabled"],
    ["x[5m] anchored", "anchored modifier is experimental and not enabled"],
    ["sum(x y)", 'unexpected identifier "y" in aggregation'],
    ["topk(x)", "wrong number of arguments for aggregate expression provided, expected 2, got 1"],
    ["sum()", "no arguments for aggregate expression provided"],
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

  it.each([
    // What comes first in the text is not always what Prometheus meets first.
    ["foo(rate(x)) )", 0, 'unknown function with name "foo"'],
    ['sum(x, y) "', 10, "unterminated quoted string"],
    ['abs(x, y) "', 10, "unterminated quoted string"],
    ['foo(x) "', 0, 'unknown function with name "foo"'],
    ["rate(x) + )", 11, "unexpected right parenthesis ')'"],
    ["é + rate(y)", 0, "unexpected character: 'é'"],
    ['{a="é"} + rate(y)', 15, 'expected type range vector in call to function "rate", got instant vector'],
  ])("complains about %s at %i first", (text, start, detail) => {
    expect(refusal(text)).toMatchObject({ detail, source: { start } });
  });

  it.each([
    ["x anchored smoothed", "anchored and smoothed modifiers cannot be used together"],
    ["x[5m:] anchored", "anchored modifier is not supported for subqueries"],
    ["sum(x) smoothed", "smoothed modifier not implemented"],
    ["x and fill(1) y", "filling in missing series not allowed for set operators"],
    ["x + fill(1) 2", "filling in missing series only allowed between instant vectors"],
    ["info(x, y)", "expected label selectors only, got vector selector instead"],
    ["info(x, sum(y))", "expected label selectors only"],
    ["info(x, y[5m])", 'expected type instant vector in call to function "info", got range vector'],
    ["x + fill(y) z", 'unexpected identifier "y"'],
  ])("refuses %s even where all flags are set", (text, detail) => {
    expect(() => parse(text, { experimental: true })).toThrow(detail);
  });

  it("reads by grammar alone what no Prometheus knows", () => {
    expect(parseUnchecked("magic(x anchored) + fill(1) limitk(1, y)")).toMatchObject({ type: "binary" });
  });

  it("accepts experimental functions when asked to", () => {
    expect(parse("mad_over_time(x[5m])", { experimental: true })).toMatchObject({ function: "mad_over_time" });
  });
});

describe("FUNCTIONS", () => {
  it("knows all 90 functions of Prometheus 3.15, 17 of them experimental, and where they are documented", () => {
    const all = [...FUNCTIONS.values()];
    expect([all.length, all.filter(({ experimental }) => experimental).length]).toEqual([90, 17]);
    const of = (name: string): string | undefined => FUNCTIONS.get(name)?.documentation;
    expect(of("rate")).toBe("https://prometheus.io/docs/prometheus/latest/querying/functions/#rate");
    expect(of("max_over_time")).toMatch(/#aggregation_over_time$/);
    expect(of("pi")).toMatch(/#trigonometric-functions$/);
  });
});

describe("typeOf", () => {
  it("checks built trees as well", () => {
    expect(typeOf(call("time"))).toBe("scalar");
    expect(() => typeOf(call("rate", metric("x")))).toThrow(/expected type range vector/);
  });
});
