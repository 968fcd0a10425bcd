import { describe, expect, it } from "vitest";
import type { Json } from "../../../lib/core/json.ts";
import type { KubernetesObject } from "../../../lib/kubernetes/object.ts";
import { readAutoscaler } from "../../../lib/scaling/controller/read-autoscaler.ts";
import { runController } from "./run-controller.ts";

// https://keda.sh/docs/2.17/scalers/prometheus/ and .../reference/scaledobject-spec/#fallback

type Fields = Readonly<Record<string, Json>>;

function scaledObject({
  metadata = {},
  trigger = {},
  ...spec
}: { readonly metadata?: Fields; readonly trigger?: Fields } & Fields = {}): KubernetesObject {
  const facts = { serverAddress: "http://prometheus:9090", query: "sum(rate(requests_total[2m]))", threshold: "100" };
  return {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    metadata: { name: "api" },
    spec: {
      scaleTargetRef: { name: "api" },
      minReplicaCount: 2,
      maxReplicaCount: 30,
      triggers: [{ type: "prometheus", ...trigger, metadata: { ...facts, ...metadata } }],
      ...spec,
    },
  };
}

/** Replicas over 20 minutes, of which Prometheus is away in the last 15: a load of 1,000 a second, then no result. */
function outage(object: KubernetesObject, replicas = 10): readonly number[] {
  const observe = (now: number, current: number) => ({
    pods: [],
    statusReplicas: current,
    ...(now < 300 ? { values: { "s0-prometheus": [1_000] } } : {}),
  });
  return runController(readAutoscaler(object), observe, { replicas, until: 1_200 }).map((sync) => sync.replicas);
}

const strict = { ignoreNullValues: "false" };

describe("an outage of Prometheus", () => {
  it("looks like no load to a trigger that ignores missing values, which is KEDA's default: 10 replicas go to 2", () => {
    expect(outage(scaledObject()).at(-1)).toBe(2);
    expect(outage(scaledObject({ metadata: { ignoreNullValues: "true" } })).at(-1)).toBe(2);
  });

  it("changes nothing with ignoreNullValues false and without fallback", () => {
    expect(new Set(outage(scaledObject({ metadata: strict })))).toEqual(new Set([10]));
  });

  it("keeps 10 replicas with a fallback of 4 when higher, and has 4 with a static one", () => {
    const fallback = { failureThreshold: 3, replicas: 4 };
    const higher = { ...fallback, behavior: "currentReplicasIfHigher" };
    expect(new Set(outage(scaledObject({ metadata: strict, fallback: higher })))).toEqual(new Set([10]));
    expect(outage(scaledObject({ metadata: strict, fallback })).at(-1)).toBe(4);
  });

  it("raises 2 replicas to a fallback of 6 once more than 3 tries have failed, over 4 as the double of 2", () => {
    const fallback = { failureThreshold: 3, replicas: 6, behavior: "currentReplicasIfHigher" };
    const object = scaledObject({ metadata: { ...strict, threshold: "500" }, fallback });
    const replicas = outage(object, 2);
    // Prometheus is away from the sync with index 20 on.
    expect(replicas.slice(22, 26)).toEqual([2, 4, 6, 6]);
  });

  it("has no fallback for a target of the whole, nor one to rely on below a threshold of 1", () => {
    const fallback = { failureThreshold: 3, replicas: 6, behavior: "static" };
    const whole = scaledObject({ metadata: strict, trigger: { metricType: "Value" }, fallback });
    expect(outage(whole, 10).at(-1)).toBe(10);
    // KEDA cuts the target of 0.5 to 0, and serves 0 x 6.
    const half = scaledObject({ metadata: { ...strict, threshold: "0.5" }, fallback, maxReplicaCount: 3_000 });
    expect(outage(half, 2_000).at(-1)).toBe(2);
  });
});

describe("a query", () => {
  const replicasAt = (series: readonly number[]): number | undefined => {
    const observe = (_now: number, current: number) => ({
      pods: [],
      statusReplicas: current,
      values: { "s0-prometheus": series },
    });
    const spec = readAutoscaler(scaledObject({ metadata: strict }));
    return runController(spec, observe, { replicas: 4, until: 900 }).at(-1)?.replicas;
  };

  it("asks for its value over the threshold: 650 at 100 per replica are 7", () => {
    expect(replicasAt([650])).toBe(7);
  });

  it("fails with several series and with an infinite value, and replicas stay at 4", () => {
    expect(replicasAt([600, 50])).toBe(4);
    expect(replicasAt([Number.POSITIVE_INFINITY])).toBe(4);
  });

  it("looks like no load when its value is no number, also with ignoreNullValues false: 4 replicas go to 2", () => {
    expect(replicasAt([Number.NaN])).toBe(2);
  });
});

describe("a ScaledObject is read", () => {
  it("as the autoscaler that KEDA makes of it: at least 1 replica and at most 100 where nothing is said", () => {
    const bare = { scaleTargetRef: { name: "api" }, minReplicaCount: null, maxReplicaCount: null };
    expect(readAutoscaler(scaledObject(bare))).toMatchObject({
      name: "keda-hpa-api",
      target: { kind: "Deployment", name: "api" },
      min: 1,
      max: 100,
      toZero: true,
      metrics: [
        {
          kind: "external",
          key: "s0-prometheus",
          target: { kind: "average", value: 100 },
          keda: { query: "sum(rate(requests_total[2m]))", ignoreNullValues: true },
        },
      ],
    });
    expect(readAutoscaler(scaledObject()).toZero).toBeUndefined();
    expect(readAutoscaler(scaledObject()).behaviour).toBeUndefined();
  });

  it("with its triggers on CPU and memory as metrics of resources", () => {
    const triggers = [
      { type: "cpu", metricType: "Utilization", metadata: { value: "70", containerName: "api" } },
      { type: "memory", metricType: "AverageValue", metadata: { value: "512Mi" } },
    ];
    expect(readAutoscaler(scaledObject({ triggers })).metrics).toEqual([
      {
        kind: "resource",
        key: "api/cpu",
        resource: "cpu",
        container: "api",
        target: { kind: "utilization", percent: 70 },
      },
      { kind: "resource", key: "memory", resource: "memory", target: { kind: "average", value: 536_870_912 } },
    ]);
  });

  it("with the behavior of its horizontalPodAutoscalerConfig", () => {
    const behavior = { scaleDown: { stabilizationWindowSeconds: 600 } };
    const { behaviour } = readAutoscaler(
      scaledObject({ advanced: { horizontalPodAutoscalerConfig: { name: "api", behavior } } }),
    );
    expect([behaviour?.down.window, behaviour?.up.window]).toEqual([600, 0]);
  });
});
