import type { Objective } from "../model/objective.ts";
import type { EventObjective } from "./event-series.ts";

/** True for objectives whose indicator counts events or moments. */
export function isEventObjective(objective: Objective): objective is EventObjective {
  const { kind } = objective.indicator;
  return kind === "ratio" || kind === "latency" || kind === "hitRatio" || kind === "up";
}
