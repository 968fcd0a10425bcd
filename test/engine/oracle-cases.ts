import type { RuleCase } from "./rule-case.ts";
import type { OracleCase } from "./rules-oracle.ts";

/** A case whose evaluations come once a minute, with one sample a minute. */
export type NamedOracleCase = OracleCase & { readonly name: string };

const MINUTE = 60_000;

function minutes(
  name: string,
  last: number,
  input: readonly string[],
  rules: string,
  more: Partial<OracleCase> = {},
): NamedOracleCase {
  const load = ["load 1m", ...input.map((line) => `  ${line}`)].join("\n");
  return { name, load, rules, order: [], interval: MINUTE, phases: [{ start: 0, end: last * MINUTE }], ...more };
}

/** A case of promtool, evaluated to the end and compared in everything. */
export function asOracleCase(one: RuleCase): NamedOracleCase {
  const input = one.input.map(([series, values]) => `${series} ${values}`);
  return minutes(one.name, 12, input, one.groups, one.order === undefined ? {} : { order: one.order });
}

function group(rules: string, more = ""): string {
  return `groups:\n  - name: g\n${more}    rules:\n${rules
    .trim()
    .split("\n")
    .map((line) => `      ${line.trim()}`)
    .join("\n")}`;
}

function outage(name: string, hold: string, up: number, tolerance = 60, grace = 10): NamedOracleCase {
  const phase = { restore: true, outageTolerance: tolerance * MINUTE, gracePeriod: grace * MINUTE };
  return minutes(
    name,
    0,
    ['x{a="1"} 1x100', 'x{a="2"} 0x2 1x3 0x100'],
    group(`
    - { alert: A, expr: x > 0, for: ${hold}, labels: { severity: page } }
    - { record: "seen:x", expr: x > 0 }
  `),
    {
      phases: [
        { start: 0, end: 6 * MINUTE },
        { start: up * MINUTE, end: (up + 30) * MINUTE, ...phase },
      ],
    },
  );
}

