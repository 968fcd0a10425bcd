import type { Json } from "../../../lib/core/json.ts";
import type { KubernetesObject } from "../../../lib/kubernetes/object.ts";
import type { Measure, World } from "../../../lib/prove/scaling/world.ts";
import { resourceMeasure } from "../../../lib/prove/scaling/world-of.ts";
import type { AutoscalerMetric } from "../../../lib/scaling/controller/spec.ts";

/** A HorizontalPodAutoscaler of 4 to 20 replicas, with Kubernetes' own pace. */
export function horizontal(metrics: readonly Json[], more: Readonly<Record<string, Json>> = {}): KubernetesObject {
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "api" },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "api" },
      minReplicas: 4,
      maxReplicas: 20,
      metrics,
      behavior: {
        scaleUp: {
          policies: [
            { type: "Percent", value: 100, periodSeconds: 15 },
            { type: "Pods", value: 4, periodSeconds: 15 },
          ],
        },
        scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: "Percent", value: 100, periodSeconds: 15 }] },
      },
      ...more,
    },
  };
}

/** A target of a resource in percent of the request. */
export function use(name: "cpu" | "memory", percent: number): Json {
  return { type: "Resource", resource: { name, target: { type: "Utilization", averageUtilization: percent } } };
}

/** A target of an external metric for each replica. */
export function external(name: string, averageValue: string): Json {
  return { type: "External", external: { metric: { name }, target: { type: "AverageValue", averageValue } } };
}

/** 4 replicas at 70 % of their CPU, which is all that they request; ready after 90 seconds; 99 % of events good in 30 days. */
export const WORLD: World = {
  pod: { container: "api", carries: 1, cpuLimit: 1, requests: { cpu: 1 }, startup: 90 },
  base: 2.8,
  measures: resourceMeasure,
  scrape: 30,
  budget: { name: "api/availability", target: 0.99, window: 2_592_000 },
};

/** Metrics by their key, besides those of resources. */
export function measuring(measures: Readonly<Record<string, Measure>>): World["measures"] {
  return (metric: AutoscalerMetric) => resourceMeasure(metric) ?? measures[metric.key];
}
