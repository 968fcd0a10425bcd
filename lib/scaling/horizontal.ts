import type { Json } from "../core/json.ts";
import type { KubernetesObject } from "../kubernetes/object.ts";
import type { Labels } from "../kubernetes/selector.ts";
import { behaviorOf } from "./behavior.ts";
import { utilization } from "./resource-target.ts";
import type { Scaled } from "./scaled.ts";

/** The workload that is scaled, as `scaleTargetRef` and `targetRef` name it. Deployments and StatefulSets are of `apps/v1`. */
export function targetRef({ workload: { kind, name } }: Scaled): Json {
  return { apiVersion: "apps/v1", kind, name };
}

/**
 * The HorizontalPodAutoscaler of a service that follows CPU use alone. Kubernetes adds up the requests of all containers of a pod, so
 * that those of sidecars, which stand in no manifest of ours, would move the target, or stop everything where one has none: beside
 * sidecars the container is named (`ContainerResource`, Kubernetes 1.30).
 */
export function horizontalPodAutoscaler(scaled: Scaled, labels: Labels): KubernetesObject {
  const { scaling, name, namespace } = scaled;
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name, namespace, labels },
    spec: {
      scaleTargetRef: targetRef(scaled),
      minReplicas: scaling.min,
      maxReplicas: scaling.max,
      metrics: metricsOf(scaled),
      behavior: behaviorOf(scaling),
    },
  };
}

function metricsOf({ scaling, workload }: Scaled): readonly Json[] {
  return scaling.on.flatMap((trigger): readonly Json[] => {
    if (trigger.kind !== "cpu") return [];
    const averageUtilization = utilization(trigger, workload);
    if (averageUtilization === undefined) return [];
    const target = { type: "Utilization", averageUtilization };
    const container = containerBesideSidecars(workload);
    return container === undefined
      ? [{ type: "Resource", resource: { name: "cpu", target } }]
      : [{ type: "ContainerResource", containerResource: { name: "cpu", container, target } }];
  });
}

/** The container to measure where there are others beside it. */
export function containerBesideSidecars({ sidecars = [], container }: Scaled["workload"]): string | undefined {
  return sidecars.length === 0 ? undefined : container;
}
