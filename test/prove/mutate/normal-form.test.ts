import { describe, expect, it } from "vitest";
import type { Rule } from "../../../lib/engine/rule.ts";
import { parse } from "../../../lib/promql/parse.ts";
import { knownValues } from "../../../lib/prove/mutate/known-values.ts";
import { normalForm } from "../../../lib/prove/mutate/normal-form.ts";

/** `up` is 0 or 1, `x_total` is not negative, and of other metrics nothing is known. */
const KNOWN = knownValues({ name: "g", rules: [] });

function form(expr: string, labels: Readonly<Record<string, string>> = {}): string {
  return normalForm({ kind: "recording", record: "r", expression: parse(expr), labels } satisfies Rule, KNOWN);
}

describe("rules that always do the same have one form", () => {
  it.each([
    ["a numerator that finds no other partner", 'a{x="1"} / b{x="1"}', 'a / b{x="1"}'],
    ["a denominator", 'a{x="1"} / (b{x="1"} > 0)', 'a{x="1"} / (b > 0)'],
    ["one of three conditions", 'a{x="1"} > 1 and b{x="1"} > 1 and c{x="1"} > 1', 'a > 1 and b{x="1"} > 1 and c > 1'],
    ["what is taken away", 'a{x="1"} unless b{x="1"}', 'a{x="1"} unless b'],
    [
      "labels that an aggregation keeps",
      'sum by (x) (rate(a{x="1"}[5m])) / sum by (x) (b{x="1"})',
      'sum by (x) (rate(a[5m])) / sum by (x) (b{x="1"})',
    ],
    ["a pattern that a partner matches", 'a{x=~"1.*"} - b{x=~"1.*"}', 'a - b{x=~"1.*"}'],
    ["a pattern that a partner does not match", 'a{x!~"1|2"} - b{x!~"1|2"}', 'a{x!~"1"} - b{x!~"1|2"}'],
    ["what both sides of an or are matched with", '(a{x="1"} or b{x="1"}) and c{x="1"}', '(a or b) and c{x="1"}'],
    ["labels that are matched on", 'a{x="1"} and on (x) b{x="1"}', 'a{x="1"} and on (x) b'],
  ])("%s", (_, one, other) => {
    expect(form(one)).toBe(form(other));
  });

  it.each([
    ["none at all, of what is never negative", "up == 0", "up <= 0"],
    ["some, of what is never negative", "rate(x_total[5m]) > 0", "rate(x_total[5m]) != 0"],
    ["the sum and the mean of 0s and 1s, where it is 0", "sum(up) == 0", "avg(up) == 0"],
    ["the sum and the greatest, where there is one", "(sum(up) or vector(0)) == 0", "(max(up) or vector(0)) == 0"],
    ["the same with bool", "(sum(up) or vector(0)) == bool 0", "(max(up) or vector(0)) <= bool 0"],
    ["how many there are, where one is enough", "a and on () sum(up) > 0", "a and on () avg(up) > 0"],
    ["which ones there are, where one is enough", "a and on () sum(up) > 0", "a and on () up != 0"],
  ])("%s", (_, one, other) => {
    expect(form(one)).toBe(form(other));
  });

  it("a label that all series have anyway", () => {
    expect(form('a{x="1"}', { x: "1" })).toBe(form('a{x="1"}'));
  });
});

describe("rules that may differ have forms of their own", () => {
  it.each([
    ["either side of an or", 'a{x="1"} or b{x="1"}', 'a or b{x="1"}'],
    ["what something is taken away from", 'a{x="1"} unless b{x="1"}', 'a unless b{x="1"}'],
    ["labels that an aggregation drops", 'sum(a{x="1"}) / sum(b{x="1"})', 'sum(a) / sum(b{x="1"})'],
    ["labels that are not matched on", 'a{x="1"} and on (y) b{x="1"}', 'a and on (y) b{x="1"}'],
    ["labels that are ignored", 'a{x="1"} / ignoring (x) b{x="1"}', 'a / ignoring (x) b{x="1"}'],
    ["another value on one side", 'a{x="1"} / b{x="1"}', 'a{x="2"} / b{x="1"}'],
    ["what absent looks for", 'absent(a{x="1"}) and b{x="1"}', 'absent(a) and b{x="1"}'],
    ["a pattern on one side", 'a{x=~"1|2"} / b{x="1"}', 'a / b{x="1"}'],
    ["a pattern that matches less", 'a{x=~"1.*"} - b{x=~"1.*"}', 'a{x=~"1"} - b{x=~"1.*"}'],
    ["an alternative less on both sides", 'a{x!~"1|2"} - b{x!~"1|2"}', 'a{x!~"1"} - b{x!~"1"}'],
    ["what one side of an or is matched with", '(a{x="1"} or b{x="1"}) and c', '(a or b{x="1"}) and c'],
  ])("%s", (_, one, other) => {
    expect(form(one)).not.toBe(form(other));
  });

  it.each([
    ["none at all of what may be negative", "x == 0", "x <= 0"],
    ["the sum, where it is the value", "sum(up) > 0", "avg(up) > 0"],
    ["the least", "sum(up) == 0", "min(up) == 0"],
    ["how many series there are", "a and on () sum(up) > 0", "a and on () count(up) > 0"],
    ["by what they are matched", "a and on (x) sum by (x) (up) > 0", "a and on (x) up > 0"],
    ["the sum of what may cancel out", "a and on () sum(x) > 0", "a and on () avg(x) > 0"],
    ["another number", "up == 1", "up <= 1"],
    ["the share of bad events, which may be NaN", "x_total / y_total > 0", "x_total / y_total != 0"],
  ])("%s", (_, one, other) => {
    expect(form(one)).not.toBe(form(other));
  });

  it("a label that the rule sets to another value than its series have", () => {
    expect(form('a{x="1"}', { x: "2" })).not.toBe(form('a{x="1"}'));
    expect(form('sum(a{x="1"})', { x: "1" })).not.toBe(form('sum(a{x="1"})'));
  });
});
