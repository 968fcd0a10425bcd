import { type Decision, decide } from "../../../lib/scaling/controller/decide.ts";
import type { Observation } from "../../../lib/scaling/controller/observation.ts";
import {
  type AutoscalerSpec,
  CONTROLLER_DEFAULTS,
  type ControllerSettings,
} from "../../../lib/scaling/controller/spec.ts";
import { type ControllerState, INITIAL_STATE } from "../../../lib/scaling/controller/state.ts";

/** What the controller reads besides the number of replicas, which the run knows. */
export type View = Omit<Observation, "replicas">;

/** One sync of a run. */
export interface Sync {
  /** Units: seconds, on the clock of the run. */
  readonly at: number;
  /** `spec.replicas` of the target from this sync on. */
  readonly replicas: number;
  readonly reasons: Decision["reasons"];
}

/** How long a controller runs, and on what it starts. Units: seconds. */
export interface RunOptions {
  /** Replicas of the target before the first sync. */
  readonly replicas: number;
  /** Moment of the first sync. Default: 0. */
  readonly from?: number;
  /** No sync is later than this. */
  readonly until: number;
  /** What the controller already knows. Default: nothing, as after a restart of kube-controller-manager. */
  readonly state?: ControllerState;
  readonly settings?: ControllerSettings;
}

/**
 * The controller over time: a sync every `syncPeriod` (15 seconds), each with what `observe` sees at that moment, given the
 * replicas that the sync before has asked for.
 */
export function runController(
  spec: AutoscalerSpec,
  observe: (now: number, replicas: number) => View,
  { replicas: initial, from = 0, until, state: known = INITIAL_STATE, settings = CONTROLLER_DEFAULTS }: RunOptions,
): readonly Sync[] {
  const syncs: Sync[] = [];
  let replicas = initial;
  let state = known;
  for (let at = from; at <= until; at += settings.syncPeriod) {
    const { pods, statusReplicas, values } = observe(at, replicas);
    const observation: Observation = {
      replicas,
      pods,
      ...(statusReplicas === undefined ? {} : { statusReplicas }),
      ...(values === undefined ? {} : { values }),
    };
    const decision = decide(spec, state, observation, at, settings);
    ({ state, replicas } = decision);
    syncs.push({ at, replicas, reasons: decision.reasons });
  }
  return syncs;
}
