import type { AlertmanagerConfiguration, InhibitRule } from "./configuration.ts";
import { type Labels, type LabelTest, labelTest, labelValue } from "./matcher.ts";

/** An inhibition that can be asked. */
export interface CompiledInhibition {
  /** Where it stands: `inhibit_rules[2]`. */
  readonly path: string;
  readonly rule: InhibitRule;
  readonly isSource: LabelTest;
  readonly isTarget: LabelTest;
}

/**
 * The inhibitions of a configuration, ready to be asked.
 *
 * @throws SyntaxError for matchers that Alertmanager refuses
 */
export function inhibitionsOf({ inhibit_rules: rules }: AlertmanagerConfiguration): readonly CompiledInhibition[] {
  return rules.map((rule, index) => ({
    path: `inhibit_rules[${index}]`,
    rule,
    isSource: labelTest(rule.source_matchers),
    isTarget: labelTest(rule.target_matchers),
  }));
}

/** What keeps an alert from being told. */
export interface Inhibited<Alert extends Labels = Labels> {
  readonly by: Alert;
  readonly inhibition: CompiledInhibition;
}

/**
 * The first of the firing alerts that inhibits an alert, as Alertmanager decides it: labels that both lack are equal, and an
 * alert that matches both sides of a rule is not inhibited by another such, nor by itself. Inhibited alerts inhibit too.
 */
export function inhibitedBy<Alert extends Labels>(
  inhibitions: readonly CompiledInhibition[],
  labels: Labels,
  firing: readonly Alert[],
): Inhibited<Alert> | undefined {
  for (const inhibition of inhibitions) {
    const by = firing.find((cause) => inhibits(inhibition, cause, labels));
    if (by !== undefined) return { by, inhibition };
  }
  return undefined;
}

/** Whether one alert, while it fires, keeps another from being told by this rule. */
export function inhibits({ rule, isSource, isTarget }: CompiledInhibition, cause: Labels, effect: Labels): boolean {
  return (
    isTarget(effect) &&
    isSource(cause) &&
    !(isSource(effect) && isTarget(cause)) &&
    rule.equal.every((label) => labelValue(cause, label) === labelValue(effect, label))
  );
}
