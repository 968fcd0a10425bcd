/** Rule files that Prometheus refuses. */
export const REFUSED: readonly (readonly [name: string, text: string])[] = [
  ["a group without a name", 'groups: [{ name: "", rules: [] }]'],
  ["two groups of one name", "groups: [{ name: g }, { name: h }, { name: g }]"],
  ["a rule of both kinds", "groups: [{ name: g, rules: [{ record: a, alert: b, expr: 1 }] }]"],
  ["a rule of neither kind", "groups: [{ name: g, rules: [{ expr: 1 }] }]"],
  ["no expression", "groups: [{ name: g, rules: [{ record: a }] }]"],
  ["an expression that is none", 'groups: [{ name: g, rules: [{ record: a, expr: "sum(" }] }]'],
  ["an expression of the wrong type", 'groups: [{ name: g, rules: [{ alert: A, expr: "rate(x)" }] }]'],
  ["annotations of a recording", 'groups: [{ name: g, rules: [{ record: a, expr: 1, annotations: { x: "1" } }] }]'],
  ["for of a recording", "groups: [{ name: g, rules: [{ record: a, expr: 1, for: 5m, keep_firing_for: 1m }] }]"],
  ["braces in a record", 'groups: [{ name: g, rules: [{ record: "a{b=1}", expr: 1 }] }]'],
  ["a label that is the name", 'groups: [{ name: g, rules: [{ alert: A, expr: 1, labels: { __name__: "x" } }] }]'],
  ["a template of a label", 'groups: [{ name: g, rules: [{ alert: A, expr: 1, labels: { l: "{{ $x }}" } }] }]'],
  [
    "a template of an annotation",
    'groups: [{ name: g, rules: [{ alert: A, expr: 1, annotations: { s: "{{ nofn 1 }}" } }] }]',
  ],
  ["a group label that is the name", 'groups: [{ name: g, labels: { __name__: "x" }, rules: [] }]'],
];

/** Rule files that Prometheus takes. */
export const TAKEN: readonly (readonly [name: string, text: string])[] = [
  ["nothing", ""],
  ["for: 0s of a recording", "groups: [{ name: g, rules: [{ record: a, expr: 1, for: 0s, annotations: {} }] }]"],
  ["names in UTF-8", 'groups: [{ name: g, rules: [{ record: "a.b c", expr: 1, labels: { "l.m": x } }] }]'],
  [
    "a template that fails only when it is expanded",
    'groups: [{ name: g, rules: [{ alert: A, expr: 1, labels: { l: "{{ first 1 }}" } }] }]',
  ],
  ["an empty label", 'groups: [{ name: g, rules: [{ record: a, expr: 1, labels: { l: "" } }] }]'],
];
