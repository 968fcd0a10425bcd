import type { KubernetesObject } from "../../kubernetes/object.ts";
import { readAutoscaler } from "../../scaling/controller/read-autoscaler.ts";
import type { Load } from "./load.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { sentenceOf } from "./sentence.ts";
import { type ScalingRun, simulateScaling } from "./simulate.ts";
import type { World } from "./world.ts";

/** What an autoscaler did with a load: second by second, in figures, and as a sentence. */
export interface Simulated {
  readonly run: ScalingRun;
  readonly outcome: Outcome;
  readonly says: string;
}

/**
 * Follows an autoscaler, ours or anybody's HorizontalPodAutoscaler or ScaledObject, through a load; `undefined` when the world has
 * none of the metrics that it follows.
 * @throws BurnlineError for an object that no controller could work with
 */
export function simulateObject(object: KubernetesObject, world: World, load: Load): Simulated | undefined {
  const run = simulateScaling(readAutoscaler(object), world, load);
  if (run === undefined) return undefined;
  const outcome = outcomeOf(run);
  return { run, outcome, says: sentenceOf(run, outcome) };
}

/**
 * The same load on the same replicas, once as their autoscaler has it and once as ours.
 * @throws BurnlineError for an object that no controller could work with; RangeError when the world has none of its metrics
 */
export function compareAutoscalers(
  theirs: KubernetesObject,
  ours: KubernetesObject,
  world: World,
  load: Load,
): { readonly theirs: Simulated; readonly ours: Simulated } {
  return { theirs: followed(theirs, world, load), ours: followed(ours, world, load) };
}

function followed(object: KubernetesObject, world: World, load: Load): Simulated {
  const simulated = simulateObject(object, world, load);
  if (simulated === undefined) throw new RangeError(`the world has no metric that ${object.metadata.name} follows`);
  return simulated;
}
