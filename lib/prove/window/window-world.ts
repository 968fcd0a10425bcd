import type { Context } from "../../rules/context.ts";
import type { EventObjective } from "../../rules/event-series.ts";
import { stimulate } from "../stimulate/stimulate.ts";
import { worldOf } from "../stimulate/world-of.ts";
import type { RangeSemantics, World } from "../world.ts";
import type { WindowPlan } from "./plan.ts";

/** The series of a plan, evaluated at the interval of the model. */
export function windowWorld(
  objective: EventObjective,
  context: Context,
  { replicas, seconds, start, missed }: WindowPlan,
  ranges: RangeSemantics = "left-open",
): World {
  const series = replicas.flatMap((replica) => stimulate(objective, context, [replica], { phase: replica.phase }));
  const interval = context.system.prometheus.evaluationInterval.value;
  return worldOf(series, { interval, seconds, start, ranges, missed });
}