/** Failures, collisions, limits and restarts, which promtool's unit tests cannot tell about. */
export const ORACLE_CASES: readonly NamedOracleCase[] = [
  minutes(
    "an evaluation that fails leaves a gap and no marker",
    9,
    ['x{a="1"} 1x2 _ 1x9', 'y{b="1"} 1x3 _x3 1x5', 'y{b="2"} _x3 1x2 _x9'],
    group(`
    - { record: "r", expr: "x * on() group_left() y" }
    - { alert: A, expr: "x * on() group_left() y > 0", for: 2m, keep_firing_for: 3m }
    - { record: "s", expr: "r" }
  `),
  ),
  minutes(
    "labels that a rule makes the same fail at the moments that have both",
    9,
    ['x{a="1"} 1x3 stale _x2 4x9', 'x{a="2"} _ _ 2x6 stale'],
    group(`
    - { record: "r", expr: x, labels: { a: "" } }
    - { alert: A, expr: x, labels: { a: same } }
    - { alert: B, expr: x > 0, for: 2m, labels: { a: "{{ $labels.none }}" } }
  `),
  ),
  minutes(
    "a limit fails the rule and forgets its alerts",
    12,
    ['x{a="1"} 1x12', 'x{a="2"} 0x3 1x2 0 1x9', 'x{a="3"} 0x4 1x0 0x3 1 1 0x5'],
    group(
      `
    - { record: "r", expr: x > 0 }
    - { alert: A, expr: x > 0, for: 1m }
    - { alert: K, expr: x > 0, keep_firing_for: 3m }
  `,
      "    limit: 2\n",
    ),
  ),
  minutes(
    "a rule that collides with input is dropped where the input stands",
    9,
    ['r{a="1"} 5x3 _x3 7x9', 'x{a="1"} 5x1 6x9'],
    group(`
    - { record: "r", expr: x }
    - { record: "again", expr: r }
  `),
  ),
  minutes(
    "a rule that collides with input of the future by its offset",
    9,
    ['r{a="1"} 5x3 _x3 7x9', 'x{a="1"} 5x1 6x9'],
    group(
      `
    - { record: "r", expr: x }
    - { record: "again", expr: r }
  `,
      "    query_offset: 2m\n",
    ),
  ),
  minutes(
    "two rules that take turns with one series",
    12,
    ["x 0+1x3 0x3 0+2x6"],
    group(`
    - { record: "r", expr: x > 1 }
    - { record: "r", expr: 10 + (x <= 1) }
    - { record: "t", expr: timestamp(r) }
  `),
  ),
  minutes(
    "two groups that write one series with different offsets",
    12,
    ["x 0+1x12"],
    `
groups:
  - name: a
    rules: [{ record: r, expr: x }]
  - name: b
    query_offset: 3m
    rules: [{ record: r, expr: x }, { record: late, expr: r }]`,
    { order: ["a", "b"] },
  ),
  minutes(
    "two alerts of one name and labels",
    9,
    ["x 0x1 1x2 0x1 1x5", "y 0x2 1x3 0x5"],
    group(`
    - { alert: A, expr: x > 0 }
    - { alert: A, expr: y > 0, for: 1m }
    - { record: "r", expr: "ALERTS" }
  `),
  ),
  minutes(
    "alerts that differ in alertstate alone",
    9,
    ['x{alertstate="a"} 0x1 1x5 0x9', 'x{alertstate="b"} 0x3 1x2 0x9', "x 1x9"],
    group(`
    - { alert: A, expr: x > 0, for: 1m }
  `),
  ),
  minutes(
    "an expression that is no vector",
    2,
    ["x 1x9"],
    group(`
    - { record: "r", expr: "x[5m]" }
    - { record: "s", expr: "'text'" }
    - { record: "t", expr: "3" }
  `),
  ),
  minutes(
    "resolved alerts come back as new ones",
    40,
    ["x 1x2 0x20 1x1 0x3 1x2 0x9"],
    group(`
    - { alert: A, expr: x > 0, for: 1m, keep_firing_for: 2m }
  `),
  ),
  minutes(
    "samples between the evaluations",
    9,
    ["x 0+1x12"],
    group(`
    - { record: "r", expr: "x or r offset 1m" }
    - { alert: A, expr: "x % 4 >= 2", for: 1m }
  `),
    { interval: 90_000 },
  ),
  minutes(
    "histograms are recorded, resets and gauges included, and those with negative counts are not",
    12,
    [
      'h{a="1"} {{schema:0 sum:1 count:2 buckets:[1 1]}}+{{schema:0 sum:1 count:2 buckets:[1 1]}}x5 {{schema:0 sum:1 count:1 buckets:[1]}}x1 stale',
      'h{a="2"} _x2 {{schema:1 sum:5 count:4 z_bucket:1 z_bucket_w:0.1 buckets:[2 1]}}x6 3x2',
      "g {{schema:0 sum:1 count:2 counter_reset_hint:gauge buckets:[1 1]}}x12",
    ],
    group(`
    - { record: "r", expr: h }
    - { record: "again", expr: r }
    - { record: "rate", expr: "rate(h[3m])" }
    - { record: "sum", expr: "sum(h)" }
    - { record: "negative", expr: "h - 2 * h" }
    - { record: "gauge", expr: g }
    - { record: "self", expr: self or h }
    - { alert: A, expr: h, for: 2m }
    - { alert: B, expr: "rate(h[3m])", keep_firing_for: 2m }
  `),
  ),
  minutes(
    "a label that a template makes of a value or leaves empty tells alerts apart",
    9,
    ['x{a="1"} 1 2 2 3 0 2 2', 'y{a="1"} 2 2 2 2 2 2 2'],
    group(`
    - { alert: A, expr: x > 0, for: 1m, keep_firing_for: 1m, labels: { v: "{{ $value }}", w: "{{ $labels.none }}" } }
    - { alert: B, expr: "{__name__=~'x|y'} > 0", labels: { v: "{{ $value }}", n: "{{ $labels.__name__ }}" } }
    - { alert: C, expr: "{__name__=~'x|y'} > 0", labels: { v: "{{ $value }}" } }
  `),
  ),
  minutes(
    "templates query what stands there when it is the turn of their rule",
    9,
    ['x{a="1"} 0+1x9', 'x{a="2"} 5 4 3 2 1 0x9', "h {{schema:0 sum:3 count:2 buckets:[1 1]}}x9"],
    group(`
    - { record: "before", expr: sum(x) }
    - { alert: A, expr: x > 1, for: 1m, keep_firing_for: 2m, labels: { l: '{{ with query "before > 4" }}{{ . | first | value }}{{ end }}', at: "{{ now }}" } }
    - { alert: B, expr: x > 1, annotations: { b: '{{ with query "before" }}{{ . | first | value }}{{ end }}', a: '{{ range query "after" }}{{ .Value }}{{ end }}' } }
    - { alert: C, expr: x > 2, keep_firing_for: 3m, annotations: { s: "{{ $value | humanize }} {{ $labels.a }} {{ now }}", q: '{{ query "nosuch(" }}', f: '{{ query "before" | first | label "a" }}|{{ query "none" | first }}' } }
    - { alert: D, expr: h, annotations: { s: "{{ $value }}", t: "{{ .Value }}" }, labels: { same: "{{ $value }}" } }
    - { alert: E, expr: "x > 1", labels: { size: '{{ if gt $value 3.0 }}big{{ else }}small{{ end }}', w: '{{ with $labels }}{{ .a }}{{ end }}' } }
    - { record: "after", expr: "sum(x)" }
    - { record: "meta", expr: "count(ALERTS) by (alertname, alertstate)" }
  `),
  ),
  outage("an alert that was pending for 6 minutes goes on after 20 minutes", "30m", 20),
  outage("an alert that has less than the grace period left waits for it", "12m", 20),
  outage("an alert that was firing fires at once", "10m", 40, 60, 3),
  outage("an alert with a for below the grace period starts anew", "5m", 20),
  outage("an alert that was seen too long ago starts anew", "30m", 40, 20),
];
