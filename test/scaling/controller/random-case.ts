import type { KubernetesObject } from "../../../lib/kubernetes/object.ts";
import { Random } from "../../../lib/prove/random.ts";
import { type Decision, decide } from "../../../lib/scaling/controller/decide.ts";
import type { Observation } from "../../../lib/scaling/controller/observation.ts";
import { readAutoscaler } from "../../../lib/scaling/controller/read-autoscaler.ts";
import type { AutoscalerSpec, ControllerSettings } from "../../../lib/scaling/controller/spec.ts";
import { INITIAL_STATE } from "../../../lib/scaling/controller/state.ts";
import { pick, randomAutoscaler, randomSettings } from "./random-autoscaler.ts";
import { randomObservation } from "./random-observation.ts";

/** What the controller reads at one sync; without `replicas` the target has what the controller last set. */
export interface Step extends Omit<Observation, "replicas" | "statusReplicas"> {
  readonly replicas?: number;
  readonly statusReplicas: number;
}

/** An autoscaler over several syncs, as the oracle reads it. The first sync is one period after 0. */
export interface HpaCase {
  readonly hpa: KubernetesObject;
  readonly settings: ControllerSettings;
  readonly steps: readonly Step[];
}

/** Random autoscalers under random loads, and what our controller does at each sync. */
export interface PlayedCase extends HpaCase {
  readonly decisions: readonly Decision[];
}

/** The same cases for the same seed. */
export function randomCases(count: number, seed: number): readonly PlayedCase[] {
  const random = new Random(seed);
  return Array.from({ length: count }, () => randomCase(random));
}

function randomCase(random: Random): PlayedCase {
  const hpa = randomAutoscaler(random);
  const settings = randomSettings(random);
  const spec = readAutoscaler(hpa, settings);
  const steps: Step[] = [];
  const decisions: Decision[] = [];
  const length = pick(random, [1, 2, 3, 4, 6, 8, 16]);
  let replicas = 0;
  let state = INITIAL_STATE;
  for (let index = 0; index < length; index++) {
    // Somebody else sets the number of replicas, now and then out of bounds.
    const isSet = index === 0 || random.next() < 0.05;
    if (isSet) replicas = startOf(random, spec);
    const now = settings.syncPeriod * (index + 1);
    const observation = { ...randomObservation(random, spec, replicas, now, settings), replicas };
    const { replicas: seen, ...rest } = observation;
    steps.push(isSet ? { ...rest, replicas: seen } : rest);
    const decision = decide(spec, state, observation, now, settings);
    decisions.push(decision);
    ({ state, replicas } = decision);
  }
  return { hpa, settings, steps, decisions };
}

function startOf(random: Random, { min, max }: AutoscalerSpec): number {
  const chance = random.next();
  if (chance < 0.03) return max + random.whole(1, 3);
  if (chance < 0.06) return Math.max(0, min - 1);
  return random.whole(min, max);
}
