import { percent, seconds } from "../core/quantity.ts";
import type { ScalingPace } from "../model/scaling.ts";
import { CONTROLLER_DEFAULTS } from "./controller/spec.ts";

/** How far a metric may be from its target, as a share of it, before the controller does anything. */
export const TOLERANCE = CONTROLLER_DEFAULTS.tolerance;

/** Longest `periodSeconds` and longest `stabilizationWindowSeconds` that the API server takes. Units: seconds. */
export const LONGEST_PERIOD = 1_800;
export const LONGEST_STABILIZATION = 3_600;

/**
 * How fast Kubernetes adds and removes replicas where nothing is said
 * (https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#default-behavior). Written out in every
 * autoscaler, because flags of the controller change the windows of those that say nothing.
 */
export const DEFAULT_UP: ScalingPace = {
  stabilization: seconds(0),
  steps: [
    { share: percent(100), every: seconds(15) },
    { pods: 4, every: seconds(15) },
  ],
};

export const DEFAULT_DOWN: ScalingPace = {
  stabilization: seconds(300),
  steps: [{ share: percent(100), every: seconds(15) }],
};
