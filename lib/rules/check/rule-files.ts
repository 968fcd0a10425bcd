import type { Issue } from "../../core/issue.ts";
import { readRuleStructure } from "../../core/rules-read.ts";
import { type ReadRulesOptions, readRuleGroups } from "../../engine/read-rules.ts";
import { nameOf, type Rule, type RuleGroup } from "../../engine/rule.ts";
import { analyse } from "../../promql/analysis/analyse.ts";
import { shown } from "../../promql/analysis/finding.ts";
import { CONVENTIONS } from "./model-knowledge.ts";
import { type Recording, withRecordings } from "./recorded-knowledge.ts";
import { templateIssues } from "./templates.ts";

/** A rule file as text; `file` stands before each place. */
export interface RuleText {
  readonly file: string;
  readonly text: string;
}

/** What was found in rule files. */
export interface CheckedRules {
  readonly issues: readonly Issue[];
  /** Rules that could be read. */
  readonly rules: number;
}

/** How rules are read. */
export type CheckRulesOptions = Omit<ReadRulesOptions, "file">;

/**
 * Everything that is wrong with rule files (YAML, JSON or `PrometheusRule` objects): what Prometheus refuses, and expressions
 * that cannot give what they are written for. Files are looked at together, as one Prometheus loads them: what is known of a
 * recorded metric is what its rules make of it. Of other metrics only their names say something.
 */
export function checkRuleFiles(files: readonly RuleText[], options: CheckRulesOptions = {}): CheckedRules {
  const issues: Issue[] = [];
  const read: { readonly file: string; readonly groups: readonly RuleGroup[]; readonly lines: Lines }[] = [];
  for (const { file, text } of files) {
    const groups = readRuleGroups(text, { ...options, file });
    if (groups.ok) read.push({ file, groups: groups.value, lines: linesOf(text, file, options) });
    else issues.push(...groups.issues);
  }
  const all = read.flatMap(({ groups }) => groups.flatMap((group) => group.rules));
  const recordings = read.flatMap(({ groups }) => groups.flatMap(recordingsOf));
  const knowledge = withRecordings(recordings, CONVENTIONS);
  for (const { file, groups, lines } of read) {
    for (const [index, group] of groups.entries()) {
      for (const [place, rule] of group.rules.entries()) {
        const path = `${file}:${lines[index]?.[place] ?? 1}: ${group.name}, ${nameOf(rule)}`;
        issues.push(...ofRule(rule, path));
      }
    }
  }
  return { issues, rules: all.length };

  function ofRule(rule: Rule, path: string): readonly Issue[] {
    const findings = analyse(rule.expression, knowledge, { alert: rule.kind === "alerting" });
    const templates = rule.kind === "alerting" ? templateIssues(rule).map((issue) => ({ ...issue, path })) : [];
    const expressions = findings.map(({ code, level, message, node, expected, mend }) => ({
      code,
      path,
      message,
      found: shown(node, rule.expression),
      ...(expected === undefined ? {} : { expected }),
      ...(mend === undefined ? {} : { mend }),
      ...(level === "warning" ? { level } : {}),
    }));
    return [...expressions, ...templates];
  }
}

/** The line of each rule of each group. */
type Lines = readonly (readonly number[])[];

function linesOf(text: string, file: string, options: CheckRulesOptions): Lines {
  const read = readRuleStructure(text, file, options.ignoreUnknownFields);
  return read.ok ? read.value.map(({ rules }) => rules.map(({ line }) => line)) : [];
}

function recordingsOf(group: RuleGroup): readonly Recording[] {
  return group.rules.flatMap((rule) =>
    rule.kind === "recording"
      ? [{ record: rule.record, expression: rule.expression, labels: { ...group.labels, ...rule.labels } }]
      : [],
  );
}
