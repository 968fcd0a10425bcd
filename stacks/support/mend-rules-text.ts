import type { AlertingRule, RecordingRule, RuleFile } from "../../lib/compile/bundle.ts";
import { IDENTITY_LABELS } from "../../lib/model/conventions.ts";
import type { Expression } from "../../lib/promql/ast.ts";
import { parse } from "../../lib/promql/parse.ts";
import { print } from "../../lib/promql/print.ts";
import { selectors, transform } from "../../lib/promql/walk.ts";

/**
 * Our rules of some alerts as a page quotes them: each with its severity, then the recordings that they read. The labels
 * that only tell objectives apart are left out. Alerts with several windows are listed by window.
 */
export function rulesText(alerts: readonly string[], ruleFiles: readonly RuleFile[]): readonly string[] {
  return alerts.flatMap((name) => alertText(name, ruleFiles));
}

function alertText(name: string, ruleFiles: readonly RuleFile[]): readonly string[] {
  const groups = ruleFiles.flatMap((file) => file.groups);
  const group = groups.find(({ rules }) => rules.some((rule) => "alert" in rule && rule.alert === name));
  if (group === undefined) throw new Error(`${name}: no such alert in the rules`);
  const rules = group.rules.flatMap((rule) => ("alert" in rule && rule.alert === name ? [rule] : []));
  const windowed = rules.filter((rule) => rule.labels.long_window !== undefined);
  if (windowed.length > 0) return [`\`${name}\`: ${windowed.map(windows).join("; ")}.`, ""];
  const recordings = group.rules.filter((rule): rule is RecordingRule => "record" in rule);
  const read = recordingsOf(rules, recordings);
  return [
    "```promql",
    ...rules.flatMap((rule) => [`# ${title(rule)}`, shown(rule.expr)]),
    ...(read.length === 0 ? [] : ["# where"]),
    ...read.map(({ record, expr }) => `${record} = ${shown(expr)}`),
    "```",
    "",
  ];
}

function title({ alert, labels, for: duration }: AlertingRule): string {
  return [alert, labels.severity, ...(duration === undefined ? [] : [`for ${duration}`])].join(", ");
}

function windows({ labels }: AlertingRule): string {
  return `${labels.severity} over ${labels.long_window} and ${labels.short_window}`;
}

/** Recordings that rules read, directly or through others, in the order in which they are evaluated. */
function recordingsOf(
  rules: readonly { expr: string }[],
  recordings: readonly RecordingRule[],
): readonly RecordingRule[] {
  const names = new Set<string>();
  let open = rules.map(({ expr }) => expr);
  while (open.length > 0) {
    const read = open.flatMap((expr) => selectors(parse(expr)).flatMap(({ name }) => name ?? []));
    const found = recordings.filter(({ record }) => read.includes(record) && !names.has(record));
    for (const { record } of found) names.add(record);
    open = found.map(({ expr }) => expr);
  }
  return recordings.filter(({ record }) => names.has(record));
}

function shown(expr: string): string {
  return print(transform(parse(expr), withoutIdentity));
}

function withoutIdentity(node: Expression): Expression {
  if (node.type !== "vector" || node.name?.startsWith("objective:") !== true) return node;
  const identity: readonly string[] = IDENTITY_LABELS;
  return { ...node, matchers: node.matchers.filter(({ label }) => !identity.includes(label)) };
}
