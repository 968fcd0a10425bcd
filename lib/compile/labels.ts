import type { System } from "../model/system.ts";

/**
 * Labels of every object: the recommended ones (https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/)
 * and those that the Prometheus operator selects on.
 */
export function commonLabels(system: System): Readonly<Record<string, string>> {
  return {
    "app.kubernetes.io/managed-by": "burnline",
    "app.kubernetes.io/part-of": system.name,
    ...system.prometheus.selectorLabels,
  };
}
