import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readRuleFile } from "../../lib/core/rules-read.ts";
import { readRuleTestFile } from "../../lib/core/rules-test-read.ts";
import { describeWithPromtool, isFullRun, promtoolCheckRules, promtoolTestRules } from "../support/promtool.ts";
import { FILES, MERGES, NUMBERS, numberTest, promql, RULES, SCALARS, TEST_FILES } from "./rules-read.cases.ts";

describe("readRuleFile", () => {
  it("keeps the text of every scalar", () => {
    const read = readRuleFile(RULES, "x.yml");
    const annotations = read.ok ? read.value[0]?.rules[0]?.annotations : read.issues;
    expect(annotations).toEqual(Object.fromEntries(SCALARS.map(([, text], index) => [`a${index}`, text])));
  });

  it("reads groups with every field, anchors and merge keys", () => {
    expect(readRuleFile(MERGES, "x.yml")).toEqual({
      ok: true,
      value: [
        {
          name: "g",
          labels: { team: "core", tier: "1" },
          line: 3,
          rules: [
            {
              alert: "A",
              expr: "vector(1)",
              labels: { team: "core", tier: "0500" },
              annotations: { summary: "first", at: "2024-01-01" },
              line: 7,
            },
            {
              alert: "B",
              expr: "vector(1)",
              labels: { team: "core", tier: "0500" },
              annotations: { summary: "own", extra: "1.10", at: "2024-01-01" },
              line: 11,
            },
          ],
        },
      ],
    });
    const full =
      "groups: [{name: 1, interval: 30s, query_offset: 1m, limit: 0x10, rules: [{record: a, expr: 1, for: 0s}]}]";
    expect(readRuleFile(full, "x.yml")).toEqual({
      ok: true,
      value: [
        {
          name: "1",
          interval: "30s",
          query_offset: "1m",
          limit: 16,
          rules: [{ record: "a", expr: "1", for: "0s", line: 1 }],
          line: 1,
        },
      ],
    });
    expect(readRuleFile("# nothing\n", "x.yml")).toEqual({ ok: true, value: [] });
  });

  it("reports every issue with its place", () => {
    const text =
      "groups:\n  - name: g\n    intervall: 1m\n    rules:\n      - alert: A\n        expr: 1\n        for: 5\n";
    expect(readRuleFile(text, "x.yml")).toMatchObject({
      ok: false,
      issues: [
        { code: "yaml-unknown-key", path: "x.yml:3:5 groups.0.intervall", found: "intervall" },
        { code: "yaml-wrong-type", path: "x.yml:7:14 groups.0.rules.0.for", found: '"5"' },
      ],
    });
  });
});

describe("readRuleFile refuses and accepts", () => {
  it.each(FILES)("%s", (_, text, code) => {
    const read = readRuleFile(text, "x.yml");
    expect(read.ok ? undefined : read.issues[0]?.code).toBe(code);
  });

  it("a second document, which Prometheus drops with a warning", () => {
    const read = readRuleFile("groups: []\n---\ngroups: []\n", "x.yml");
    expect(read).toMatchObject({ ok: false, issues: [{ code: "yaml-second-document" }] });
    expect(readRuleFile("---\ngroups: []\n---\n", "x.yml")).toMatchObject({ ok: true });
  });
});

