import type { RuleGroup } from "../../engine/rule.ts";
import { isEventObjective } from "../../rules/kinds.ts";
import { windowSeconds } from "../../rules/windows.ts";
import type { Subject } from "../trial.ts";
import type { ObjectiveProof } from "../verdict.ts";
import { judgeNeverNan } from "./judge-never-nan.ts";
import { judgeRawEvents } from "./judge-raw-events.ts";
import { judgeWholeWindow } from "./judge-whole-window.ts";
import { windowPlan } from "./plan.ts";
import { runWindow } from "./run-window.ts";

/** The seed of the plan that every objective is proved on. */
const SEED = 1;

/** A calendar month of 31 days, from its beginning into the next one. Units: seconds. */
const MONTH = 31 * 86_400;

/** Of ranges as in Prometheus 2, a part of the window shows the same at a fifteenth of the cost. Units: seconds. */
const SHORT = 2 * 86_400;

/**
 * What the rules of an objective with an error budget do over its whole window and a little longer, on series of a plan
 * that has everything in it which happens to a service.
 *
 * @throws RangeError for a group that belongs to no objective with a budget
 */
export function proveWindow(subject: Subject, rules: RuleGroup, seed = SEED): ObjectiveProof {
  const { group, context } = subject;
  const objective = context.owner.objectives.find(({ name }) => name === group.part);
  const window = objective === undefined ? undefined : windowSeconds(objective);
  if (objective === undefined || window === undefined || !isEventObjective(objective)) {
    throw new RangeError(`${group.name} keeps no error budget`);
  }
  const proof = { owner: group.owner, objective: objective.name };
  const month = objective.over !== undefined && "calendar" in objective.over;
  const run = runWindow(subject, objective, rules, windowPlan(objective, context, month ? MONTH : window, seed));
  const short = windowPlan(objective, context, Math.min(SHORT, window), seed);
  const [open, closed] = [
    runWindow(subject, objective, rules, short),
    runWindow(subject, objective, rules, short, "closed"),
  ];
  return { ...proof, results: [judgeWholeWindow(run, open, closed), judgeRawEvents(run), judgeNeverNan(run)] };
}
