import type { AlertingRule, RuleGroup } from "../../engine/rule.ts";
import { labelsSetBy } from "../../engine/rule.ts";
import { windowName } from "../../model/conventions.ts";
import { isEventObjective } from "../../rules/kinds.ts";
import { alertWindows } from "../../rules/windows.ts";
import { AlertTimeline } from "../alert-timeline.ts";
import { trialsOf } from "../evidence.ts";
import type { ObligationId } from "../obligation.ts";
import { GroupTrials } from "../prove-group.ts";
import { FIRING } from "../specification.ts";
import { isTrial, type Subject, type Trial } from "../trial.ts";
import type { AlertProof, Counterexample, ObligationResult } from "../verdict.ts";
import type { World } from "../world.ts";
import { exampleAgainst } from "./example.ts";
import { firingCounts, type GroupsRun, runGroups } from "./run-groups.ts";
import { firstOutside } from "./slack.ts";
import { steadyTrials } from "./steady.ts";

/** An alert of others, and the rules of a group that it stands for. */
export interface Expected {
  readonly alert: string;
  /** Labels that tell it from others of its name. */
  readonly labels: Readonly<Record<string, string>>;
  /** Indexes in the group of the alerting rules. */
  readonly standsFor: readonly number[];
  /** 1 at each evaluation at which it must fire, where that is not when one of these rules fires. */
  readonly fires?: (world: World) => Uint8Array;
}

/** The rules of others, and what they did on each world so far. */
export class OtherRules {
  readonly groups: readonly RuleGroup[];
  readonly #runs = new WeakMap<World, GroupsRun>();

  constructor(groups: readonly RuleGroup[]) {
    this.groups = groups;
  }

  /** What they do on a world. */
  on(world: World): GroupsRun {
    const run = this.#runs.get(world) ?? runGroups(this.groups, world);
    this.#runs.set(world, run);
    return run;
  }

  /** Every alerting rule, with the labels that it sets. */
  get all(): readonly { readonly rule: AlertingRule; readonly labels: Readonly<Record<string, string>> }[] {
    return this.groups.flatMap((group) =>
      group.rules.flatMap((rule) => (rule.kind === "alerting" ? [{ rule, labels: labelsSetBy(group, rule) }] : [])),
    );
  }

  /** Longest interval of the groups that some rules stand in; 0 where they leave it open. Units: milliseconds. */
  slowest(rules: readonly AlertingRule[]): number {
    const groups = this.groups.filter((group) => group.rules.some((rule) => rules.some((one) => one === rule)));
    return Math.max(0, ...groups.map(({ interval }) => interval ?? 0));
  }

  /** Alerting rules of a name that set these labels, among others. */
  alerts(name: string, labels: Readonly<Record<string, string>>): readonly AlertingRule[] {
    const sets = (own: Readonly<Record<string, string>>): boolean =>
      Object.entries(labels).every(([label, value]) => own[label] === value);
    return this.all.flatMap(({ rule, labels: own }) => (rule.alert === name && sets(own) ? [rule] : []));
  }
}

/**
 * Judges an alert that somebody else wrote by everything that is tried with the alerts of the model that it stands for. It
 * measures in its own way, so it may be early or late by one recording range and two evaluations.
 */
export function judgeAlert(expectation: Expected, subject: Subject, others: OtherRules): AlertProof {
  const { group } = subject;
  const { standsFor } = expectation;
  const own = trialsOf(subject, (rule) => standsFor.includes(rule));
  const steady = expectation.fires === undefined ? steadyTrials(subject, standsFor) : [];
  const trials = new GroupTrials(subject, [...own.evidence, ...steady]);
  const judged = others.alerts(expectation.alert, expectation.labels);
  const [first] = standsFor.flatMap((index) => group.rules[index] ?? []);
  const obligations = [...new Set(trials.evidence.filter(isTrial).map(({ obligation }) => obligation))];
  return {
    alert: expectation.alert,
    labels: expectation.labels,
    group: group.name,
    owner: group.owner,
    part: group.part,
    kind: first?.kind === "alert" ? first.origin.kind : "condition",
    results: obligations.map((obligation) => resultOf(obligation, { expectation, trials, judged, others })),
  };
}

