/** Scalars as they stand in a file, with the text that a Go string field takes from each; promtool is asked below. */
export const SCALARS: readonly (readonly [written: string, text: string])[] = [
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

/** A rule file with one annotation for each scalar. */
export const RULES = `groups:
  - name: g
    rules:
      - alert: A
        expr: vector(1)
        annotations:
${SCALARS.map(([written], index) => `          a${index}: ${written.replaceAll("\n        ", "\n            ")}\n`).join("")}`;

/** A rule file with anchors and merge keys in structs and in maps. */
export const MERGES = `
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

const RULE = "{alert: A, expr: vector(1)}";

/** Files that are wrong, or look wrong and are not; promtool must agree with each verdict. */
export const FILES: readonly (readonly [what: string, text: string, code: string | undefined])[] = [
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

/** Values of a test file's number field with the number that promtool takes, or its refusal. */
export const NUMBERS: readonly (readonly [written: string, value: number | undefined])[] = [
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

/** A test file whose one expectation has this number for its value. */
export function numberTest(written: string, expr: string): string {
  return `tests: [{interval: 1m, input_series: [], promql_expr_test: [{expr: "${expr}", eval_time: 0, exp_samples: [{labels: "{}", value: ${written}}]}]}]`;
}

/** The value as PromQL, so that promtool compares its reading with ours. */
export function promql(value: number | undefined): string {
  if (value === Number.POSITIVE_INFINITY) return "vector(Inf)";
  return value === Number.NEGATIVE_INFINITY ? "vector(-Inf)" : `vector(${value ?? 0})`;
}

/** Test files in which merging follows the older library: in order, later wins in structs, clashes refused in maps. */
export const TEST_FILES: readonly (readonly [what: string, text: string, code: string | undefined])[] = [
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
