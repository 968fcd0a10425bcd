import { formatDuration } from "../../core/duration.ts";
import type { AlertingRule, Rule } from "../../engine/rule.ts";
import { annotationMutations } from "./annotations.ts";
import type { Mutation } from "./mutant.ts";

/** Faults outside the expression: `for`, `keep_firing_for`, name, labels, annotations, and the rule missing. Units: milliseconds. */
export function ruleFieldMutations(rule: Rule, interval: number): readonly Mutation[] {
  return [
    ...(rule.kind === "alerting" ? [...forMutations(rule, interval), ...keepFiringForMutations(rule, interval)] : []),
    nameMutation(rule),
    ...labelMutations(rule),
    ...(rule.kind === "alerting" ? annotationMutations(rule) : []),
    { operator: "rule", description: "the rule is left out", rule: undefined },
  ];
}

function forMutations(rule: AlertingRule, interval: number): readonly Mutation[] {
  const { for: pending = 0, ...immediate } = rule;
  const lengths = pending === 0 ? [interval] : [pending + interval, pending - interval, 0];
  return [...new Set(lengths)]
    .filter((length) => length >= 0)
    .map((length) => ({
      operator: "for",
      description: `\`for\` ${formatDuration(pending)} becomes ${formatDuration(length)}`,
      rule: length === 0 ? immediate : { ...rule, for: length },
    }));
}

/** What people add against flapping: an evaluation, and five minutes. */
function keepFiringForMutations(rule: AlertingRule, interval: number): readonly Mutation[] {
  const { keepFiringFor: kept = 0 } = rule;
  const lengths = new Set([kept + interval, 300_000].filter((length) => length !== kept));
  return [...lengths].map((length) => ({
    operator: "keep-firing-for",
    description: `\`keep_firing_for\` ${formatDuration(kept)} becomes ${formatDuration(length)}`,
    rule: { ...rule, keepFiringFor: length },
  }));
}

function nameMutation(rule: Rule): Mutation {
  const renamed: Rule =
    rule.kind === "alerting" ? { ...rule, alert: `${rule.alert}Other` } : { ...rule, record: `${rule.record}_other` };
  return { operator: "name", description: "the rule has another name", rule: renamed };
}

function labelMutations(rule: Rule): readonly Mutation[] {
  const labels = rule.labels ?? {};
  return Object.entries(labels).flatMap(([name, value]): readonly Mutation[] => {
    const { [name]: _, ...others } = labels;
    return [
      { operator: "label", description: `label ${name} is left out`, rule: { ...rule, labels: others } },
      {
        operator: "label",
        description: `label ${name} ${value} becomes ${value}-other`,
        rule: { ...rule, labels: { ...labels, [name]: `${value}-other` } },
      },
    ];
  });
}
