import type { RuleGroup } from "../../engine/rule.ts";
import type { EventObjective } from "../../rules/event-series.ts";
import { type Difference, differences } from "../compare.ts";
import type { Observation } from "../observe.ts";
import type { Behaviour } from "../specification.ts";
import type { Subject } from "../trial.ts";
import type { RangeSemantics, World } from "../world.ts";
import { budgetEvery, observeWindow, onlyEvery } from "./observe-window.ts";
import type { WindowPlan } from "./plan.ts";
import { windowWorld } from "./window-world.ts";

/** What rules do on the series of a plan, and what they must do. */
export interface WindowRun {
  readonly subject: Subject;
  readonly objective: EventObjective;
  readonly plan: WindowPlan;
  readonly world: World;
  readonly expected: Behaviour;
  readonly found: Observation;
  readonly differences: readonly Difference[];
  /** Evaluations from one of the budget to the next: 1, except for calendar months. */
  readonly budgetEvery: number;
}

/** Runs the rules of an objective over a plan. */
export function runWindow(
  subject: Subject,
  objective: EventObjective,
  rules: RuleGroup,
  plan: WindowPlan,
  ranges: RangeSemantics = "left-open",
): WindowRun {
  const world = windowWorld(objective, subject.context, plan, ranges);
  const every = budgetEvery(objective.over !== undefined && "calendar" in objective.over, world);
  const { alerts, recorded } = subject.specification.behaviour(world);
  const expected = { alerts, recorded: recorded.map((series) => onlyEvery(series, every)) };
  const found = observeWindow(rules, world, every);
  const apart = differences(subject.group, expected, found);
  return { subject, objective, plan, world, expected, found, differences: apart, budgetEvery: every };
}
