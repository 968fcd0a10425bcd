import type { KubernetesObject } from "../kubernetes/object.ts";
import type { System } from "../model/system.ts";
import { select } from "../rules/context.ts";
import { scalingObjects } from "../scaling/derive.ts";
import { commonLabels } from "./labels.ts";

/** Autoscalers and disruption budgets of a system, which ask Prometheus by the selectors of its rules; none on hosts alone. */
export function scalingObjectsOf(system: System): readonly KubernetesObject[] {
  if (!system.runs.includes("kubernetes")) return [];
  return scalingObjects(system, commonLabels(system), (owner, metric) => select({ system, owner }, metric));
}
