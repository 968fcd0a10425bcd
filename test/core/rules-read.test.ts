import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readRuleFile } from "../../lib/core/rules-read.ts";
import { readRuleTestFile } from "../../lib/core/rules-test-read.ts";
import { describeWithPromtool, promtoolCheckRules, promtoolTestRules } from "../support/promtool.ts";

/** Scalars as they stand in a file, with the text that a Go string field takes from each; promtool is asked below. */
const SCALARS: readonly (readonly [written: string, text: string])[] = [
  ["1.10", "1.10"],
  ["1", "1"],
  ["0500", "0500"],
  ["089", "089"],
  ["1e3", "1e3"],
  ["0x1f", "0x1f"],
  ["0o17", "0o17"],
  ["0b11", "0b11"],
  ["1_000", "1_000"],
  ["+1", "+1"],
  ["-0", "-0"],
  [".5", ".5"],
  [".inf", ".inf"],
  [".NaN", ".NaN"],
  ["12:30:45", "12:30:45"],
  ["2024-01-01", "2024-01-01"],
  ["2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z"],
  ["yes", "yes"],
  ["No", "No"],
  ["on", "on"],
  ["y", "y"],
  ["TRUE", "TRUE"],
  ["false", "false"],
  ["nUll", "nUll"],
  ['"null"', "null"],
  ["'~'", "~"],
  ["null", ""],
  ["~", ""],
  ["Null", ""],
  ["", ""],
  ["''", ""],
  ["=", "="],
  ["!!str 5", "5"],
  ["!!str null", "null"],
  ["!!int 0x10", "0x10"],
  ["!custom x", "x"],
  ['"a\\tb\\u00e9\\x41"', "a\tb\u00e9A"],
  ["'it''s'", "it's"],
  ["a # comment", "a"],
  ["a#b", "a#b"],
  ["a:b", "a:b"],
  ["|\n        one\n        two\n", "one\ntwo\n"],
  ["|-\n        one\n          two\n\n        three\n", "one\n  two\n\nthree"],
  ["|+\n        one\n", "one\n\n"],
  [">\n        one\n        two\n", "one two\n"],
  ["one\n        two", "one two"],
  ["&anchor 1.50", "1.50"],
  ["*anchor", "1.50"],
];

const RULES = `groups:
  - name: g
    rules:
      - alert: A
        expr: vector(1)
        annotations:
${SCALARS.map(([written], index) => `          a${index}: ${written.replaceAll("\n        ", "\n            ")}\n`).join("")}`;

const MERGES = `
groups:
  - name: g
    labels: &shared { team: core, tier: 1 }
    rules:
      - &base
        alert: A
        expr: vector(1)
        labels: { <<: *shared, tier: 0500 }
        annotations: &text { summary: first, at: 2024-01-01 }
      - <<: *base
        alert: B
        annotations:
          summary: own
          <<: [{ extra: 1.10 }, *text]
`;

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

const RULE = "{alert: A, expr: vector(1)}";

