import { given } from "../core/given.ts";
import { type Steps, stepsBetween } from "../promql/eval/steps.ts";
import type { Rule, RuleGroup } from "./rule.ts";

/** A rule with its turn and its times. */
export interface ScheduledRule {
  readonly group: RuleGroup;
  readonly rule: Rule;
  /** Index of the rule in its group. */
  readonly index: number;
  /** Its turn among all rules that are evaluated at one moment. */
  readonly turn: number;
  /** The moments at which it is evaluated. */
  readonly steps: Steps;
  /** How far before each of them it queries. Units: milliseconds. */
  readonly offset: number;
  /** 1 for each of the moments that was missed; left out where none was. */
  readonly missed?: Uint8Array;
}

/** When rule groups are evaluated. Units: milliseconds. */
export interface Schedule {
  readonly start: number;
  /** Last moment at which a rule may be evaluated. */
  readonly end: number;
  readonly interval: number;
  /** Names of groups in the order of their evaluation; as in promtool, groups that are not listed are as early as the first. */
  readonly order?: readonly string[];
  /** Evaluate a group at its own interval, as Prometheus does; promtool, and the default, evaluate all of them at `interval`. */
  readonly honourGroupIntervals?: boolean;
  /** Of groups that do not set theirs. Default 0. */
  readonly queryOffset?: number;
  /**
   * Whether an evaluation was missed, as Prometheus misses them while the one before takes longer than the interval:
   * nothing is evaluated and nothing written, and alerts stay as they are while their time goes on. Default: none was.
   */
  readonly missed?: (time: number) => boolean;
}

/** Every rule in the order of evaluation. */
export function scheduled(groups: readonly RuleGroup[], schedule: Schedule): readonly ScheduledRule[] {
  const { start, end, interval, order = [] } = schedule;
  const place = (group: RuleGroup): number => Math.max(0, order.indexOf(group.name));
  const rules: ScheduledRule[] = [];
  for (const group of [...groups].sort((a, b) => place(a) - place(b))) {
    const own = schedule.honourGroupIntervals === true && group.interval !== undefined && group.interval > 0;
    const steps = stepsBetween(start, end, own ? (group.interval ?? interval) : interval);
    const offset = group.queryOffset ?? schedule.queryOffset ?? 0;
    const missed = given("missed", missedSteps(steps, schedule.missed));
    for (const [index, rule] of group.rules.entries()) {
      rules.push({ group, rule, index, turn: rules.length, steps, offset, ...missed });
    }
  }
  return rules;
}

function missedSteps({ start, step, count }: Steps, missed: Schedule["missed"]): Uint8Array | undefined {
  if (missed === undefined) return undefined;
  const all = new Uint8Array(count);
  for (let index = 0; index < count; index++) if (missed(start + index * step)) all[index] = 1;
  return all.includes(1) ? all : undefined;
}