describe("readRuleTestFile", () => {
  it("reads every field", () => {
    const text = `
rule_files: [a.rules.yml, 7]
evaluation_interval: 1m
group_eval_order: [a, b]
fuzzy_compare: yes
tests:
  - name: one
    interval: 30s
    start_timestamp: 2024-01-01T00:00:00Z
    external_labels: { region: 1.10 }
    external_url: http://x
    input_series:
      - { series: 'up{job="x"}', values: 0500 }
    alert_rule_test:
      - eval_time: 5m
        alertname: A
        exp_alerts: [{ exp_labels: { severity: 1 }, exp_annotations: { at: 2024-01-01 } }, ~]
    promql_expr_test:
      - { expr: up, eval_time: 1m, exp_samples: [{ labels: up, value: 0x10 }, { labels: h, histogram: "{{count:1}}" }] }
`;
    expect(readRuleTestFile(text, "x.yml")).toEqual({
      ok: true,
      value: {
        rule_files: ["a.rules.yml", "7"],
        evaluation_interval: "1m",
        group_eval_order: ["a", "b"],
        fuzzy_compare: true,
        tests: [
          {
            name: "one",
            interval: "30s",
            start_timestamp: "2024-01-01T00:00:00Z",
            external_labels: { region: "1.10" },
            external_url: "http://x",
            input_series: [{ series: 'up{job="x"}', values: "0500" }],
            alert_rule_test: [
              {
                eval_time: "5m",
                alertname: "A",
                exp_alerts: [
                  { exp_labels: { severity: "1" }, exp_annotations: { at: "2024-01-01" } },
                  { exp_labels: {}, exp_annotations: {} },
                ],
              },
            ],
            promql_expr_test: [
              {
                expr: "up",
                eval_time: "1m",
                exp_samples: [
                  { labels: "up", value: 16 },
                  { labels: "h", value: 0, histogram: "{{count:1}}" },
                ],
              },
            ],
            line: 7,
          },
        ],
      },
    });
  });

  it.each(NUMBERS)("reads the number %s as %s", (written, value) => {
    const read = readRuleTestFile(numberTest(written, "1"), "x.yml");
    expect(read.ok ? read.value.tests[0]?.promql_expr_test[0]?.exp_samples[0]?.value : undefined).toBe(value);
  });

  it.each(TEST_FILES)("refuses or accepts %s", (_, text, code) => {
    const read = readRuleTestFile(text, "x.yml");
    expect(read.ok ? undefined : read.issues[0]?.code).toBe(code);
  });
});

// A process for each of a hundred files takes seconds.
describe.runIf(isFullRun)("in a full run", () => {
  describeWithPromtool("rule and test files as promtool reads them", asPromtoolReads);
});

function asPromtoolReads(): void {
  const inFolder = async (
    files: Readonly<Record<string, string>>,
    body: (folder: string) => Promise<void>,
  ): Promise<void> => {
    const folder = await mkdtemp(join(tmpdir(), "burnline-read-"));
    try {
      await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(folder, name), text)));
      await body(folder);
    } finally {
      await rm(folder, { recursive: true });
    }
  };

  const alertTest = (name: string, alerts: object): string => {
    const tests = [{ interval: "1m", input_series: [], alert_rule_test: [alerts] }];
    return JSON.stringify({ rule_files: [name], tests });
  };

  it("takes the same text from every scalar", async () => {
    const exp_annotations = Object.fromEntries(SCALARS.map(([, text], index) => [`a${index}`, text]));
    const test = alertTest("x.yml", { eval_time: "1m", alertname: "A", exp_alerts: [{ exp_annotations }] });
    await inFolder({ "x.yml": RULES, "x.test.yml": test }, async (folder) => {
      const { ok, output } = await promtoolTestRules([join(folder, "x.test.yml")]);
      expect(ok, output).toBe(true);
    });
  });

  it("merges the same", async () => {
    const exp_labels = { team: "core", tier: "0500" };
    const exp_annotations = { summary: "own", extra: "1.10", at: "2024-01-01" };
    const test = alertTest("x.yml", { eval_time: "1m", alertname: "B", exp_alerts: [{ exp_labels, exp_annotations }] });
    await inFolder({ "x.yml": MERGES, "x.test.yml": test }, async (folder) => {
      const { ok, output } = await promtoolTestRules([join(folder, "x.test.yml")]);
      expect(ok, output).toBe(true);
    });
  });

  it.each(FILES)("gives the same verdict on %s", async (_, text, code) => {
    await inFolder({ "x.yml": text }, async (folder) => {
      const { ok, output } = await promtoolCheckRules([join(folder, "x.yml")]);
      expect(ok, output).toBe(code === undefined);
    });
  });

  it.each(NUMBERS)("takes the same number from %s", async (written, value) => {
    await inFolder({ "x.yml": numberTest(written, promql(value)) }, async (folder) => {
      const { ok, output } = await promtoolTestRules([join(folder, "x.yml")]);
      expect(ok, output).toBe(value !== undefined);
    });
  });

  it.each(TEST_FILES)("gives the same verdict on a test file with %s", async (_, text, code) => {
    await inFolder({ "x.yml": text }, async (folder) => {
      const { ok, output } = await promtoolTestRules([join(folder, "x.yml")]);
      expect(ok, output).toBe(code === undefined);
    });
  });
}
