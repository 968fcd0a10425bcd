import type { RuleCase } from "./rule-case.ts";

/** Where the order of evaluation, the state of alerts or the moment of a query decide. Values are hand arithmetic. */
export const RULE_CASES: readonly RuleCase[] = [
  {
    name: "a recording rule that reads itself counts its own evaluations",
    groups: `
groups:
  - name: g
    rules:
      - { record: "count:evaluations", expr: "count:evaluations + 1 or vector(1)" }
      - { record: "count:double", expr: "count:evaluations * 2" }`,
    input: [["up", "1x10"]],
    samples: [
      [0, "count:evaluations", [["count:evaluations", 1]]],
      [7, "count:evaluations", [["count:evaluations", 8]]],
      [7, "count:double", [["count:double", 16]]],
    ],
  },
  {
    name: "a reader of a later group and of a later rule is one evaluation old",
    groups: `
groups:
  - name: late
    rules:
      - { record: "late:x", expr: "x * 10" }
  - name: early
    rules:
      - { record: "early:later_group", expr: "late:x" }
      - { record: "early:later_rule", expr: "early:x" }
      - { record: "early:x", expr: "x" }
      - { record: "early:same", expr: "early:x" }`,
    order: ["early", "late"],
    input: [["x", "0+1x10"]],
    samples: [
      [5, "early:later_group", [["early:later_group", 40]]],
      [5, "early:later_rule", [["early:later_rule", 4]]],
      [5, "early:same", [["early:same", 5]]],
      [5, "late:x", [["late:x", 50]]],
      [0, "early:later_group", []],
    ],
  },
  {
    name: "an alert is pending for 3 minutes, fires, and its old series end",
    groups: `
groups:
  - name: g
    rules:
      - alert: High
        expr: x > 5
        for: 3m
        labels: { severity: page, who: "{{ $labels.job }}" }
        annotations: { summary: "{{ $labels.job }} is at {{ $value }}" }`,
    input: [['x{job="a"}', "0x1 6+1x5 0x10"]],
    alerts: [
      [4, "High", []],
      [5, "High", [[{ job: "a", severity: "page", who: "a" }, { summary: "a is at 9" }]]],
      [7, "High", [[{ job: "a", severity: "page", who: "a" }, { summary: "a is at 11" }]]],
      [8, "High", []],
    ],
    samples: [
      [2, "ALERTS", [['ALERTS{alertname="High", alertstate="pending", job="a", severity="page", who="a"}', 1]]],
      [5, "ALERTS", [['ALERTS{alertname="High", alertstate="firing", job="a", severity="page", who="a"}', 1]]],
      [7, "ALERTS_FOR_STATE", [['ALERTS_FOR_STATE{alertname="High", job="a", severity="page", who="a"}', 120]]],
      [8, "ALERTS", []],
      [8, "ALERTS_FOR_STATE", []],
    ],
  },
  {
    name: "keep_firing_for keeps the alert with its last value, and a pending one not",
    groups: `
groups:
  - name: g
    rules:
      - alert: Kept
        expr: x > 5
        keep_firing_for: 3m
        annotations: { summary: "at {{ $value }}" }
      - { alert: Slow, expr: x > 5, for: 2m, keep_firing_for: 2m }`,
    input: [["x", "0 6 7 0 0 0 0 8 0x10"]],
    alerts: [
      [2, "Kept", [[{}, { summary: "at 7" }]]],
      [5, "Kept", [[{}, { summary: "at 7" }]]],
      [6, "Kept", []],
      [7, "Kept", [[{}, { summary: "at 8" }]]],
      [10, "Kept", [[{}, { summary: "at 8" }]]],
      [11, "Kept", []],
      [3, "Slow", []],
    ],
    samples: [[7, 'ALERTS_FOR_STATE{alertname="Kept"}', [['ALERTS_FOR_STATE{alertname="Kept"}', 420]]]],
  },
  {
    name: "a rule that reads ALERTS sees earlier alerts at once and later ones late",
    groups: `
groups:
  - name: g
    rules:
      - { record: "alerts:before", expr: 'count(ALERTS{alertname="A"})' }
      - { alert: A, expr: x > 5 }
      - { record: "alerts:after", expr: 'count(ALERTS{alertname="A"})' }
      - { alert: Meta, expr: 'ALERTS{alertname="A", alertstate="firing"} == 1', for: 1m }`,
    input: [["x", "0 0 6 6 6 0 0 0"]],
    alerts: [
      [2, "Meta", []],
      [3, "Meta", [[{ alertstate: "firing" }]]],
      [5, "Meta", []],
    ],
    samples: [
      [2, "alerts:before", []],
      [2, "alerts:after", [["alerts:after", 1]]],
      [3, "alerts:before", [["alerts:before", 1]]],
      [5, "alerts:before", [["alerts:before", 1]]],
      [5, "alerts:after", []],
      [6, "alerts:before", []],
    ],
  },
  {
    name: "a series that leaves the output of a rule ends at once, and comes back",
    groups: `
groups:
  - name: g
    rules:
      - { record: "big:x", expr: "x > 5" }
      - { record: "big:last", expr: "last_over_time(big:x[3m])" }`,
    input: [['x{a="b"}', "6 7 0 0 8"]],
    samples: [
      [1, "big:x", [['big:x{a="b"}', 7]]],
      [2, "big:x", []],
      [3, "big:last", [['big:last{a="b"}', 7]]],
      [4, "big:x", [['big:x{a="b"}', 8]]],
    ],
  },
  {
    name: "@ start() and @ end() are the moment of the evaluation, and the future is not there yet",
    groups: `
groups:
  - name: g
    rules:
      - { record: "at:start", expr: "x @ start()" }
      - { record: "at:end", expr: "sum_over_time(x[2m] @ end())" }
      - { record: "ahead:x", expr: "x offset -2m" }
      - { record: "at:fixed", expr: "x @ 300" }`,
    input: [["x", "0+1x20"]],
    samples: [
      [4, "at:start", [["at:start", 4]]],
      [4, "at:end", [["at:end", 7]]],
      [4, "ahead:x", [["ahead:x", 4]]],
      [3, "at:fixed", [["at:fixed", 3]]],
      [9, "at:fixed", [["at:fixed", 5]]],
    ],
  },
  {
    name: "query_offset looks and stamps 2 minutes back, and another group sees what is written",
    groups: `
groups:
  - name: shifted
    query_offset: 2m
    rules:
      - { record: "shifted:x", expr: "x" }
      - { record: "shifted:again", expr: "shifted:x" }
      - { alert: Shifted, expr: x > 4, for: 1m }
  - name: plain
    rules:
      - { record: "plain:x", expr: "shifted:x" }
      - { record: "plain:seen", expr: "timestamp(shifted:x)" }`,
    order: ["shifted", "plain"],
    input: [["x", "0+1x20"]],
    alerts: [
      [7, "Shifted", []],
      [8, "Shifted", [[{}]]],
    ],
    samples: [
      [6, "shifted:x @ 240", [["shifted:x", 4]]],
      [6, "plain:x", [["plain:x", 4]]],
      [6, "plain:seen", [["plain:seen", 240]]],
      [6, "shifted:again @ 240", [["shifted:again", 4]]],
      [8, 'ALERTS{alertname="Shifted"} @ 360', [['ALERTS{alertname="Shifted", alertstate="firing"}', 1]]],
      [8, 'ALERTS_FOR_STATE{alertname="Shifted"} @ 360', [['ALERTS_FOR_STATE{alertname="Shifted"}', 420]]],
    ],
  },
  {
    name: "group labels, overridden labels, and a label that a template empties",
    groups: `
groups:
  - name: g
    labels: { team: core, tier: one }
    rules:
      - { record: "labelled:x", expr: x, labels: { tier: two, job: "" } }
      - { alert: L, expr: x > 0, labels: { tier: "{{ $labels.none }}", job: other } }`,
    input: [['x{job="a", zone="z"}', "1x5"]],
    alerts: [[1, "L", [[{ job: "other", team: "core", zone: "z" }]]]],
    samples: [
      [1, "labelled:x", [['labelled:x{team="core", tier="two", zone="z"}', 1]]],
      [
        1,
        "ALERTS",
        [
          [
            'ALERTS{alertname="L", alertstate="firing", job="other", team="core", tier="{{ $labels.none }}", zone="z"}',
            1,
          ],
        ],
      ],
    ],
  },
  {
    name: "a label that shows the value makes a new alert with each value",
    groups: `
groups:
  - name: g
    rules:
      - { alert: V, expr: x > 1, for: 1m, labels: { at: "{{ $value }}" } }`,
    input: [["x", "2 2 3 4 4 4"]],
    alerts: [
      [1, "V", [[{ at: "2" }]]],
      [2, "V", []],
      [3, "V", []],
      [4, "V", [[{ at: "4" }]]],
    ],
    samples: [[2, "ALERTS", [['ALERTS{alertname="V", alertstate="pending", at="3"}', 1]]]],
  },
  {
    name: "NaN is a value like any other for an alert",
    groups: `
groups:
  - name: g
    rules:
      - { alert: N, expr: x / y, for: 1m }`,
    input: [
      ["x", "0 0 0"],
      ["y", "0 0 0"],
    ],
    alerts: [
      [0, "N", []],
      [1, "N", [[{}]]],
    ],
  },
];
