import { isEventObjective } from "../../rules/kinds.ts";
import { windowSeconds } from "../../rules/windows.ts";
import type { Subject } from "../trial.ts";
import { windowPlan } from "../window/plan.ts";
import { windowWorld } from "../window/window-world.ts";
import type { World } from "../world.ts";

/** The seed of the plan that every objective is proved on. */
const SEED = 1;

/** The world in which an objective with an error budget is run over its whole window; none for other groups. */
export function windowWorlds({ group, context }: Subject): readonly World[] {
  const objective = context.owner.objectives.find(({ name }) => name === group.part);
  if (objective === undefined || !isEventObjective(objective)) return [];
  const window = windowSeconds(objective);
  if (window === undefined) return [];
  return [windowWorld(objective, context, windowPlan(objective, context, window, SEED))];
}
