import { describe, expect, it } from "vitest";
import { labelsOf } from "../../../lib/promql/analysis/labels.ts";
import { mayHave } from "../../../lib/promql/analysis/labels-set.ts";
import { parse } from "../../../lib/promql/parse.ts";

describe("labelsOf", () => {
  it.each<[string, readonly string[], readonly string[] | "any"]>([
    ['x{job="api",code=~"5..",zone!="",a=~".*"}', ["__name__", "code", "job", "zone"], "any"],
    ["time()", [], []],
    ["vector(1)", [], []],
    ["hour()", [], []],
    ["sum(x)", [], []],
    ['sum by (job, code) (x{job="api"})', ["job"], ["code", "job"]],
    ['sum without (code) (x{job="api",code="500"})', ["job"], "any"],
    ['topk by (job) (3, x{a="b"})', ["__name__", "a"], "any"],
    ['rate(x{job="api"}[5m]) > 1', ["job"], "any"],
    ['sum by (a) (x{a="1"}) / sum by (a) (y)', ["a"], ["a"]],
    ["sum by (a, b) (x) / on (a) sum by (a) (y)", [], ["a"]],
    ['sum by (a, b) (x) * on (a) group_left (c) y{c="1"}', ["c"], ["a", "b", "c"]],
    ['sum by (a) (x) and on (a) y{a="1"}', ["a"], ["a"]],
    ['sum by (a, b) (x{a="1"}) or sum by (a, c) (y{a="2"})', ["a"], ["a", "b", "c"]],
    ["sum by (a) (x) unless y", [], ["a"]],
    ['absent(x{job="api",code=~"5.."})', ["job"], ["job"]],
    ['absent(x{job="api",job="web"})', [], []],
    ["absent(sum(x))", [], []],
    ['label_replace(sum(x), "team", "core", "", "")', ["team"], ["team"]],
    ['label_replace(sum by (a) (x{a="1"}), "b", "$1", "a", "(.*)")', ["a", "b"], ["a", "b"]],
    ['label_replace(sum by (a) (x{a="1"}), "a", "$1", "a", "(b)?.*")', [], ["a"]],
    ['label_join(sum by (a) (x), "b", "-", "a", "a")', ["b"], ["a", "b"]],
    ['histogram_quantile(0.9, sum by (le, job) (rate(x{job="a"}[5m])))', ["job"], ["job"]],
    ['count_values by (a) ("v", x{a="1"})', ["a", "v"], ["a", "v"]],
    ['max_over_time((sum by (a) (x{a="1"}))[1h:])', ["a"], ["a"]],
    ['count_values without (v) ("v", sum by (a) (x{a="1"}))', ["a"], ["a"]],
    ['limitk by (a) (2, x{a="1"})', ["__name__", "a"], "any"],
    ['limit_ratio(0.5, sum by (a) (x{a="1"}))', ["a"], ["a"]],
    ['histogram_quantiles(sum by (le, a) (x{a="1"}), "q", 0.5, 0.9)', ["a", "q"], ["a", "q"]],
    ['info(sum by (a) (x{a="1"}))', ["a"], "any"],
    ['info(sum by (a) (x{a="1"}), {b=~".+"})', ["a"], ["a", "b"]],
    ['start_timestamp(x{a="1"})', ["a"], "any"],
    ['x{a="1"} </ 2', ["__name__", "a"], "any"],
    ['sum by (a) (x{a="1"}) + fill (0) sum by (b) (y{b="1"})', [], ["a", "b"]],
    ['sum by (a) (x{a="1"}) + on (a) fill_right (0) sum by (a) (y{a="1"})', ["a"], ["a"]],
    ['sum by (a) (x) * on (a) group_left (c) fill_right (1) y{c="1"}', [], ["a", "c"]],
    ['sort_by_label(x{a="1"}, "a")', ["__name__", "a"], "any"],
    ['label_replace(sum by (a) (x{a="1"}), "a", "", "a", ".*")', [], []],
    ['label_replace(sum by (a) (x{a="1"}), "b", "p-$1", "a", "(.+)")', ["a", "b"], ["a", "b"]],
    ['label_replace(sum by (a) (x{a="1"}), "b", "$1p", "a", "(.+)")', ["a"], ["a", "b"]],
    ['absent(x{job!="a",job="b"})', ["job"], ["job"]],
  ])("knows the labels of %s", (text, sure, possible) => {
    const labels = labelsOf(parse(text, { experimental: true }));
    expect([...labels.sure].sort()).toEqual(sure);
    expect(labels.possible === "any" ? "any" : [...labels.possible].sort()).toEqual(possible);
  });

  it("knows which labels are gone", () => {
    const labels = labelsOf(parse('rate(x{pod=""}[5m]) / ignoring (code) y'));
    expect(["__name__", "pod", "code", "job"].map((name) => mayHave(labels, name))).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });
});
