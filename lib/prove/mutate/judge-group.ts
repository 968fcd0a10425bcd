import { nameOf, type RuleGroup } from "../../engine/rule.ts";
import type { ObligationId } from "../obligation.ts";
import type { GroupTrials } from "../prove-group.ts";
import { annotationEvidence } from "../static/annotations.ts";
import { labelEvidence } from "../static/labels.ts";
import { isTrial, type Subject } from "../trial.ts";
import type { World } from "../world.ts";
import { MutantJudge } from "./judge.ts";
import type { Mutant, MutationOperator } from "./mutant.ts";
import { mutantsOf } from "./mutants.ts";
import { windowWorlds } from "./window-worlds.ts";

/** What the proofs say of a mutant. Plain data: mutants are judged in worker threads. */
export interface JudgedMutant {
  readonly id: string;
  readonly group: string;
  /** Name of the rule. */
  readonly rule: string;
  readonly isAlert: boolean;
  readonly operator: MutationOperator;
  readonly description: string;
  /** The obligations whose world refuted it; absent where it survived. */
  readonly refutedBy?: readonly ObligationId[];
}

/** What the proofs say of the mutants of a group. */
export interface JudgedGroup {
  readonly group: string;
  readonly mutants: readonly JudgedMutant[];
  /** Obligations that the rules fail without any fault; nothing is shown by the mutants of such a group. */
  readonly faults: readonly ObligationId[];
}

/** Which mutants are judged. */
export interface MutantFilter {
  /** Name of the rule. */
  readonly rule?: string;
  readonly operator?: string;
}

/** The mutants of a group that a filter lets through. */
export function chosenMutants(rules: RuleGroup, { rule, operator }: MutantFilter): readonly Mutant[] {
  return mutantsOf(rules).filter(
    (mutant) =>
      (operator === undefined || mutant.operator === operator) &&
      (rule === undefined || rule === nameAt(rules, mutant.index)),
  );
}

/** Judges mutants of a group by its trials. */
export function judgeGroup(trials: GroupTrials, rules: RuleGroup, mutants: readonly Mutant[]): JudgedGroup {
  const windows = windowWorlds(trials.subject);
  const judge = new MutantJudge(trials, rules, windows);
  const shownOn = (world: World): readonly ObligationId[] =>
    windows.includes(world) ? ["whole-window"] : obligationsOf(trials, world);
  return {
    group: rules.name,
    mutants: mutants.map((mutant) => {
      const described = describe(rules, mutant);
      if (mutant.operator === "annotation") return { ...described, ...byAnnotations(trials.subject, mutant) };
      const refutation = judge.judge(mutant);
      return refutation === undefined ? described : { ...described, refutedBy: shownOn(refutation.world) };
    }),
    faults: [...new Set(judge.faults.flatMap(({ world }) => shownOn(world)))],
  };
}

/** Annotations are judged as they are written; what an alert does, does not depend on them. */
function byAnnotations(subject: Subject, { index, rule }: Mutant): Pick<JudgedMutant, "refutedBy"> {
  const derived = subject.group.rules[index];
  if (derived?.kind !== "alert" || rule?.kind !== "alerting") return {};
  const alert = { ...derived, annotations: rule.annotations ?? {} };
  const subjected = { subject, alert, rule: index };
  const refuted = [...annotationEvidence(subjected), ...labelEvidence(subjected)].filter(
    ({ verdict }) => verdict === "REFUTED",
  );
  return refuted.length === 0 ? {} : { refutedBy: refuted.map(({ obligation }) => obligation) };
}

/** A mutant without its rule. */
export function describe(rules: RuleGroup, { id, group, index, operator, description }: Mutant): JudgedMutant {
  const isAlert = rules.rules[index]?.kind === "alerting";
  return { id, group, rule: nameAt(rules, index), isAlert, operator, description };
}

function nameAt({ rules }: RuleGroup, index: number): string {
  const rule = rules[index];
  return rule === undefined ? "" : nameOf(rule);
}

function obligationsOf({ evidence }: GroupTrials, world: World): readonly ObligationId[] {
  return [
    ...new Set(evidence.filter((one) => isTrial(one) && one.world === world).map(({ obligation }) => obligation)),
  ];
}
