import type { KubernetesObject } from "../kubernetes/object.ts";
import type { Labels } from "../kubernetes/selector.ts";
import type { System } from "../model/system.ts";
import { podDisruptionBudget } from "./disruption-budget.ts";
import { horizontalPodAutoscaler } from "./horizontal.ts";
import type { MetricSelector } from "./queries.ts";
import { needsKeda, type Scaled, scaledServices } from "./scaled.ts";
import { scaledObject } from "./scaled-object.ts";
import { verticalPodAutoscaler } from "./vertical.ts";

/**
 * Autoscalers and disruption budgets of a system, in the order of its services: one autoscaler for each service, of KEDA where
 * Prometheus has to be asked, then its disruption budget, then the recommendations of requests.
 */
export function scalingObjects(system: System, labels: Labels, select: MetricSelector): readonly KubernetesObject[] {
  return scaledServices(system).flatMap((scaled) => objectsOf(system, scaled, labels, select));
}

function objectsOf(
  system: System,
  scaled: Scaled,
  labels: Labels,
  select: MetricSelector,
): readonly KubernetesObject[] {
  const budget = podDisruptionBudget(scaled, labels);
  return [
    needsKeda(scaled.scaling) ? scaledObject(system, scaled, labels, select) : horizontalPodAutoscaler(scaled, labels),
    ...(budget === undefined ? [] : [budget]),
    ...(scaled.scaling.recommendsRequests === true ? [verticalPodAutoscaler(scaled, labels)] : []),
  ];
}
