import type { Rule, RuleGroup } from "../compile/bundle.ts";
import { given } from "../core/given.ts";
import type { Issue } from "../core/issue.ts";
import { type RuleGroupSource, type RuleSource, readRuleFile } from "../core/rules-read.ts";
import { type AlertChange, describeChanges } from "../targets/files/diff.ts";
import type { FileChange, WriteReport } from "../targets/files/write.ts";
import type { SystemOutput } from "./output.ts";

/** What a run would change of one system. */
export interface SystemChanges {
  readonly system: string;
  readonly alerts: readonly AlertChange[];
  readonly files: readonly Pick<FileChange, "path" | "kind">[];
  /** Rule files on the disk that are no rule files any more; the alerts in them count as new. */
  readonly unreadable: readonly Issue[];
}

/** Compares what lies on the disk with what would be written; `report` is that of a run with `check`. */
export function changesOf(
  { system, files }: SystemOutput,
  after: readonly RuleGroup[],
  report: WriteReport,
): SystemChanges {
  const listed = report.changes.map(({ path, kind }) => ({ path, kind }));
  const changed = report.changes.filter(({ path }) => path.endsWith(".rules.yml"));
  if (changed.length === 0) return { system, alerts: [], files: listed, unreadable: [] };

  const before = new Map(
    files.filter(({ path }) => path.endsWith(".rules.yml")).map((file) => [file.path, file.content]),
  );
  for (const change of changed) {
    if (change.before === undefined) before.delete(change.path);
    else before.set(change.path, change.before);
  }
  const read = [...before].map(([path, text]) => readRuleFile(text, path));
  const groups = read.flatMap((file) => (file.ok ? file.value.map(groupOf) : []));
  return {
    system,
    alerts: describeChanges(groups, after),
    files: listed,
    unreadable: read.flatMap((file) => (file.ok ? [] : file.issues)),
  };
}

function groupOf({ name, interval, query_offset, rules }: RuleGroupSource): RuleGroup {
  return {
    name,
    // Ours always have one; Prometheus' own default stands in for a file that somebody edited.
    interval: interval ?? "1m",
    ...given("query_offset", query_offset),
    rules: rules.map(ruleOf),
  };
}

function ruleOf({ record, alert, expr, labels, annotations, ...rule }: RuleSource): Rule {
  if (alert === undefined) return { record: record ?? "", expr, ...given("labels", labels) };
  return {
    alert,
    expr,
    ...given("for", rule.for),
    ...given("keep_firing_for", rule.keep_firing_for),
    labels: labels ?? {},
    annotations: annotations ?? {},
  };
}
