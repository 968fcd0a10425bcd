import { decide } from "../../scaling/controller/decide.ts";
import { type AutoscalerMetric, type AutoscalerSpec, CONTROLLER_DEFAULTS } from "../../scaling/controller/spec.ts";
import { INITIAL_STATE } from "../../scaling/controller/state.ts";
import { Fleet, RESOLUTION } from "./fleet.ts";
import type { Load } from "./load.ts";
import { Meters } from "./meters.ts";
import { type Timeline, timeline } from "./timeline.ts";
import type { World } from "./world.ts";

/** Time before the load changes, in which the number of replicas settles. Units: seconds, a multiple of every interval. */
const LEAD = 3_600;

/** What an autoscaler did, second by second. */
export interface ScalingRun {
  readonly load: Load;
  readonly world: World;
  readonly spec: AutoscalerSpec;
  readonly timeline: Timeline;
  /** Keys of the metrics of which the world has nothing. */
  readonly leftOut: readonly string[];
}

/**
 * Follows an autoscaler through a load, by Kubernetes' own algorithm (`lib/scaling/controller`). Where clocks could stand in any
 * way to each other, they stand in the worst: the controller looks just before the next reading of its metrics arrives, and the load
 * changes just after one. `undefined` when the world has none of the metrics that the autoscaler follows.
 */
export function simulateScaling(spec: AutoscalerSpec, world: World, load: Load): ScalingRun | undefined {
  const followed: AutoscalerSpec = { ...spec, metrics: spec.metrics.filter((one) => isKnown(one, world)) };
  const leftOut = spec.metrics.filter((one) => !isKnown(one, world)).map(({ key }) => key);
  if (followed.metrics.length === 0) return undefined;
  const { syncPeriod } = CONTROLLER_DEFAULTS;
  const length = LEAD + load.length;
  const fleet = new Fleet(world.pod, spec.min);
  const meters = new Meters(world, length);
  const kept = timeline(load.length);
  let state = INITIAL_STATE;
  for (let now = 0; now < length; now++) {
    fleet.tick(now);
    if (now > 0 && now % syncPeriod === 0) {
      const { ofPods, ofAll } = meters.values(followed.metrics);
      const observation = { replicas: fleet.size, pods: fleet.observe(now, ofPods), values: ofAll };
      const decision = decide(followed, state, observation, now);
      state = decision.state;
      if (decision.replicas !== fleet.size) fleet.scale(decision.replicas, now);
    }
    if (now > 0 && now % RESOLUTION === 0) fleet.sample(now, meters.use);
    if (now > 0 && now % world.scrape === 0) meters.scrape(now, fleet);
    const { vertical } = world;
    if (vertical !== undefined && now > 0 && now % vertical.every === 0) {
      fleet.request(Math.max(LEAST_REQUEST, vertical.margin * meters.use.mean(now - vertical.every, now)));
    }
    meters.second(fleet, world.base * load.factor(now - LEAD), now - LEAD, kept);
  }
  return { load, world, spec, timeline: kept, leftOut };
}

/** Least that a VerticalPodAutoscaler recommends (`--pod-recommendation-min-cpu-millicores`). Units: cores. */
const LEAST_REQUEST = 0.025;

function isKnown(metric: AutoscalerMetric, world: World): boolean {
  const measure = world.measures(metric);
  if (measure === undefined) return false;
  return world.pod.memory !== undefined || (measure.kind !== "memory" && measure.kind !== "total-memory");
}
