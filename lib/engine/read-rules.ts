import { parseDuration } from "../core/duration.ts";
import { given } from "../core/given.ts";
import type { Issue } from "../core/issue.ts";
import type { Read } from "../core/read.ts";
import { type RuleGroupSource, type RuleSource, readRuleStructure } from "../core/rules-read.ts";
import type { Expression } from "../promql/ast.ts";
import { parse } from "../promql/parse.ts";
import type { ParseOptions } from "../promql/parse-options.ts";
import type { Rule, RuleGroup } from "./rule.ts";
import { ruleFaults } from "./rule-faults.ts";

/** How rules are read. */
export interface ReadRulesOptions extends ParseOptions {
  /** Stands before each place. Default `rules`. */
  readonly file?: string;
  /** Leave out keys that Prometheus does not know, instead of refusing them. Default `false`. */
  readonly ignoreUnknownFields?: boolean;
}

/**
 * Reads rule groups from the text of a rule file (YAML or JSON), from its data, or from a `PrometheusRule` object, with
 * expressions parsed. Issues say in Prometheus' words what it would refuse; their path is the file and the line.
 */
export function readRuleGroups(data: unknown, options: ReadRulesOptions = {}): Read<readonly RuleGroup[]> {
  const { file = "rules" } = options;
  const text = typeof data === "string" ? data : JSON.stringify(data, undefined, 2);
  const read = readRuleStructure(text, file, options.ignoreUnknownFields);
  if (!read.ok) return read;
  const issues = read.value.flatMap((group, index) => groupIssues(group, read.value.slice(0, index), options, file));
  if (issues.length > 0) return { ok: false, issues };
  return { ok: true, value: read.value.map((group) => groupOf(group, options)) };
}

function groupIssues(
  group: RuleGroupSource,
  before: readonly RuleGroupSource[],
  options: ReadRulesOptions,
  file: string,
): readonly Issue[] {
  const issue = (line: number, message: string): Issue => ({ code: "rules-invalid", path: `${file}:${line}`, message });
  const issues: Issue[] = [];
  if (group.name === "") issues.push(issue(group.line, "Groupname must not be empty"));
  if (before.some(({ name }) => name === group.name)) {
    issues.push(issue(group.line, `groupname: "${group.name}" is repeated in the same file`));
  }
  for (const name of Object.keys(group.labels ?? {})) {
    if (name === "" || name === "__name__") issues.push(issue(group.line, `invalid label name: ${name}`));
  }
  for (const [index, rule] of group.rules.entries()) {
    const name = JSON.stringify(rule.alert ?? rule.record ?? "");
    const place = `group ${JSON.stringify(group.name)}, rule ${index + 1}, ${name}`;
    for (const fault of ruleFaults(rule, options)) issues.push(issue(rule.line, `${place}: ${fault}`));
  }
  return issues;
}

function groupOf(source: RuleGroupSource, options: ParseOptions): RuleGroup {
  return {
    name: source.name,
    ...given("interval", length(source.interval)),
    ...given("queryOffset", length(source.query_offset)),
    ...given("limit", source.limit),
    ...given("labels", source.labels),
    rules: source.rules.map((rule) => ruleOf(rule, parse(rule.expr, options))),
  };
}

function ruleOf(source: RuleSource, expression: Expression): Rule {
  const labels = given("labels", source.labels);
  if (source.alert === undefined) return { kind: "recording", record: source.record ?? "", expression, ...labels };
  return {
    kind: "alerting",
    alert: source.alert,
    expression,
    ...given("for", length(source.for)),
    ...given("keepFiringFor", length(source.keep_firing_for)),
    ...labels,
    ...given("annotations", source.annotations),
  };
}

function length(duration: string | undefined): number | undefined {
  return duration === undefined ? undefined : parseDuration(duration);
}
