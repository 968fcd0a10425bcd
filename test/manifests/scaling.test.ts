import { describe, expect, it } from "vitest";
import { type Change, foundIn, shop } from "./shop.ts";

const HPA = "HorizontalPodAutoscaler api";
const OF_HPA = "HorizontalPodAutoscaler shop/api";
const API = "Deployment api";
const PDB = "PodDisruptionBudget api";
const OF_PDB = "PodDisruptionBudget shop/api";
const RESOURCES = "spec.template.spec.containers.0.resources";

type Case = readonly [what: string, changes: readonly Change[], found: readonly string[], more?: string];

function scaledObject(
  trigger: string,
  spec = "minReplicaCount: 2, maxReplicaCount: 9, fallback: {failureThreshold: 3, replicas: 6}",
): string {
  return `{apiVersion: keda.sh/v1alpha1, kind: ScaledObject, metadata: {name: api, namespace: shop}, spec: {
    scaleTargetRef: {name: api}, ${spec}, triggers: [${trigger}] }}`;
}

const ASKED = '{type: prometheus, metadata: {ignoreNullValues: "false"}}';
/** The HorizontalPodAutoscaler makes room for another one. */
const NO_HPA: Change = [HPA, "spec.scaleTargetRef", { apiVersion: "apps/v1", kind: "Deployment", name: "api" }];

const CASES: readonly Case[] = [
  [
    "a target that is called otherwise",
    [[HPA, "spec.scaleTargetRef.name", "apy"]],
    [
      "minimum-replicas: Deployment shop/api spec.replicas",
      `dangling-horizontalpodautoscaler: ${OF_HPA} spec.scaleTargetRef`,
    ],
  ],
  [
    "a least of 11 above a most of 10",
    [[HPA, "spec.minReplicas", 11]],
    [`hpa-minimum-above-maximum: ${OF_HPA} spec.minReplicas`],
  ],
  ["a least that is the most", [[HPA, "spec.minReplicas", 10]], [`hpa-cannot-scale: ${OF_HPA} spec.maxReplicas`]],
  ["one replica at the least", [[HPA, "spec.minReplicas"]], [`hpa-minimum-replicas: ${OF_HPA} spec.minReplicas`]],
  [
    "replicas of the Deployment's own",
    [[API, "spec.replicas", 3]],
    ["replicas-beside-autoscaler: Deployment shop/api spec.replicas"],
  ],
  [
    "a container without a request for what is counted",
    [[API, RESOURCES, { requests: { memory: "1Gi" }, limits: { memory: "1Gi" } }]],
    [
      "unset-cpu-requirements: Deployment shop/api spec.template.spec.containers[0].resources.requests.cpu",
      "unset-cpu-limit: Deployment shop/api spec.template.spec.containers[0].resources.limits.cpu",
      `hpa-missing-requests: ${OF_HPA} spec.metrics[0]`,
    ],
  ],
  [
    "250 % of a request whose limit is 200 % of it",
    [[HPA, "spec.metrics.0.resource.target.averageUtilization", 250]],
    [`hpa-unreachable-target: ${OF_HPA} spec.metrics[0]`],
  ],
  [
    "a resource that the metrics server does not know",
    [[HPA, "spec.metrics.0.resource.name", "ephemeral-storage"]],
    [`hpa-missing-requests: ${OF_HPA} spec.metrics[0]`, `hpa-metric-type: ${OF_HPA} spec.metrics[0].resource.name`],
  ],
  [
    "a share of the request of a metric of pods",
    [[HPA, "spec.metrics.0", { type: "Pods", pods: { metric: { name: "queue" }, target: { type: "Utilization" } } }]],
    [`hpa-metric-type: ${OF_HPA} spec.metrics[0].pods.target`],
  ],
  [
    "a latency",
    [
      [
        HPA,
        "spec.metrics.0",
        { type: "External", external: { metric: { name: "http_p99" }, target: { type: "Value" } } },
      ],
    ],
    [`hpa-metric-type: ${OF_HPA} spec.metrics[0].external.metric`],
  ],
  [
    "memory that has to be given back",
    [[HPA, "spec.metrics.0.resource.name", "memory"]],
    [`hpa-memory-scale-down: ${OF_HPA} spec.metrics`],
  ],
  [
    "pods that go at the first lull",
    [[HPA, "spec.behavior.scaleDown.stabilizationWindowSeconds", 0]],
    [`hpa-flapping: ${OF_HPA} spec.behavior.scaleDown.stabilizationWindowSeconds`],
  ],
  [
    "a second autoscaler, of KEDA",
    [NO_HPA],
    ["hpa-duplicate-target: ScaledObject shop/api spec.scaleTargetRef"],
    scaledObject(ASKED),
  ],
  [
    "a vertical autoscaler that sets the requests which the other counts by",
    [],
    ["hpa-duplicate-target: VerticalPodAutoscaler shop/api spec.targetRef"],
    `{apiVersion: autoscaling.k8s.io/v1, kind: VerticalPodAutoscaler, metadata: {name: api, namespace: shop},
      spec: {targetRef: {apiVersion: apps/v1, kind: Deployment, name: api}}}`,
  ],
  [
    "a missing metric that counts as 0",
    [],
    [
      "hpa-duplicate-target: ScaledObject shop/api spec.scaleTargetRef",
      "scaledobject-nulls-are-zero: ScaledObject shop/api spec.triggers[0].metadata.ignoreNullValues",
    ],
    scaledObject("{type: prometheus, metadata: {query: up}}"),
  ],
  [
    "a ScaledObject without a fallback",
    [],
    [
      "hpa-duplicate-target: ScaledObject shop/api spec.scaleTargetRef",
      "scaledobject-fallback: ScaledObject shop/api spec.fallback",
    ],
    scaledObject(ASKED, "minReplicaCount: 2"),
  ],
  ["a budget of 0", [[PDB, "spec.maxUnavailable", 0]], [`pdb-disruptions-is-zero: ${OF_PDB} spec.maxUnavailable`]],
  ["a budget of 0 %", [[PDB, "spec.maxUnavailable", "0%"]], [`pdb-disruptions-is-zero: ${OF_PDB} spec.maxUnavailable`]],
  [
    "3 pods kept of 3 at the least",
    [
      [PDB, "spec.maxUnavailable"],
      [PDB, "spec.minAvailable", 3],
    ],
    [`pdb-min-available: ${OF_PDB} spec.minAvailable`],
  ],
  [
    "a pod that is not ready and holds its node",
    [[PDB, "spec.unhealthyPodEvictionPolicy"]],
    [`pdb-unhealthy-pod-eviction-policy: ${OF_PDB} spec.unhealthyPodEvictionPolicy`],
  ],
  ["a budget that says nothing", [[PDB, "spec.maxUnavailable"]], [`pdb-without-policy: ${OF_PDB} spec`]],
  [
    "a budget of no pods",
    [[PDB, "spec.selector.matchLabels", { app: "apy" }]],
    ["missing-pdb: Deployment shop/api", `dangling-pdb: ${OF_PDB} spec.selector`],
  ],
  [
    "two budgets of one pod",
    [],
    ["pdb-overlap: PodDisruptionBudget shop/web spec.selector"],
    `{apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: web, namespace: shop},
      spec: {maxUnavailable: 1, unhealthyPodEvictionPolicy: AlwaysAllow, selector: {matchLabels: {tier: web}}}}`,
  ],
];

