import { describe, expect, it } from "vitest";
import type { AlertingRule } from "../../../lib/engine/rule.ts";
import { parse } from "../../../lib/promql/parse.ts";
import { print } from "../../../lib/promql/print.ts";
import type { Mutation, MutationOperator } from "../../../lib/prove/mutate/mutant.ts";
import { mutationsOf } from "../../../lib/prove/mutate/mutants.ts";

const MINUTE = 60_000;

const RECORDED = [
  "objective:events:rate5m",
  "objective:bad_events:rate5m",
  "objective:error_ratio:rate5m",
  "objective:error_ratio:rate1h",
  "objective:error_ratio:rate6h",
];

function mutations(rule: AlertingRule): readonly Mutation[] {
  return mutationsOf(rule, { interval: MINUTE, recorded: RECORDED, knowledge: {} });
}

/** The expressions that one operator makes of one. */
function expressions(text: string, operator: MutationOperator): readonly string[] {
  return mutations({ kind: "alerting", alert: "A", expression: parse(text) })
    .filter((mutation) => mutation.operator === operator)
    .flatMap(({ rule }) => (rule === undefined ? [] : [print(rule.expression)]));
}

/** What one operator makes of a rule's own fields, in words. */
function descriptions(rule: Partial<AlertingRule>, operator: MutationOperator): readonly string[] {
  return mutations({ kind: "alerting", alert: "A", expression: parse("x > 5"), ...rule })
    .filter((mutation) => mutation.operator === operator)
    .map(({ description }) => description);
}

describe("faults in an expression", () => {
  it("comparison: all other operators, and none", () => {
    expect(expressions("x > 5", "comparison")).toEqual(["x >= 5", "x < 5", "x <= 5", "x == 5", "x != 5", "x"]);
  });

  it("comparison: `bool` left out", () => {
    expect(expressions("avg(x == bool 7)", "comparison")).toContain("avg(x == 7)");
  });

  it("threshold: a count of 10 becomes 11, 9 and 20; a ratio is off by 1 % and by a factor of 2", () => {
    expect(expressions("x >= 10", "threshold")).toEqual(["x >= 11", "x >= 9", "x >= 20"]);
    expect(expressions("x > 0.0144", "threshold")).toEqual(["x > 0.014544", "x > 0.014256", "x > 0.0288"]);
    expect(expressions("x > 250", "threshold")).toEqual(["x > 252.5", "x > 247.5", "x > 500"]);
  });

  it("threshold: 0 becomes 1 and -1", () => {
    expect(expressions("x > 0", "threshold")).toEqual(["x > 1", "x > -1"]);
  });

  it("factor: numbers of arithmetic and of functions, as thresholds", () => {
    expect(expressions("x * 300", "factor")).toEqual(["x * 303", "x * 297", "x * 600"]);
    expect(expressions("histogram_quantile(0.9, x)", "factor")).toEqual([
      "histogram_quantile(0.909, x)",
      "histogram_quantile(0.891, x)",
      "histogram_quantile(1.8, x)",
    ]);
  });

  it("arithmetic: the inverse operator, and each operand alone", () => {
    expect(expressions("1 - x", "arithmetic")).toEqual(["1 + x", "x", "1"]);
    expect(expressions("x * 300", "arithmetic")).toEqual(["x / 300", "300", "x"]);
  });

  it("operands: numerator and denominator swapped, and each in both places", () => {
    expect(expressions("bad / total", "operands")).toEqual(["total / bad", "bad / bad", "total / total"]);
    expect(expressions("1 - x", "operands")).toEqual(["x - 1"]);
    expect(expressions("x * y", "operands")).toEqual([]);
  });

  it("set operators: both others, and each side alone", () => {
    expect(expressions("a and b", "set-operator")).toEqual(["a or b", "a unless b", "b", "a"]);
  });

  it("matching: left out, the other mode, each label left out", () => {
    expect(expressions("a and on (x, y) b", "matching")).toEqual([
      "a and b",
      "a and ignoring (x, y) b",
      "a and on (y) b",
      "a and on (x) b",
    ]);
    expect(expressions("a or on () b", "matching")).toEqual(["a or b"]);
  });

  it("function: those that it is taken for, and none", () => {
    expect(expressions("rate(x[5m])", "function")).toEqual(["increase(x[5m])", "irate(x[5m])", "delta(x[5m])", "x"]);
    expect(expressions("sum_over_time(x[1d:5m])", "function")).toEqual([
      "avg_over_time(x[1d:5m])",
      "max_over_time(x[1d:5m])",
      "count_over_time(x[1d:5m])",
      "x",
    ]);
    expect(expressions("absent(x)", "function")).toEqual(["x"]);
    expect(expressions("clamp_min(x, 0)", "function")).toEqual(["clamp_max(x, 0)", "x"]);
  });

  it("window: an evaluation longer and shorter, half, twice", () => {
    expect(expressions("rate(x[5m])", "window")).toEqual([
      "rate(x[6m])",
      "rate(x[4m])",
      "rate(x[2m30s])",
      "rate(x[10m])",
    ]);
  });

  it("window of a subquery: by its own step, and the step by half and twice", () => {
    expect(expressions("max_over_time(x[1d:10m])", "window")).toEqual([
      "max_over_time(x[1d10m:10m])",
      "max_over_time(x[23h50m:10m])",
      "max_over_time(x[12h:10m])",
      "max_over_time(x[2d:10m])",
    ]);
    expect(expressions("max_over_time(x[1d:10m])", "step")).toEqual([
      "max_over_time(x[1d:5m])",
      "max_over_time(x[1d:20m])",
    ]);
  });

  it("offset: added where there is none, else left out, halved and doubled", () => {
    expect(expressions("a / rate(b[5m])", "offset")).toEqual([
      "a offset 1m / rate(b[5m])",
      "a / rate(b[5m] offset 1m)",
    ]);
    expect(expressions("a offset 1w", "offset")).toEqual(["a", "a offset 3d12h", "a offset 2w"]);
  });

  it("matcher: left out, negated, another value", () => {
    expect(expressions('x{a="1"}', "matcher")).toEqual(["x", 'x{a!="1"}', 'x{a="1-other"}']);
    expect(expressions('x{a!="1"}', "matcher")).toEqual(["x", 'x{a="1"}', 'x{a!="1-other"}']);
  });

  it("matcher: patterns that match a little less", () => {
    expect(expressions('x{a=~"5.."}', "matcher")).toEqual(["x", 'x{a!~"5.."}', 'x{a=~"5.0"}', 'x{a=~"5..-other"}']);
    expect(expressions('x{a!~"b|c.*|d"}', "matcher")).toEqual([
      "x",
      'x{a=~"b|c.*|d"}',
      'x{a!~"c.*|d"}',
      'x{a!~"b|d"}',
      'x{a!~"b|c.*"}',
    ]);
    expect(expressions('x{le=~"1(\\\\.0)?"}', "matcher")).toContain('x{le=~"1"}');
    expect(expressions('x{a=~"shop.*"}', "matcher")).toContain('x{a=~"shop"}');
  });

  it("series: recordings of the next shorter and longer window, bad events for all events", () => {
    expect(expressions("objective:error_ratio:rate1h > 0.1", "series")).toEqual([
      "objective:error_ratio:rate5m > 0.1",
      "objective:error_ratio:rate6h > 0.1",
    ]);
    expect(expressions("objective:events:rate5m > 0", "series")).toEqual(["objective:bad_events:rate5m > 0"]);
    expect(expressions("up > 0", "series")).toEqual([]);
  });

  it("aggregation: every other operator, and none", () => {
    expect(expressions("sum(x)", "aggregation")).toEqual(["avg(x)", "max(x)", "min(x)", "count(x)", "x"]);
  });

  it("grouping: each label left out, one added, all left out, the other mode", () => {
    expect(expressions("sum by (a, b) (x)", "grouping")).toEqual([
      "sum by (a, b, instance) (x)",
      "sum by (b) (x)",
      "sum by (a) (x)",
      "sum(x)",
      "sum without (a, b) (x)",
    ]);
    expect(expressions("sum(x)", "grouping")).toEqual(["sum by (instance) (x)"]);
  });
});

