import { ceiling } from "./integer.ts";
import type { AutoscalerSpec, ScalingPolicy, ScalingRules } from "./spec.ts";
import type { ControllerState, ScaleEvent } from "./state.ts";

/** Why an answer is not what stabilization left: Kubernetes' own reasons of the condition `ScalingLimited`. */
export type Limit = "ScaleUpLimit" | "ScaleDownLimit" | "TooManyReplicas" | "TooFewReplicas";

/** An answer within the bounds, and the bound that it met. */
export interface Limited {
  readonly replicas: number;
  readonly limit?: Limit;
}

/** Without `behavior`, replicas at most double, or become 4 (calculateScaleUpLimit in horizontal.go, Kubernetes v1.34). */
const FACTOR = 2;
const LEAST_LIMIT = 4;

/**
 * Keeps an answer within the policies of its direction and within `min` and `max` (convertDesiredReplicasWithBehaviorRate in
 * horizontal.go, Kubernetes v1.34; convertDesiredReplicasWithRules without `behavior`).
 */
export function limitChange(
  spec: AutoscalerSpec,
  state: ControllerState,
  current: number,
  desired: number,
  now: number,
): Limited {
  const { behaviour, min, max } = spec;
  if (behaviour === undefined) {
    if (desired < min) return { replicas: min, limit: "TooFewReplicas" };
    return below(desired, Math.max(FACTOR * current, LEAST_LIMIT), max);
  }
  if (desired > current) return below(desired, Math.max(current, upLimit(behaviour.up, state, current, now)), max);
  if (desired < current) {
    const least = Math.min(current, downLimit(behaviour.down, state, current, now));
    if (desired >= Math.max(least, min)) return { replicas: desired };
    return min < least ? { replicas: least, limit: "ScaleDownLimit" } : { replicas: min, limit: "TooFewReplicas" };
  }
  return { replicas: desired };
}

function below(desired: number, fastest: number, max: number): Limited {
  if (desired <= Math.min(fastest, max)) return { replicas: desired };
  return max > fastest ? { replicas: fastest, limit: "ScaleUpLimit" } : { replicas: max, limit: "TooManyReplicas" };
}

/** calculateScaleUpLimitWithScalingRules: the fastest policy counts, with `Min` the slowest. */
function upLimit(rules: ScalingRules, state: ControllerState, current: number, now: number): number {
  if (rules.select === "Disabled") return current;
  const limits = rules.policies.map((policy) => {
    const start = startOf(policy, state, current, now);
    // Rounded up, as a small target could otherwise never grow.
    return policy.type === "Pods" ? (start + policy.value) | 0 : ceiling(start * (1 + policy.value / 100));
  });
  return rules.select === "Min" ? Math.min(...limits) : Math.max(...limits);
}

/** calculateScaleDownLimitWithBehaviors: as scaling up, with percentages rounded towards 0. */
function downLimit(rules: ScalingRules, state: ControllerState, current: number, now: number): number {
  if (rules.select === "Disabled") return current;
  const limits = rules.policies.map((policy) => {
    const start = startOf(policy, state, current, now);
    return policy.type === "Pods" ? start - policy.value : Math.trunc(start * (1 - policy.value / 100));
  });
  return rules.select === "Min" ? Math.max(...limits) : Math.min(...limits);
}

/** Replicas when the period of a policy began: changes since then, in both directions, are taken back. */
function startOf({ period }: ScalingPolicy, { ups, downs }: ControllerState, current: number, now: number): number {
  return current - changeSince(ups, now - period) + changeSince(downs, now - period);
}

function changeSince(events: readonly ScaleEvent[], from: number): number {
  let change = 0;
  for (const event of events) if (event.at > from) change += event.change;
  return change;
}
