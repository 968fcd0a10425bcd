import { describe, expect, it } from "vitest";
import { renderIssue } from "../../../lib/core/issue.ts";
import { checkRuleFiles } from "../../../lib/rules/check/rule-files.ts";

function told(...texts: readonly string[]): readonly string[] {
  const files = texts.map((text, index) => ({ file: `${index + 1}.yml`, text }));
  return checkRuleFiles(files).issues.map(renderIssue);
}

const group = (rules: string): string => `groups:\n- name: shop\n  rules:\n${rules}`;

describe("checkRuleFiles", () => {
  it("names the file, the line, the group, the rule, the part and the mend", () => {
    const text = group("  - alert: Gone\n    expr: count(up) == 0\n  - alert: Down\n    expr: up == 0\n");
    expect(told(text)).toEqual([
      "1.yml:4: shop, Gone: the comparison never holds: the value is never below 1; found count(up) == 0; where nothing is counted there is no result: write absent(up) [expression-never]",
    ]);
    expect(checkRuleFiles([{ file: "1.yml", text }]).rules).toBe(2);
  });

  it("says in Prometheus' words what Prometheus refuses, and goes on with the other files", () => {
    const found = told(group("  - alert: A\n    expr: up ==\n"), group("  - alert: B\n    expr: up > 1\n"));
    expect(found).toHaveLength(2);
    expect(found[0]).toContain("unexpected end of input");
    expect(found[1]).toContain("[expression-never]");
  });

  it("knows the labels, values and units of what is recorded, in another file too", () => {
    const recorded = group(
      [
        '  - { record: "job:up:ratio", expr: "sum by (job) (up) / count by (job) (up)", labels: { team: a } }',
        '  - { record: "job:lag_seconds:max", expr: "max by (job) (lag_seconds)" }',
        '  - { record: "job:half", expr: "job:up:ratio / 2" }',
      ].join("\n"),
    );
    const alert = (expr: string): readonly string[] =>
      told(recorded, group(`  - alert: A\n    expr: ${JSON.stringify(expr)}\n`)).map(
        (text) => /\[([a-z-]+)\]$/.exec(text)?.[1] ?? text,
      );
    expect(alert("job:up:ratio > 1")).toEqual(["expression-never"]);
    expect(alert("job:half > 0.5")).toEqual(["expression-never"]);
    expect(alert("job:half > 0.4")).toEqual([]);
    expect(alert('job:up:ratio{instance="a"} < 1')).toEqual(["label-impossible"]);
    expect(alert('job:up:ratio{team="a", job="b"} < 1')).toEqual([]);
    expect(alert("job:lag_seconds:max > on (job) job:size_bytes:max")).toEqual([]);
    expect(alert("job:lag_seconds:max > on (job) max by (job) (size_bytes)")).toEqual(["unit-mismatch"]);
  });

  it("says of a metric that two rules record only what is true of both", () => {
    const both = group(
      [
        '  - { record: "x:share", expr: "sum by (job) (up) / count by (job) (up)" }',
        '  - { record: "x:share", expr: "sum by (pod) (load)" }',
        '  - { alert: A, expr: "x:share > 1" }',
        '  - { alert: B, expr: "x:share{pod=~\\".+\\"} > 5" }',
        '  - { alert: C, expr: "x:share{node=\\"a\\"} > 5" }',
      ].join("\n"),
    );
    expect(told(both).map((text) => text.slice(0, 15))).toEqual(["1.yml:8: shop, C".slice(0, 15)]);
  });

  it("knows nothing of a recording that reads itself", () => {
    expect(told(group('  - { record: "x:sum", expr: "x:sum + 1" }\n  - { alert: A, expr: "x:sum < 0" }\n'))).toEqual(
      [],
    );
  });

  it("tells percent of CPU time from a share of it", () => {
    const idle = 'avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[5m]))';
    const alert = (expr: string): string => told(group(`  - { alert: A, expr: '${expr}' }\n`)).join();
    // https://github.com/samber/awesome-prometheus-alerts/pull/466
    expect(alert(`100 - ${idle} > .80`)).toContain("[expression-always]");
    expect(alert(`1 - ${idle} > 80`)).toContain("[expression-never]");
    expect(alert(`100 - ${idle} * 100 > 80`)).toBe("");
    expect(alert(`1 - ${idle} > .80`)).toBe("");
  });

  it("reads PrometheusRule objects", () => {
    const text = JSON.stringify({
      apiVersion: "monitoring.coreos.com/v1",
      kind: "PrometheusRule",
      spec: { groups: [{ name: "shop", rules: [{ alert: "A", expr: "up > 1" }] }] },
    });
    expect(told(text)).toHaveLength(1);
  });

  it.each([
    ["{{ $labels.instance }}", "sum by (job) (up) == 0", "[annotation-label-dropped]"],
    ["{{ $labels.job }}", "sum by (job) (up) == 0", undefined],
    ["{{ $labels.instance }}", "up == 0", undefined],
    ["{{ $labels.job }}", "sum by (job) (up) == 0 or sum(up) == 0", "[annotation-label-uncertain]"],
    ["{{ $value | toUpper }}", "up == 0", "[template-invalid]"],
    ["{{ $value | humanize }}", "up == 0", undefined],
  ])("of the text %s over %s tells %s", (summary, expr, code) => {
    const rule = { alert: "A", expr, annotations: { summary } };
    const found = told(JSON.stringify({ groups: [{ name: "shop", rules: [rule] }] }));
    expect(found.map((text) => /\[[a-z-]+\]/.exec(text)?.[0])).toEqual(code === undefined ? [] : [code]);
  });
});
