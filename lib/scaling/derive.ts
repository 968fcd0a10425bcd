import type { KubernetesObject } from "../kubernetes/object.ts";
import type { Labels } from "../kubernetes/selector.ts";
import type { System } from "../model/system.ts";

/** Autoscalers and disruption budgets of a system, in the order of its services. */
export function scalingObjects(_system: System, _labels: Labels): readonly KubernetesObject[] {
  return [];
}
