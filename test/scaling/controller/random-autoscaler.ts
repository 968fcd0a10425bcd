import { given } from "../../../lib/core/given.ts";
import type { Json } from "../../../lib/core/json.ts";
import type { KubernetesObject } from "../../../lib/kubernetes/object.ts";
import type { Random } from "../../../lib/prove/random.ts";
import type { ControllerSettings } from "../../../lib/scaling/controller/spec.ts";

/** Containers that random pods have; the last one is in no autoscaler. */
export const CONTAINERS = ["api", "sidecar", "logs"] as const;

/** One of `items`, each as likely. */
export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[random.whole(0, items.length - 1)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

/** What is there with this chance, and left out otherwise. */
export function perhaps<Key extends string, T>(
  random: Random,
  chance: number,
  key: Key,
  make: () => T,
): { readonly [K in Key]?: T } {
  return given(key, random.next() < chance ? make() : undefined);
}

/** Flags of the controller: mostly its defaults, sometimes any. */
export function randomSettings(random: Random): ControllerSettings {
  return {
    syncPeriod: pick(random, [15, 15, 15, 5, 30, 60]),
    downscaleStabilization: pick(random, [300, 300, 60, 30, 15, 0]),
    tolerance: pick(random, [0.1, 0.1, 0.1, 0, 0.05, 0.015, 0.25]),
    cpuInitializationPeriod: pick(random, [300, 300, 120, 30, 0]),
    initialReadinessDelay: pick(random, [30, 30, 10, 0]),
  };
}

/** A HorizontalPodAutoscaler that the API server would take, with one to four metrics of every kind. */
export function randomAutoscaler(random: Random): KubernetesObject {
  const min = pick(random, [0, 1, 1, 1, 2, 3, 5]);
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name: "api", namespace: "default" },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "api" },
      ...(min === 1 && random.next() < 0.5 ? {} : { minReplicas: min }),
      maxReplicas: Math.max(min, 1) + random.whole(0, random.next() < 0.8 ? 30 : 3),
      ...perhaps(random, 0.97, "metrics", () => randomMetrics(random)),
      ...perhaps(random, 0.7, "behavior", () => ({
        ...perhaps(random, 0.7, "scaleUp", () => randomRules(random)),
        ...perhaps(random, 0.7, "scaleDown", () => randomRules(random)),
      })),
    },
  };
}

function randomMetrics(random: Random): readonly Json[] {
  const count = pick(random, [1, 1, 1, 2, 2, 3, 4]);
  return Array.from({ length: count }, (_, index) => randomMetric(random, index));
}

function randomMetric(random: Random, index: number): Json {
  switch (random.whole(0, 5)) {
    case 0:
    case 1:
      return { type: "Resource", resource: randomResource(random) };
    case 2: {
      const container = pick(random, CONTAINERS);
      return { type: "ContainerResource", containerResource: { container, ...randomResource(random) } };
    }
    case 3: {
      const target = { type: "AverageValue", averageValue: randomQuantity(random) };
      return { type: "Pods", pods: { metric: metricName(random, index), target } };
    }
    case 4: {
      const describedObject = { apiVersion: "networking.k8s.io/v1", kind: "Ingress", name: "main" };
      return { type: "Object", object: { describedObject, metric: metricName(random, index), target: total(random) } };
    }
    default:
      return { type: "External", external: { metric: metricName(random, index), target: total(random) } };
  }
}

function randomResource(random: Random): Readonly<Record<string, Json>> {
  const name = random.next() < 0.6 ? "cpu" : "memory";
  if (random.next() < 0.25) {
    const averageValue = pick(random, name === "cpu" ? ["250m", "1"] : ["300Mi", "2G"]);
    return { name, target: { type: "AverageValue", averageValue } };
  }
  const averageUtilization = pick(random, [50, 60, 70, 80, 90, 1, 33, 100, 150, 250]);
  return { name, target: { type: "Utilization", averageUtilization } };
}

function total(random: Random): Json {
  return random.next() < 0.5
    ? { type: "AverageValue", averageValue: randomQuantity(random) }
    : { type: "Value", value: randomQuantity(random) };
}

function randomQuantity(random: Random): Json {
  return pick<Json>(random, ["100m", "1", 10, "30", "2500m", "1k", "0.0005", "7", "1.5", "2e3", "333333u", "4Gi"]);
}

function metricName(random: Random, index: number): Json {
  return {
    name: `load_${index}`,
    ...perhaps(random, 0.4, "selector", () => ({ matchLabels: { verb: "get", app: "api" } })),
  };
}

function randomRules(random: Random): Json {
  return {
    ...perhaps(random, 0.6, "stabilizationWindowSeconds", () =>
      pick(random, [0, 15, 30, 45, 60, 120, 300, random.whole(0, 200)]),
    ),
    ...perhaps(random, 0.5, "selectPolicy", () => pick(random, ["Max", "Max", "Min", "Disabled"])),
    ...perhaps(random, 0.4, "tolerance", () =>
      pick<Json>(random, ["50m", "0.05", 0, "200m", "0.1", `${random.whole(0, 300)}m`, "0.075"]),
    ),
    ...perhaps(random, 0.75, "policies", () => Array.from({ length: random.whole(1, 3) }, () => randomPolicy(random))),
  };
}

function randomPolicy(random: Random): Json {
  const isPods = random.next() < 0.5;
  return {
    type: isPods ? "Pods" : "Percent",
    value: isPods ? pick(random, [1, 2, 3, 4, 10, 2_147_483_647]) : pick(random, [1, 10, 25, 33, 50, 100, 200, 900]),
    periodSeconds: pick(random, [1, 15, 30, 45, 60, 120, 300, random.whole(1, 200)]),
  };
}
