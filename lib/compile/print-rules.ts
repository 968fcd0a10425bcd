import { formatDuration } from "../core/duration.ts";
import type { System } from "../model/system.ts";
import { pretty } from "../promql/pretty.ts";
import type { DerivedAlert, DerivedGroup, DerivedRecording } from "../rules/derived.ts";
import type { Rule, RuleFile, RuleGroup } from "./bundle.ts";

/** Width from which expressions are broken over lines. */
const WIDTH = 100;

/** Rule files of a system: one a group, so that a changed objective changes one file, and a test loads only its rules. */
export function ruleFiles(system: System, groups: readonly DerivedGroup[]): readonly RuleFile[] {
  return groups.map((group) => ({ name: `${group.owner}.${group.part}`, groups: [printGroup(system, group)] }));
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
