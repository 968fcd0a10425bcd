import type { Expression } from "../promql/ast.ts";

/** Writes what its expression gives to series of a new name. */
export interface RecordingRule {
  readonly kind: "recording";
  /** Metric name of the series. */
  readonly record: string;
  readonly expression: Expression;
  /** Set on each series, over those that the expression gives; an empty value removes a label. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Raises an alert for each series that its expression gives. Units: milliseconds. */
export interface AlertingRule {
  readonly kind: "alerting";
  readonly alert: string;
  readonly expression: Expression;
  /** How long an alert is pending before it fires. Default 0. */
  readonly for?: number;
  /** How long an alert goes on firing once its expression gives nothing. Default 0. */
  readonly keepFiringFor?: number;
  /** Templates. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Templates. */
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A rule of either kind. */
export type Rule = RecordingRule | AlertingRule;

/** Rules that are evaluated one after the other at the same moments. Units: milliseconds. */
export interface RuleGroup {
  readonly name: string;
  /** Time between two evaluations; default: that of the run. */
  readonly interval?: number;
  /** How far in the past the rules are evaluated; default: that of the run. */
  readonly queryOffset?: number;
  /** Most series of a recording rule and most active alerts of an alerting rule; 0, the default, is no limit. */
  readonly limit?: number;
  /** Labels of every rule of the group that does not set them itself. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly rules: readonly Rule[];
}

/** The name of a rule, whatever its kind. */
export function nameOf(rule: Rule): string {
  return rule.kind === "alerting" ? rule.alert : rule.record;
}

/** The labels that a rule sets, those of its group included, as they are written. */
export function labelsSetBy(group: RuleGroup, rule: Rule): Readonly<Record<string, string>> {
  return { ...group.labels, ...rule.labels };
}
