import { describe, expect, it } from "vitest";
import { Bounds } from "../../../lib/promql/analysis/bounds.ts";
import { between, type Interval } from "../../../lib/promql/analysis/interval.ts";
import { labelValues } from "../../../lib/promql/analysis/label-values.ts";
import { parse } from "../../../lib/promql/parse.ts";

/** `unit` is from 0 to 1, `sign` from -2 to 3, `flag` 0 or 1, `more` from 2 to 4. */
const METRICS: Readonly<Record<string, Interval>> = {
  unit: between(0, 1),
  sign: between(-2, 3),
  flag: between(0, 1, true),
  more: between(2, 4),
};

function boundsOf(text: string): Interval {
  return new Bounds({ boundsOf: (name) => METRICS[name] }).of(parse(text, { experimental: true }));
}

describe("Bounds", () => {
  it.each<[string, number, number, boolean]>([
    ["sum(unit)", 0, Infinity, false],
    ["sum(sign)", -Infinity, Infinity, false],
    ["sum(-more)", -Infinity, -2, false],
    ["sum_over_time(sign[5m])", -Infinity, Infinity, false],
    ["avg(sign)", -2, 3, false],
    ["sign + more", 0, 7, false],
    ["unit - sign", -3, 3, false],
    ["sign * more", -8, 12, false],
    ["sign * sign", -6, 9, false],
    ["unit / more", 0, 0.5, false],
    ["more / unit", 2, Infinity, false],
    ["unit / unit", 1, 1, true],
    ["unit / flag", 0, Infinity, true],
    ["more % 3", 0, 3, false],
    ["sign % more", -2, 3, false],
    ["sign % 0", 0, 0, true],
    ["sign ^ 2", 0, 9, false],
    ["more ^ 2", 4, 16, false],
    ["more ^ -1", 0, Infinity, false],
    ["sqrt(sign)", 0, Math.sqrt(3), true],
    ["abs(sign)", 0, 3, false],
    ["round(sign, 0.5)", -2.5, 3.5, false],
    ["clamp(sign, -1, 1)", -1, 1, false],
    ["clamp_min(sign, 5)", 5, 5, false],
    ["sign > 1", 1, 3, false],
    ["flag > 0", 1, 1, false],
    ["1 < sign", 1, 3, false],
    ["sign or more", -2, 4, false],
    ["sign and more", -2, 3, false],
    ["sign > bool 5", 0, 0, false],
    ["sign > bool 1", 0, 1, false],
    ["unit + fill (9) more", 2, 18, false],
    ["quantile(0.5, sign)", -2, 3, false],
    ["scalar(unit)", 0, 1, true],
    ["count(sign) / count(sign)", 0, 1, false],
    ["sum(flag) / count(flag)", 0, 1, false],
    ['sum(flag{a="b"}) / count(flag)', 0, 1, false],
    ["sum(more) / count(more)", 2, 4, false],
    ['sum(unit{a="b"}) / sum(unit)', 0, 1, true],
    ['sum(unit{a="b"}) / sum(unit) * 100', 0, 100, true],
    ['sum by (x, y) (unit{a="b"}) / on (x) group_left () sum by (x) (unit)', 0, 1, true],
    ['rate(unit{a="b"}[5m]) / ignoring (a) group_left () rate(unit[5m])', 1, 1, true],
    ['sum(unit) / sum(unit{a="b"})', 0, Infinity, true],
    ['sum by (x) (unit{a="b"}) / on () sum by (y) (unit)', 0, Infinity, true],
    ['sum(unit{a="b"} offset 5m) / sum(unit)', 0, Infinity, true],
    ['sum(rate(unit{a="b"}[1m])) / sum(rate(unit[5m]))', 0, Infinity, true],
    ['sum by (x) (unit{a="b"}) / sum by (y) (unit)', 0, Infinity, true],
    // Parts may be below zero, and the rest above the whole.
    ['sum(sign{a="b"}) / sum(sign)', -Infinity, Infinity, true],
    // The range of the filtered subquery has other samples.
    ["sum(avg_over_time((unit > 0.5)[5m:1m])) / sum(avg_over_time(unit[5m:1m]))", 0, Infinity, true],
  ])("of %s are %d and %d, NaN %s", (text, low, high, nan) => {
    const found = boundsOf(text);
    expect([found.low + 0, found.high + 0, found.nan]).toEqual([low, high, nan]);
  });
});

describe("labelValues", () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ['rate(x{job="api", code=~"5.."}[5m])', { job: "api" }],
    ['sum by (job) (x{job="api", pod="a"})', { job: "api" }],
    ['sum without (job) (x{job="api", pod="a"})', { pod: "a" }],
    ['x{job="a", pod="a"} or y{job="a", pod="b"}', { job: "a" }],
    ['x{job="a"} or y', {}],
    ['x{job="a"} and y{pod="b"}', { job: "a", pod: "b" }],
    ['x{job="a"} and on (job) y{pod="b"}', { job: "a" }],
    ['x{job="a", pod="a"} / on (pod) y', { pod: "a" }],
    ['x{job="a"} * on (pod) group_left (job) y{job="b"}', { job: "b" }],
    ['label_replace(x{job="a", pod="a"}, "job", "b", "", "")', { pod: "a" }],
    ['absent(x{job="a", pod=~"a|b"})', { job: "a" }],
    ['count_values("job", x{job="a"})', {}],
  ])("of %s", (text, expected) => {
    expect(Object.fromEntries(labelValues(parse(text)))).toEqual(expected);
  });
});
