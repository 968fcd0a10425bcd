import type { Compilation } from "../../compile/compile.ts";
import type { RuleGroup } from "../../engine/rule.ts";
import type { AlertExpectation, RecordingExpectation } from "../../model/expectation.ts";
import type { System } from "../../model/system.ts";
import { vitalMetrics, vitalSelector } from "../../rules/absence.ts";
import type { DerivedGroup } from "../../rules/derived.ts";
import { isEventObjective } from "../../rules/kinds.ts";
import { alertStates } from "../reference/alert-states.ts";
import { instantValue } from "../reference/rate.ts";
import { seriesOf } from "../reference/select.ts";
import { FIRING } from "../specification.ts";
import { subjectOf } from "../subjects.ts";
import type { Subject } from "../trial.ts";
import type { AlertProof, ObjectiveProof, SystemProof } from "../verdict.ts";
import { evaluationTime, type World } from "../world.ts";
import { type Expected, judgeAlert, OtherRules } from "./judge-alert.ts";
import { judgeRecording } from "./judge-recording.ts";
import { onePagePerCause } from "./one-page.ts";

/** Rule groups that others wrote, and the model that says what they have to do. */
export interface RulesToProve {
  readonly system: System;
  readonly compilation: Pick<Compilation, "groups">;
  readonly groups: readonly RuleGroup[];
}

/**
 * Judges rules that others wrote by the obligations of the model's own alerts: those that the model's expectations name,
 * and those that have the name and severity of an alert that the model derives. An alert that is neither is not covered.
 */
export function proveRules({ system, compilation, groups }: RulesToProve): SystemProof {
  const others = new OtherRules(groups);
  const subjects = compilation.groups.map((group) => subjectOf(group, system));
  const expectations = system.expectations ?? [];
  const expected = [
    ...expectations.filter((one) => "alert" in one).flatMap((one) => standing(one, subjects)),
    ...subjects.flatMap((subject) => ofTheSameName(subject, others)),
  ];
  const judged = expected.map(({ subject, ...one }) => judgeAlert(one, subject, others));
  return {
    system: system.name,
    alerts: [...judged, ...withoutPromise(others, expected)],
    objectives: expectations.filter((one) => "record" in one).flatMap((one) => recording(one, subjects, others)),
    bundle: subjects.flatMap((subject) => onePagePerCause(subject, others)),
  };
}

type Standing = Expected & { readonly subject: Subject };

function standing(
  { alert, labels, objective, fires }: AlertExpectation,
  subjects: readonly Subject[],
): readonly Standing[] {
  return subjects
    .filter(({ group }) => `${group.owner}/${group.part}` === objective)
    .map((subject) => ({
      alert,
      labels,
      subject,
      standsFor: rulesThatFire(subject.group, fires),
      ...(fires === "absence" ? { fires: (world: World) => missing(subject, world) } : {}),
    }));
}

/** When all series that the indicator cannot do without are missing for so long; others do not ask whether targets answer. */
function missing({ group, context }: Subject, world: World): Uint8Array {
  const objective = context.owner.objectives.find(({ name }) => name === group.part);
  if (objective?.absence.kind !== "alertAfter") return new Uint8Array(world.evaluations.count);
  const vital = vitalMetrics(objective.indicator).map((one) => seriesOf(world, vitalSelector(one, context)));
  const held = Uint8Array.from({ length: world.evaluations.count }, (_, index) => {
    const time = evaluationTime(world, index);
    return vital.some((series) => series.every((one) => Number.isNaN(instantValue(world, one, time)))) ? 1 : 0;
  });
  const states = alertStates(held, objective.absence.after.value * 1_000, world.evaluations);
  return states.map((state) => (state === FIRING ? 1 : 0));
}

function rulesThatFire({ rules }: DerivedGroup, fires: string): readonly number[] {
  return rules.flatMap((rule, index) => {
    if (rule.kind !== "alert") return [];
    const absence = rule.origin.kind === "absence";
    return (fires === "absence" ? absence : !absence && rule.labels.severity === fires) ? [index] : [];
  });
}

/** The alerts of a group by name and severity, as far as the files have such rules. */
function ofTheSameName(subject: Subject, others: OtherRules): readonly Standing[] {
  const byIdentity = new Map<string, Omit<Standing, "standsFor"> & { readonly standsFor: number[] }>();
  for (const [index, rule] of subject.group.rules.entries()) {
    if (rule.kind !== "alert") continue;
    const { alert } = rule;
    const labels = { severity: rule.labels.severity ?? "" };
    if (others.alerts(alert, labels).length === 0) continue;
    const key = JSON.stringify([alert, labels]);
    const one = byIdentity.get(key);
    if (one === undefined) byIdentity.set(key, { alert, labels, subject, standsFor: [index] });
    else one.standsFor.push(index);
  }
  return [...byIdentity.values()];
}

/** Alerts of the files of which nothing says when they have to fire. */
function withoutPromise(others: OtherRules, expected: readonly Expected[]): readonly AlertProof[] {
  const judged = new Set(expected.flatMap(({ alert, labels }) => others.alerts(alert, labels)));
  return others.all.flatMap(({ rule, labels }): AlertProof[] => {
    if (judged.has(rule)) return [];
    const says = "nothing in the model says when this alert has to fire: name it under `expectations`";
    const results = [{ obligation: "fires-just-above", verdict: "NOT COVERED", says: [says], worlds: 0 }] as const;
    return [{ alert: rule.alert, labels, group: "", owner: "", part: "", kind: "condition", results }];
  });
}

function recording(
  expectation: RecordingExpectation,
  subjects: readonly Subject[],
  others: OtherRules,
): readonly ObjectiveProof[] {
  return subjects.flatMap((subject) => {
    const { group, context } = subject;
    if (`${group.owner}/${group.part}` !== expectation.objective) return [];
    const objective = context.owner.objectives.find(({ name }) => name === group.part);
    if (objective === undefined || !isEventObjective(objective)) return [];
    return [judgeRecording(expectation, objective, subject, others)];
  });
}