interface Judging {
  readonly expectation: Expected;
  readonly trials: GroupTrials;
  readonly judged: readonly AlertingRule[];
  readonly others: OtherRules;
}

function resultOf(obligation: ObligationId, judging: Judging): ObligationResult {
  const trials = judging.trials.evidence.filter(isTrial).filter((trial) => trial.obligation === obligation);
  const byWorld = new Map(trials.map((trial) => [trial.world, trial]));
  const wrong = [...byWorld.values()].flatMap((trial) => against(trial, judging) ?? []);
  const [counterexample] = wrong;
  return {
    obligation,
    verdict: counterexample === undefined ? "PROVED" : "REFUTED",
    says: counterexample === undefined ? told(trials, judging) : [...new Set(wrong.map(({ says }) => says))],
    worlds: byWorld.size,
    ...(counterexample === undefined ? {} : { counterexample, refutes: "rules" }),
  };
}

function told(trials: readonly Trial[], { expectation, trials: group }: Judging): readonly string[] {
  const sentences = trials.map(({ world, rule, claim }) => {
    if (expectation.fires !== undefined) return whenInWords(expectation.fires(world), world);
    return claim(new AlertTimeline(world, group.expected(world).alerts.get(rule) ?? [])).says;
  });
  return [...new Set(sentences)];
}

/** When an alert fires first, if it does. */
function whenInWords(fires: Uint8Array, { evaluations }: World): string {
  const first = fires.indexOf(1);
  return first < 0 ? "stays silent" : `fires at ${windowName((first * evaluations.interval) / 1_000)}`;
}

/** What is wrong with the rules of others on the world of a trial, if anything. */
function against({ world }: Trial, judging: Judging): Counterexample | undefined {
  const { expectation, judged, others, trials } = judging;
  const expected = expectation.fires?.(world) ?? firesOf(trials, expectation.standsFor, world);
  const run = others.on(world);
  const histories = run.timeline
    .histories(expectation.alert)
    .filter(({ rule }) => judged.some((one) => one === rule.rule));
  const found = firingCounts(histories, world);
  const index = firstOutside(found, expected, { evaluations: slackOf(judging, world) });
  if (index === undefined) return undefined;
  return exampleAgainst({
    expectation,
    rule: judged[0],
    world,
    run,
    expected,
    found,
    index,
    says: inWords(found, expected, index, world),
  });
}

/** When one of the rules that an alert stands for fires. */
function firesOf(trials: GroupTrials, rules: readonly number[], world: World): Uint8Array {
  const fires = new Uint8Array(world.evaluations.count);
  for (const rule of rules) {
    for (const { states } of trials.expected(world).alerts.get(rule) ?? []) {
      for (const [index, state] of states.entries()) if (state === FIRING) fires[index] = 1;
    }
  }
  return fires;
}

/** One recording range, two evaluations of the world, and one of the rules that are judged, which may be rarer. */
function slackOf({ trials, judged, others }: Judging, { evaluations }: World): number {
  const { context, group } = trials.subject;
  const objective = context.owner.objectives.find(({ name }) => name === group.part);
  const base = objective !== undefined && isEventObjective(objective) ? (alertWindows(objective)[0] ?? 0) : 0;
  return Math.ceil((base * 1_000 + others.slowest(judged)) / evaluations.interval) + 2;
}

function inWords(found: ArrayLike<number>, expected: ArrayLike<number>, index: number, world: World): string {
  const seconds = (at: number): string => windowName((at * world.evaluations.interval) / 1_000);
  const first = (list: ArrayLike<number>): number => Array.from(list).findIndex((state) => state > 0);
  const [does, should] = [first(found), first(expected)];
  if (does < 0) return `never fires, and should from ${seconds(should)} on`;
  if (should < 0) return `fires from ${seconds(does)} on, and should never`;
  const state = found[index] === 0 ? "is silent" : "fires";
  return `${state} at ${seconds(index)}: fires first at ${seconds(does)}, and should at ${seconds(should)}`;
}
