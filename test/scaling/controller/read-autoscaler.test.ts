import { describe, expect, it } from "vitest";
import { BurnlineError } from "../../../lib/core/issue.ts";
import type { Json } from "../../../lib/core/json.ts";
import type { KubernetesObject } from "../../../lib/kubernetes/object.ts";
import { readAutoscaler } from "../../../lib/scaling/controller/read-autoscaler.ts";
import { autoscaler, utilization } from "./autoscaled.ts";

/** `path: found` of everything that is wrong with an object. */
function refusals(object: KubernetesObject): readonly string[] {
  try {
    readAutoscaler(object);
    return [];
  } catch (error) {
    if (!(error instanceof BurnlineError)) throw error;
    return error.issues.map(({ path, found }) => `${path}: ${found ?? "nothing"}`);
  }
}

describe("an autoscaler is read", () => {
  it("with Kubernetes' defaults for what is left out: 1 replica, 80 % CPU, both directions, tolerance 0.1", () => {
    const { behaviour, ...rest } = readAutoscaler(autoscaler({}));
    expect(rest).toEqual({
      name: "api",
      target: { kind: "Deployment", name: "api" },
      min: 1,
      max: 100,
      metrics: [{ kind: "resource", key: "cpu", resource: "cpu", target: { kind: "utilization", percent: 80 } }],
      tolerance: { up: 0.1, down: 0.1 },
    });
    expect(behaviour).toEqual({
      up: {
        window: 0,
        select: "Max",
        policies: [
          { type: "Pods", value: 4, period: 15 },
          { type: "Percent", value: 100, period: 15 },
        ],
      },
      down: { window: 300, select: "Max", policies: [{ type: "Percent", value: 100, period: 15 }] },
    });
  });

  it("without behaviour where it has none", () => {
    expect(readAutoscaler(autoscaler({ behavior: null })).behaviour).toBeUndefined();
  });

  it("with each kind of metric, known by name, selector and object", () => {
    const metric = { name: "load", selector: { matchLabels: { verb: "get", app: "api" } } };
    const target = { type: "AverageValue", averageValue: "2500m" };
    const describedObject = { apiVersion: "networking.k8s.io/v1", kind: "Ingress", name: "main" };
    const metrics: Json = [
      utilization(70),
      {
        type: "ContainerResource",
        containerResource: { name: "memory", container: "api", target: { type: "AverageValue", averageValue: "1Gi" } },
      },
      { type: "Pods", pods: { metric: { name: "load" }, target } },
      {
        type: "Object",
        object: { metric, describedObject, target: { type: "Value", value: "2k", averageValue: "1" } },
      },
      { type: "External", external: { metric, target: { type: "Value", value: 7 } } },
    ];
    expect(readAutoscaler(autoscaler({ metrics })).metrics.map(({ kind, key, target }) => [kind, key, target])).toEqual(
      [
        ["resource", "cpu", { kind: "utilization", percent: 70 }],
        ["resource", "api/memory", { kind: "average", value: 1_073_741_824 }],
        ["pods", "load", { kind: "average", value: 2.5 }],
        ["object", 'Ingress/main load{app="api",verb="get"}', { kind: "value", value: 2_000 }],
        ["external", 'load{app="api",verb="get"}', { kind: "value", value: 7 }],
      ],
    );
  });
});

describe("an autoscaler is refused", () => {
  it("with everything that is wrong at once, each at its place", () => {
    const metrics = [
      utilization(0),
      { type: "Pods", pods: { metric: { name: "load" }, target: { type: "Value", value: "1" } } },
      { type: "Latency" },
    ];
    const behavior = {
      scaleUp: { policies: [{ type: "Pods", value: 0, periodSeconds: 1_801 }] },
      scaleDown: { stabilizationWindowSeconds: 3_601, policies: [] },
    };
    expect(refusals(autoscaler({ minReplicas: -1, maxReplicas: null, metrics, behavior }))).toEqual([
      "HorizontalPodAutoscaler/api.spec.minReplicas: -1",
      "HorizontalPodAutoscaler/api.spec.maxReplicas: nothing",
      "HorizontalPodAutoscaler/api.spec.metrics[0].resource.target.averageUtilization: 0",
      'HorizontalPodAutoscaler/api.spec.metrics[1].pods.target: {"type":"Value","value":"1"}',
      'HorizontalPodAutoscaler/api.spec.metrics[2].type: "Latency"',
      "HorizontalPodAutoscaler/api.spec.behavior.scaleUp.policies[0].value: 0",
      "HorizontalPodAutoscaler/api.spec.behavior.scaleUp.policies[0].periodSeconds: 1801",
      "HorizontalPodAutoscaler/api.spec.behavior.scaleDown.policies: nothing",
      "HorizontalPodAutoscaler/api.spec.behavior.scaleDown.stabilizationWindowSeconds: 3601",
    ]);
  });

  it("when it is of another kind, or of an API that no longer is", () => {
    const old = { ...autoscaler({}), apiVersion: "autoscaling/v2beta2" };
    expect(refusals(old)).toEqual(['HorizontalPodAutoscaler/api: "autoscaling/v2beta2 HorizontalPodAutoscaler"']);
    const vertical = { ...autoscaler({}), apiVersion: "autoscaling.k8s.io/v1", kind: "VerticalPodAutoscaler" };
    expect(refusals(vertical)).toHaveLength(1);
  });

  it("as a ScaledObject without triggers, or with a threshold that is no number", () => {
    const object = (spec: Readonly<Record<string, Json>>): KubernetesObject => ({
      apiVersion: "keda.sh/v1alpha1",
      kind: "ScaledObject",
      metadata: { name: "api" },
      spec: { scaleTargetRef: { name: "api" }, ...spec },
    });
    expect(refusals(object({}))).toEqual(["ScaledObject/api.spec.triggers: nothing"]);
    const trigger = { type: "prometheus", metadata: { threshold: "many" } };
    expect(refusals(object({ triggers: [trigger] }))).toEqual([
      'ScaledObject/api.spec.triggers[0].metadata.threshold: "many"',
    ]);
  });
});
