import { describe, expect, it } from "vitest";
import type { FileResult } from "../../../lib/engine/unit-test/result.ts";
import { type RunOptions, UnitTests } from "../../../lib/engine/unit-test/run-file.ts";
import { memoryFiles } from "./memory-files.ts";

const RULES = `
groups:
  - name: base
    rules:
      - record: load
        expr: sum(m)
      - alert: High
        expr: load > 2
        for: 1m
        annotations: { value: "{{ $value }}" }
      - alert: Never
        expr: vector(0) > 1
`;

function run(test: string, more: Readonly<Record<string, string>> = {}, options: RunOptions = {}) {
  const tests = new UnitTests(memoryFiles({ "a.rules.yml": RULES, "a.test.yml": test, ...more }), options);
  return { result: tests.runFile("a.test.yml"), coverage: tests.coverage.rows() };
}

function codes({ warnings, tests }: FileResult): readonly string[] {
  return [...warnings, ...tests.flatMap((test) => test.warnings)].map(({ code }) => code);
}

describe("a failed check of alerts", () => {
  const { result } = run(`
rule_files: [a.rules.yml]
tests:
  - input_series: [{ series: m, values: "1 2 3 4 5 0" }]
    alert_rule_test: [{ eval_time: 3m30s, alertname: High, exp_alerts: [{ exp_annotations: { value: "5" } }] }]
`);

  it("has what was expected and what came", () => {
    expect(result.passed).toBe(false);
    expect(result.tests[0]?.checks[0]).toMatchObject({
      expected: [{ labels: [["alertname", "High"]], annotations: [["value", "5"]] }],
      got: [{ labels: [["alertname", "High"]], annotations: [["value", "4"]] }],
    });
  });

  it("has the values of the expression and the state of the alert around its moment", () => {
    const [check] = result.tests[0]?.checks ?? [];
    const [context] = check?.kind === "alert" ? check.context : [];
    expect(context).toMatchObject({ place: "a.rules.yml:7", expression: "load > 2" });
    expect(context?.moments.map(({ time, samples, alerts }) => [time, samples.length, alerts[0]?.state])).toEqual([
      [60_000, 0, undefined],
      [120_000, 1, "pending"],
      [180_000, 1, "firing"],
    ]);
  });
});

describe("what promtool does not see is warned of:", () => {
  it("an alert that no rule has", () => {
    const { result } = run("rule_files: [a.rules.yml]\ntests: [{ alert_rule_test: [{ alertname: Hihg }] }]");
    expect([result.passed, result.warnings]).toEqual([
      true,
      [{ code: "alert-unknown", message: expect.stringContaining("Hihg") }],
    ]);
  });

  it("a pattern that names no file, and a file without tests", () => {
    expect(codes(run("rule_files: [b*.yml]").result)).toEqual(["glob-empty", "tests-empty"]);
  });

  it("a test that expects nothing", () => {
    expect(codes(run("tests: [{}]").result)).toEqual(["checks-empty"]);
  });

  it("input after an empty line", () => {
    const input = '[{ series: m, values: "1\\n" }, { series: n, values: "1" }]';
    const { result } = run(`tests: [{ input_series: ${input}, promql_expr_test: [{ expr: n }] }]`);
    expect([result.passed, codes(result)]).toEqual([true, ["input-unseen"]]);
  });

  it("documents that nobody reads", () => {
    expect(codes(run("tests: [{ promql_expr_test: [{ expr: nothing }] }]\n---\n{").result)).toEqual([
      "document-ignored",
    ]);
  });

  it("queries that promtool would stop", () => {
    const { result } = run(`
tests:
  - input_series: [{ series: m, values: "0+1x20000" }]
    promql_expr_test:
      - { expr: "count_over_time(m[10d])", eval_time: 12d, exp_samples: [{ value: 14400 }] }
      - { expr: "count_over_time(m[6d])", eval_time: 12d, exp_samples: [{ value: 8640 }] }
`);
    expect(result.passed).toBe(true);
    expect(result.tests[0]?.warnings.map(({ message }) => message)).toEqual([expect.stringContaining("m[10d]")]);
  });
});

describe("the order of groups", () => {
  const second = "groups: [{ name: second, rules: [{ record: twice, expr: load * 2 }] }]";
  const test = (order: string) => `
rule_files: [a.rules.yml, b.rules.yml]
group_eval_order: ${order}
tests:
  - input_series: [{ series: m, values: "1" }]
    promql_expr_test: [{ expr: twice, exp_samples: [{ labels: twice, value: 2 }] }]
`;

  it("is warned of where it is left to chance and matters; then it is that of the files", () => {
    const { result } = run(test("[]"), { "b.rules.yml": second });
    expect([result.passed, codes(result)]).toEqual([true, ["order-by-chance"]]);
  });

  it("is no matter once it is given", () => {
    const { result } = run(test("[base, second]"), { "b.rules.yml": second });
    expect([result.passed, codes(result)]).toEqual([true, []]);
  });

  it("is warned of where a group is as early as the first that is listed", () => {
    expect(codes(run(test("[second]"), { "b.rules.yml": second }).result)).toEqual(["order-by-chance"]);
  });
});

describe("coverage", () => {
  it("counts the checks that reach a rule, through other rules too", () => {
    const { coverage } = run(`
rule_files: [a.rules.yml]
tests:
  - alert_rule_test:
      - { alertname: High }
      - { alertname: High, eval_time: 1m, exp_alerts: [{}] }
    promql_expr_test: [{ expr: 'ALERTS{alertname="High"}' }, { expr: load + 1 }]
`);
    expect(coverage.map(({ name, line, firing, silent, read }) => [name, line, firing, silent, read])).toEqual([
      ["load", 5, 0, 0, 4],
      ["High", 7, 1, 1, 1],
      ["Never", 11, 0, 0, 0],
    ]);
  });
});

describe("PrometheusRule objects", () => {
  it("are read, several in one file", () => {
    const object = (name: string) =>
      `kind: PrometheusRule\nmetadata: { name: ${name} }\nspec: { groups: [{ name: ${name}, rules: [{ record: ${name}, expr: m }] }] }\n`;
    const test = `
rule_files: [b.yml]
tests:
  - input_series: [{ series: m, values: "1" }]
    promql_expr_test: [{ expr: one + on () two, exp_samples: [{ value: 2 }] }]
`;
    expect(run(test, { "b.yml": `${object("one")}---\n${object("two")}` }).result.passed).toBe(true);
  });

  it("must say that they are", () => {
    const test = "rule_files: [b.yml]\ntests: [{}]";
    expect(run(test, { "b.yml": "spec: { groups: [] }" }).result.passed).toBe(false);
  });
});

describe("a rule that fails", () => {
  it("ends the test; checks before that moment are made, later ones are not", () => {
    const { result } = run(
      `
rule_files: [b.yml]
tests:
  - input_series: [{ series: 'm{a="1"}', values: "1x5" }, { series: 'm{a="2"}', values: "_ _ 1x3" }]
    alert_rule_test: [{ alertname: A, eval_time: 1m59s }, { alertname: A, eval_time: 2m }]
    promql_expr_test: [{ expr: m }]
`,
      { "b.yml": "groups: [{ name: g, rules: [{ record: r, expr: m * on () m }, { alert: A, expr: m > 5 }] }]" },
    );
    expect(result.tests[0]?.checks.map(({ evalTime, passed }) => [evalTime, passed])).toEqual([[119_000, true]]);
    expect(result.tests[0]?.errors).toEqual([expect.stringMatching(/^rule: r, time: 2m, err: found duplicate series/)]);
  });
});
