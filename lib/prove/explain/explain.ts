import { costOf } from "../../compile/cost.ts";
import { complement } from "../../core/decimal.ts";
import { quantityInWords, windowName } from "../../model/conventions.ts";
import type { Objective } from "../../model/objective.ts";
import { isEventObjective } from "../../rules/kinds.ts";
import { windowSeconds } from "../../rules/windows.ts";
import type { Subject } from "../trial.ts";
import { explainBurnRates } from "./burn-rates.ts";
import type { Budget, ObjectiveExplanation } from "./explanation.ts";
import { policiesInWords } from "./policies.ts";
import { explainThresholds } from "./thresholds.ts";

/**
 * When each alert of an objective fires and is silent again, on how few events, at what cost of the budget: by the
 * specification of its rules, so by what a discrete reference makes of samples. Errors: RangeError for a group without objective.
 */
export function explainObjective(subject: Subject): ObjectiveExplanation {
  const { group, context } = subject;
  const { system, owner } = context;
  const objective = owner.objectives.find(({ name }) => name === group.part);
  if (objective === undefined) throw new RangeError(`${group.name} has no objective`);
  const budget = budgetOf(objective);
  const burns = group.rules.some((rule) => rule.kind === "alert" && rule.origin.kind === "burn-rate");
  return {
    system: system.name,
    owner: owner.name,
    objective: objective.name,
    ...(objective.target === undefined ? {} : { promise: promiseOf(objective) }),
    ...(budget === undefined ? {} : { budget }),
    burnRates: burns ? explainBurnRates(subject) : [],
    thresholds: explainThresholds(subject),
    policies: policiesInWords(objective),
    evaluationInterval: system.prometheus.evaluationInterval.value,
    samplesPerEvaluation: costOf(group, system).samplesPerEvaluation,
  };
}

function budgetOf(objective: Objective): Budget | undefined {
  const window = windowSeconds(objective);
  if (objective.target === undefined || window === undefined) return undefined;
  const share = complement(objective.target.value);
  return { share, window, outage: Math.round(share * window) };
}

function promiseOf(objective: Objective): string {
  const target = objective.target === undefined ? "" : quantityInWords(objective.target);
  if (!isEventObjective(objective)) return `target ${target}`;
  const calendar = objective.over !== undefined && "calendar" in objective.over;
  const window = calendar ? "the calendar month" : windowName(windowSeconds(objective) ?? 0);
  return `${target} of ${objective.indicator.kind === "up" ? "the time" : "all events"} over ${window}`;
}
