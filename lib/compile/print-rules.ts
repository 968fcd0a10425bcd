import { formatDuration } from "../core/duration.ts";
import type { System } from "../model/system.ts";
import { pretty } from "../promql/pretty.ts";
import type { DerivedAlert, DerivedGroup, DerivedRecording } from "../rules/derived.ts";
import type { Rule, RuleFile, RuleGroup } from "./bundle.ts";

/** Width from which expressions are broken over lines. */
const WIDTH = 100;

/** Rule files of a system, one per service or dependency, in the order of the model. */
export function ruleFiles(system: System, groups: readonly DerivedGroup[]): readonly RuleFile[] {
  const files = new Map<string, RuleGroup[]>();
  for (const group of groups) {
    const printed = files.get(group.owner) ?? [];
    printed.push(printGroup(system, group));
    files.set(group.owner, printed);
  }
  return [...files].map(([name, printed]) => ({ name, groups: printed }));
}

function printGroup({ prometheus }: System, group: DerivedGroup): RuleGroup {
  return {
    name: group.name,
    interval: formatDuration(prometheus.evaluationInterval.value * 1_000),
    ...(prometheus.queryOffset === undefined
      ? {}
      : { query_offset: formatDuration(prometheus.queryOffset.value * 1_000) }),
    rules: group.rules.map(printRule),
  };
}

function printRule(rule: DerivedRecording | DerivedAlert): Rule {
  const expr = pretty(rule.expression, WIDTH);
  if (rule.kind === "recording") return { record: rule.record, expr, labels: rule.labels };
  return {
    alert: rule.alert,
    expr,
    ...(rule.for === 0 ? {} : { for: formatDuration(rule.for * 1_000) }),
    labels: rule.labels,
    annotations: rule.annotations,
  };
}