describe("faults outside of the expression", () => {
  it("`for`: an evaluation longer and shorter, and none; added where there is none", () => {
    expect(descriptions({ for: 5 * MINUTE }, "for")).toEqual([
      "`for` 5m becomes 6m",
      "`for` 5m becomes 4m",
      "`for` 5m becomes 0s",
    ]);
    expect(descriptions({ for: MINUTE }, "for")).toEqual(["`for` 1m becomes 2m", "`for` 1m becomes 0s"]);
    expect(descriptions({}, "for")).toEqual(["`for` 0s becomes 1m"]);
  });

  it("`keep_firing_for`: an evaluation and five minutes", () => {
    expect(descriptions({}, "keep-firing-for")).toEqual([
      "`keep_firing_for` 0s becomes 1m",
      "`keep_firing_for` 0s becomes 5m",
    ]);
  });

  it("labels: each left out and with another value", () => {
    expect(descriptions({ labels: { severity: "page" } }, "label")).toEqual([
      "label severity is left out",
      "label severity page becomes page-other",
    ]);
  });

  it("annotations: each left out, the value in another unit, labels and pages that are others", () => {
    const annotations = {
      summary: "{{ $labels.pod }} is at {{ $value | humanizePercentage }}",
      runbook_url: "https://example.com/runbooks/a.md#page",
    };
    expect(descriptions({ annotations }, "annotation")).toEqual([
      "summary is left out",
      "{{ $labels.pod }} becomes {{ $labels.pod_other }} in summary",
      "{{ $value | humanizePercentage }} becomes {{ $value }} in summary",
      "runbook_url is left out",
      "the page is another one in runbook_url",
    ]);
  });

  it("the name, and the rule itself", () => {
    expect(descriptions({}, "name")).toEqual(["the rule has another name"]);
    expect(descriptions({}, "rule")).toEqual(["the rule is left out"]);
  });
});

describe("mutations", () => {
  it("are none that Prometheus would refuse: no range of 0, no aggregation of a range", () => {
    const found = expressions("sum(rate(x[1m]))", "window");
    expect(found).toEqual(["sum(rate(x[2m]))", "sum(rate(x[30s]))"]);
  });

  it("are each made once, however many operators come upon them", () => {
    // The right side without its comparison, and the left one, are reached in more than one way.
    const all = mutations({ kind: "alerting", alert: "A", expression: parse("(a or b * 0) > 0") }).flatMap(
      ({ rule }) => (rule === undefined ? [] : [JSON.stringify({ ...rule, expression: print(rule.expression) })]),
    );
    expect(new Set(all).size).toBe(all.length);
  });
});
