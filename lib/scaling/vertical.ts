import type { KubernetesObject } from "../kubernetes/object.ts";
import type { Labels } from "../kubernetes/selector.ts";
import { targetRef } from "./horizontal.ts";
import type { Scaled } from "./scaled.ts";

/**
 * A VerticalPodAutoscaler that recommends requests and changes none (`Off`): one that changed them would move the target of the
 * horizontal one, whose percentage is of these requests, and both would answer the same load
 * (https://github.com/kubernetes/autoscaler/blob/master/vertical-pod-autoscaler/docs/known-limitations.md).
 */
export function verticalPodAutoscaler(scaled: Scaled, labels: Labels): KubernetesObject {
  return {
    apiVersion: "autoscaling.k8s.io/v1",
    kind: "VerticalPodAutoscaler",
    metadata: { name: scaled.workload.name, namespace: scaled.namespace, labels },
    spec: { targetRef: targetRef(scaled), updatePolicy: { updateMode: "Off" } },
  };
}
