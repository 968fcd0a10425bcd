import { describe, expect, it } from "vitest";
import { rulesByStep } from "../../lib/engine/plan.ts";
import { readRuleGroups } from "../../lib/engine/read-rules.ts";
import { reachOf } from "../../lib/engine/reads.ts";
import { nameOf } from "../../lib/engine/rule.ts";
import { scheduled } from "../../lib/engine/schedule.ts";
import { parse } from "../../lib/promql/parse.ts";

/** The names of the rules that are evaluated moment by moment. */
function byStep(groups: string, order: readonly string[] = []): readonly string[] {
  const read = readRuleGroups(`groups: [${groups}]`);
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  const rules = scheduled(read.value, { start: 0, end: 600_000, interval: 60_000, order });
  const steps = rulesByStep(rules);
  return rules.filter((rule) => steps.has(rule)).map(({ rule }) => nameOf(rule));
}

function group(name: string, rules: Readonly<Record<string, string>>, more = ""): string {
  const list = Object.entries(rules).map(([rule, expr]) => {
    const kind = rule.startsWith("A") ? "alert" : "record";
    return `{ ${kind}: "${rule}", expr: ${JSON.stringify(expr)} }`;
  });
  return `{ name: ${name}, ${more} rules: [${list.join(", ")}] }`;
}

describe("rulesByStep", () => {
  it("leaves chains of earlier rules to columns, over groups too", () => {
    const rate = group("rate", { "r:5m": "rate(x[5m])", "r:ratio": "r:5m / on() group_left() sum(r:5m)" });
    const alerts = group("alerts", {
      A: "r:ratio > 0.5",
      B: "avg_over_time(r:ratio[1h]) > 1",
      n: 'count(ALERTS{alertname="A"})',
    });
    expect(byStep(`${rate}, ${alerts}`, ["rate", "alerts"])).toEqual([]);
    // In the other order the alerts read what is one evaluation old.
    expect(byStep(`${rate}, ${alerts}`, ["alerts", "rate"])).toEqual(["A", "B", "n"]);
  });

  it("takes rules that read themselves, each other in a circle, or a later rule, and those that read them", () => {
    expect(byStep(group("g", { a: "a + 1 or vector(1)", b: "a", c: "x" }))).toEqual(["a", "b"]);
    expect(byStep(group("g", { a: "c", b: "a", c: "b", d: "x" }))).toEqual(["a", "b", "c"]);
    expect(byStep(group("g", { a: "b", b: "x" }))).toEqual(["a"]);
  });

  it.each([
    "x offset -1m",
    "x @ 100",
    "x @ start()",
    "sum_over_time(x[5m] @ end())",
    "x[5m:1m] @ 5",
    "rate(x[5m] smoothed)",
  ])("takes %s, which tells of other moments", (expression) => {
    const text = expression.includes("[5m:") ? `sum_over_time(${expression})` : expression;
    const node = parse(text, { experimental: true });
    const rule = { kind: "recording" as const, record: "r", expression: node };
    const rules = scheduled([{ name: "g", rules: [rule] }], { start: 0, end: 0, interval: 1 });
    expect(rulesByStep(rules).size).toBe(1);
  });

  it("takes selectors without a name that may find what rules record, and not those that cannot", () => {
    expect(byStep(group("g", { a: 'count({job="x"})', b: "x" }))).toEqual(["a"]);
    expect(byStep(group("g", { b: "x", a: 'count({job="x", __name__=~"b.*"})' }))).toEqual([]);
    expect(byStep(group("g", { a: 'count({__name__=~"x|y"})', b: "x" }))).toEqual([]);
    const labelled = "{ name: h, rules: [{ record: later, expr: x, labels: { job: z } }] }";
    expect(byStep(`${group("g", { a: 'count({job="x"})' })}, ${labelled}`, ["g", "h"])).toEqual(["a"]);
    expect(byStep(`${group("g", { c: 'count({job="x", __name__!="c"})' })}, ${labelled}`, ["g", "h"])).toEqual([]);
  });

  it("tells alerts apart by their name when a rule reads ALERTS", () => {
    expect(byStep(group("g", { A: "x", n: 'ALERTS{alertname="A"}', B: "n", AB: "y" }))).toEqual([]);
    expect(byStep(group("g", { A: "x", n: "ALERTS", AB: "y" }))).toEqual(["n"]);
    expect(byStep(group("g", { n: "ALERTS_FOR_STATE", A: "y" }))).toEqual(["n"]);
  });

  it("knows that a longer offset is written later than a shorter one is read", () => {
    const late = group("late", { a: "x" }, "query_offset: 2m,");
    expect(byStep(`${late}, ${group("now", { b: "a" })}`, ["late", "now"])).toEqual(["b"]);
    expect(byStep(`${group("now", { a: "x" })}, ${group("late", { b: "a" }, "query_offset: 2m,")}`)).toEqual([]);
  });
});

describe("reachOf", () => {
  it.each([
    ["x", 5],
    ["x offset 10m", 15],
    ["rate(x[1h])", 65],
    ["sum_over_time(rate(x[1h])[2h:10m])", 195],
    ["max_over_time(x[30m:]) + y offset 3h", 185],
    ["x @ 100", Number.POSITIVE_INFINITY],
    ["1 + time()", 0],
  ])("of %s is %d minutes at most", (text, minutes) => {
    expect(reachOf(parse(text), 300_000, 60_000) / 60_000).toBe(minutes);
  });
});