/** Files that are wrong, or look wrong and are not; promtool must agree with each verdict. */
const FILES: readonly (readonly [what: string, text: string, code: string | undefined])[] = [
  ["an unknown group key", "groups: [{name: g, interva: 1m, rules: []}]", "yaml-unknown-key"],
  ["an unknown rule key", "groups: [{name: g, rules: [{alert: A, expr: 1, severity: x}]}]", "yaml-unknown-key"],
  ["an unknown top key", "group: []", "yaml-unknown-key"],
  ["a duplicate field", "groups: [{name: g, name: g, rules: []}]", "yaml-duplicate-key"],
  [
    "a duplicate label",
    "groups: [{name: g, rules: [{record: a, expr: 1, labels: {a: b, a: c}}]}]",
    "yaml-duplicate-key",
  ],
  [
    "a quoted duplicate",
    "groups: [{name: g, rules: [{record: a, expr: 1, labels: {a: b, 'a': c}}]}]",
    "yaml-duplicate-key",
  ],
  ["two merge keys", "groups: [{<<: {name: g}, <<: {name: h}, rules: []}]", "yaml-duplicate-key"],
  ["a merge of text", "groups: [{<<: x, name: g, rules: []}]", "yaml-wrong-type"],
  ["a quoted merge key", "groups: [{'<<': {name: g}, rules: []}]", "yaml-unknown-key"],
  ["an unknown anchor", "groups: *x", "yaml-unknown-anchor"],
  ["a map for a string", "groups: [{name: {a: b}, rules: []}]", "yaml-wrong-type"],
  ["a list for labels", "groups: [{name: g, rules: [{record: a, expr: 1, labels: [a]}]}]", "yaml-wrong-type"],
  ["text for a list", "groups: x", "yaml-wrong-type"],
  ["text for a number", "groups: [{name: g, limit: '1', rules: []}]", "yaml-wrong-type"],
  ["a bare number for a duration", "groups: [{name: g, interval: 60, rules: []}]", "yaml-wrong-type"],
  ["units in the wrong order", "groups: [{name: g, interval: 1m1h, rules: []}]", "yaml-wrong-type"],
  ["an empty duration", "groups: [{name: g, interval: '', rules: []}]", "yaml-wrong-type"],
  ["two groups of one name", "groups: [{name: g, rules: []}, {name: g, rules: []}]", "rules-invalid"],
  ["a group without a name", "groups: [{rules: []}]", "rules-invalid"],
  ["record and alert", "groups: [{name: g, rules: [{record: a, alert: A, expr: 1}]}]", "rules-invalid"],
  ["neither record nor alert", "groups: [{name: g, rules: [{expr: 1}]}]", "rules-invalid"],
  ["no expression", "groups: [{name: g, rules: [{record: a}]}]", "rules-invalid"],
  [
    "an annotated recording",
    "groups: [{name: g, rules: [{record: a, expr: 1, annotations: {a: b}}]}]",
    "rules-invalid",
  ],
  ["a recording with for", "groups: [{name: g, rules: [{record: a, expr: 1, for: 1m}]}]", "rules-invalid"],
  ["broken syntax", "groups: [{name: g", "yaml-syntax"],
  ["an anchor in itself", "groups: &x [*x]", "yaml-unknown-anchor"],
  ["null for a duration", `groups: [{name: g, interval: ~, rules: [${RULE}]}]`, undefined],
  ["zero without a unit", `groups: [{name: g, interval: 0, rules: [${RULE}]}]`, undefined],
  ["a float for an integer", `groups: [{name: g, limit: 2.7, rules: [${RULE}]}]`, undefined],
  ["empty items", `groups: [~, {name: g, rules: [~, ${RULE}]}]`, undefined],
  ["an empty map of annotations", "groups: [{name: g, rules: [{record: a, expr: 1, annotations: {}}]}]", undefined],
  [
    "numbers for label names and values",
    "groups: [{name: 1, rules: [{record: a, expr: 1, labels: {true: 1.10}}]}]",
    undefined,
  ],
  ["merge keys", MERGES, undefined],
  ["nothing", "", undefined],
];

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

/** Values of a test file's number field with the number that promtool takes, or its refusal. */
const NUMBERS: readonly (readonly [written: string, value: number | undefined])[] = [
  ["0500", 320],
  ["089", 89],
  ["0o17", 15],
  ["0x1F", 31],
  ["-0x1f", -31],
  ["0b101", 5],
  ["1_000", 1000],
  ["1e3", 1000],
  ["1.5e-3", 0.0015],
  [".5", 0.5],
  ["+1.", 1],
  [".inf", Number.POSITIVE_INFINITY],
  ["-.Inf", Number.NEGATIVE_INFINITY],
  ["~", 0],
  ["'5'", undefined],
  ["12:30", undefined],
  ["yes", undefined],
  ["1e999", undefined],
  ["5m", undefined],
];

function numberTest(written: string, expr: string): string {
  return `tests: [{interval: 1m, input_series: [], promql_expr_test: [{expr: "${expr}", eval_time: 0, exp_samples: [{labels: "{}", value: ${written}}]}]}]`;
}

/** The value as PromQL, so that promtool compares its reading with ours. */
function promql(value: number | undefined): string {
  if (value === Number.POSITIVE_INFINITY) return "vector(Inf)";
  return value === Number.NEGATIVE_INFINITY ? "vector(-Inf)" : `vector(${value ?? 0})`;
}

/** Test files in which merging follows the older library: in order, later wins in structs, clashes refused in maps. */
const TEST_FILES: readonly (readonly [what: string, text: string, code: string | undefined])[] = [
  ["a merge before an own field", "tests: [{<<: {interval: 1m}, interval: 2m, input_series: []}]", undefined],
  ["a merge after an own field", "tests: [{interval: 2m, <<: {interval: 1m}, input_series: []}]", undefined],
  ["two merges", "tests: [{<<: {interval: 1m}, <<: {name: x}, input_series: []}]", undefined],
  ["a clash with a merged label", "tests: [{interval: 1m, external_labels: {<<: {a: b}, a: c}}]", "yaml-duplicate-key"],
  ["a merged label", "tests: [{interval: 1m, external_labels: {<<: {a: b}, c: d}}]", undefined],
  ["an unknown key", "tests: [{intervall: 1m}]", "yaml-unknown-key"],
  ["a duplicate field", "tests: [{interval: 1m, interval: 1m}]", "yaml-duplicate-key"],
  ["a YAML 1.1 boolean", "fuzzy_compare: on\ntests: []", undefined],
  ["text for a boolean", "fuzzy_compare: 'on'\ntests: []", "yaml-wrong-type"],
];

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

describeWithPromtool("rule and test files as promtool reads them", () => {
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
});
