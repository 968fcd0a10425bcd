import type { KubernetesObject } from "../kubernetes/object.ts";
import type { Labels } from "../kubernetes/selector.ts";
import type { Scaling } from "../model/scaling.ts";
import type { Scaled } from "./scaled.ts";

/** Pods that a drain may take at once where nothing is said. */
const MAX_UNAVAILABLE = 1;

/** Pods that a drain of nodes may take at once. */
export function maxUnavailable(scaling: Scaling): number {
  return scaling.maxUnavailable ?? MAX_UNAVAILABLE;
}

/**
 * The PodDisruptionBudget of a scaled service. It says how many may be away and not how many must be there, so that it stays right
 * whatever number the autoscaler chooses, and pods that are not ready may always be evicted, as otherwise a crash loop would
 * block every drain (`unhealthyPodEvictionPolicy`, Kubernetes 1.31). `undefined` without labels to select by: an empty selector would
 * take the whole namespace.
 */
export function podDisruptionBudget(
  { workload, scaling, namespace }: Scaled,
  labels: Labels,
): KubernetesObject | undefined {
  if (workload.labels === undefined || Object.keys(workload.labels).length === 0) return undefined;
  return {
    apiVersion: "policy/v1",
    kind: "PodDisruptionBudget",
    metadata: { name: workload.name, namespace, labels },
    spec: {
      maxUnavailable: maxUnavailable(scaling),
      unhealthyPodEvictionPolicy: "AlwaysAllow",
      selector: { matchLabels: workload.labels },
    },
  };
}