describe("checks on autoscalers and disruption budgets", () => {
  for (const [what, changes, found, more] of CASES) {
    it(`find ${what}, and nothing else`, () => {
      expect(foundIn(shop(changes, more))).toEqual(found);
    });
  }

  const silent: readonly (readonly [what: string, changes: readonly Change[], more?: string])[] = [
    [
      "a vertical autoscaler that only recommends",
      [],
      `{apiVersion: autoscaling.k8s.io/v1, kind: VerticalPodAutoscaler,
      metadata: {name: api, namespace: shop}, spec: {updatePolicy: {updateMode: "Off"}, targetRef: {kind: Deployment, name: api}}}`,
    ],
    [
      "200 % of a request whose limit is 200 % of it",
      [[HPA, "spec.metrics.0.resource.target.averageUtilization", 200]],
    ],
    [
      "memory for which no pod is removed",
      [
        [HPA, "spec.metrics.0.resource.name", "memory"],
        [HPA, "spec.behavior.scaleDown.selectPolicy", "Disabled"],
      ],
    ],
    [
      "one container of a pod that is counted alone",
      [
        [
          HPA,
          "spec.metrics.0",
          {
            type: "ContainerResource",
            containerResource: {
              name: "cpu",
              container: "api",
              target: { type: "Utilization", averageUtilization: 70 },
            },
          },
        ],
      ],
    ],
    [
      "2 pods kept of 3 at the least",
      [
        [PDB, "spec.maxUnavailable"],
        [PDB, "spec.minAvailable", 2],
      ],
    ],
  ];
  for (const [what, changes, more] of silent) {
    it(`are silent about ${what}`, () => {
      expect(foundIn(shop(changes, more))).toEqual([]);
    });
  }

  it("say nothing of targets that live elsewhere: a set without workloads has none of them", () => {
    const alone = `{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: api, namespace: shop},
      spec: {scaleTargetRef: {kind: Deployment, name: api}, minReplicas: 2, maxReplicas: 4}}\n---
      {apiVersion: policy/v1, kind: PodDisruptionBudget, metadata: {name: api, namespace: shop}, spec: {maxUnavailable: 1,
      unhealthyPodEvictionPolicy: AlwaysAllow, selector: {matchLabels: {app: api}}}}`;
    expect(foundIn(alone)).toEqual([]);
  });
});
