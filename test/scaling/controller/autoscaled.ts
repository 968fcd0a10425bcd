import type { Json } from "../../../lib/core/json.ts";
import type { KubernetesObject } from "../../../lib/kubernetes/object.ts";
import { decide } from "../../../lib/scaling/controller/decide.ts";
import type { PodObservation } from "../../../lib/scaling/controller/observation.ts";
import { readAutoscaler } from "../../../lib/scaling/controller/read-autoscaler.ts";
import { INITIAL_STATE } from "../../../lib/scaling/controller/state.ts";
import type { View } from "./run-controller.ts";

/** The moment of the syncs in tests of one sync. Units: seconds. */
export const NOW = 10_000;

/** A HorizontalPodAutoscaler of the Deployment `api`, from 1 to 100 replicas. */
export function autoscaler(spec: Readonly<Record<string, Json>>): KubernetesObject {
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "api", namespace: "shop" },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "api" },
      maxReplicas: 100,
      behavior: {},
      ...spec,
    },
  };
}

/** `Resource` metric with a target in percent of requests. */
export function utilization(averageUtilization: number, name = "cpu"): Json {
  return { type: "Resource", resource: { name, target: { type: "Utilization", averageUtilization } } };
}

/** A pod that has long been ready, with one container that asks for one core and 1,000 bytes. */
export function pod(cpu?: number, more: Partial<PodObservation> = {}): PodObservation {
  return {
    phase: "Running",
    startedAt: 0,
    ready: { is: true, since: 20 },
    containers: [{ name: "api", requests: { cpu: 1, memory: 1_000 } }],
    ...(cpu === undefined
      ? {}
      : { sample: { at: NOW, window: 15, containers: [{ name: "api", usage: { cpu, memory: cpu * 1_000 } }] } }),
    ...more,
  };
}

/** What a controller that has just started asks for. Default: as many replicas as there are pods. */
export function asked(
  spec: Readonly<Record<string, Json>>,
  pods: readonly PodObservation[],
  replicas = pods.length,
  values: View["values"] = {},
): number {
  const observation = { replicas, pods, values };
  // Nothing is held back, so that what is asked for can be seen.
  const rules = { stabilizationWindowSeconds: 0 };
  const object = autoscaler({ behavior: { scaleUp: rules, scaleDown: rules }, ...spec });
  return decide(readAutoscaler(object), INITIAL_STATE, observation, NOW).replicas;
}
