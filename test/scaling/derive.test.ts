import { describe, expect, it } from "vitest";
import { scalingObjectsOf } from "../../lib/compile/scaling-objects.ts";
import {
  cores,
  mebibytes,
  minutes,
  onCpu,
  onLoad,
  onMemory,
  percent,
  perSecond,
  scaling,
  seconds,
} from "../../lib/index.ts";
import { describeScaling } from "../../lib/scaling/described.ts";
import { at, inFlight, mill, objectOf, onCpuAlone, requests } from "./mill.ts";

const LABELS = { "app.kubernetes.io/managed-by": "burnline", "app.kubernetes.io/part-of": "mill" };

describe("a service that follows CPU alone", () => {
  it("gets a HorizontalPodAutoscaler with both directions written out as Kubernetes has them by default", () => {
    // https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#default-behavior
    expect(objectOf({}, "HorizontalPodAutoscaler")).toEqual({
      apiVersion: "autoscaling/v2",
      kind: "HorizontalPodAutoscaler",
      metadata: { name: "mill", namespace: "flour", labels: LABELS },
      spec: {
        scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "mill" },
        minReplicas: 3,
        maxReplicas: 11,
        metrics: [
          { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } },
        ],
        behavior: {
          scaleUp: {
            stabilizationWindowSeconds: 0,
            selectPolicy: "Max",
            policies: [
              { type: "Percent", value: 100, periodSeconds: 15 },
              { type: "Pods", value: 4, periodSeconds: 15 },
            ],
          },
          scaleDown: {
            stabilizationWindowSeconds: 300,
            selectPolicy: "Max",
            policies: [{ type: "Percent", value: 100, periodSeconds: 15 }],
          },
        },
      },
    });
  });

  it("counts a share of the limit as one of the request: 48 % of 1 core are 120 % of 0.4 cores", () => {
    const utilization = "spec.metrics.0.resource.target.averageUtilization";
    const ofLimit = scaling({ ...onCpuAlone, on: [onCpu(percent(48), { of: "limit" })] });
    expect(at(objectOf({ scaling: ofLimit }, "HorizontalPodAutoscaler"), utilization)).toBe(120);
    const ofRequest = scaling({ ...onCpuAlone, on: [onCpu(percent(48))] });
    expect(at(objectOf({ scaling: ofRequest }, "HorizontalPodAutoscaler"), utilization)).toBe(48);
  });

  it.each([
    ["70.9 % of the request", percent(70.9), "request", 70],
    ["29 % of the request, which is 28.999999999999996 in binary", percent(29), "request", 29],
    ["33.3 % of the limit, 83.25 % of the request", percent(33.3), "limit", 83],
  ] as const)("has whole percent, rounded down so that replicas come rather too early: %s", (_, target, of, whole) => {
    const object = objectOf(
      { scaling: scaling({ ...onCpuAlone, on: [onCpu(target, { of })] }) },
      "HorizontalPodAutoscaler",
    );
    expect(at(object, "spec.metrics.0.resource.target.averageUtilization")).toBe(whole);
  });

  it("writes a pace of its own, of which a part of a percent is rounded towards more replicas", () => {
    const step = { share: percent(12.5), pods: 2, every: seconds(90) };
    const up = { stabilization: seconds(30), steps: [step], select: "smallest" } as const;
    const down = { stabilization: minutes(10), steps: [step], select: "none" } as const;
    expect(
      at(objectOf({ scaling: scaling({ ...onCpuAlone, up, down }) }, "HorizontalPodAutoscaler"), "spec.behavior"),
    ).toEqual({
      scaleUp: {
        stabilizationWindowSeconds: 30,
        selectPolicy: "Min",
        policies: [
          { type: "Percent", value: 13, periodSeconds: 90 },
          { type: "Pods", value: 2, periodSeconds: 90 },
        ],
      },
      scaleDown: {
        stabilizationWindowSeconds: 600,
        selectPolicy: "Disabled",
        policies: [
          { type: "Percent", value: 12, periodSeconds: 90 },
          { type: "Pods", value: 2, periodSeconds: 90 },
        ],
      },
    });
  });
});

describe("a service that follows load or memory", () => {
  const all = scaling({
    ...onCpuAlone,
    name: "mill-scaler",
    on: [onCpu(percent(70)), onLoad(requests, { perReplica: perSecond(45) }), onMemory(percent(80))],
  });

  it("gets one ScaledObject for everything, and no HorizontalPodAutoscaler beside it", () => {
    const kinds = scalingObjectsOf(mill({ scaling: all })).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(kinds).toEqual(["ScaledObject mill-scaler", "PodDisruptionBudget mill"]);
    const object = objectOf({ scaling: all }, "ScaledObject");
    expect(object.apiVersion).toBe("keda.sh/v1alpha1");
    expect(at(object, "spec.scaleTargetRef")).toEqual({ apiVersion: "apps/v1", kind: "Deployment", name: "mill" });
    expect(at(object, "spec.minReplicaCount")).toBe(3);
    expect(at(object, "spec.maxReplicaCount")).toBe(11);
    expect(at(object, "spec.pollingInterval")).toBe(30);
    expect(at(object, "spec.cooldownPeriod")).toBeUndefined();
    const config = at(object, "spec.advanced.horizontalPodAutoscalerConfig");
    expect(config).toEqual({
      name: "mill-scaler",
      behavior: at(objectOf({}, "HorizontalPodAutoscaler"), "spec.behavior"),
    });
  });

  it("takes over the HorizontalPodAutoscaler of the same name, beside which KEDA would not work", () => {
    expect(objectOf({ scaling: all }, "ScaledObject").metadata.annotations).toEqual({
      "scaledobject.keda.sh/transfer-hpa-ownership": "true",
    });
  });

  it("asks for the load of all replicas together, by the selector that its rules have", () => {
    expect(at(objectOf({ scaling: all }, "ScaledObject"), "spec.triggers.1")).toEqual({
      type: "prometheus",
      name: "load",
      metricType: "AverageValue",
      metadata: {
        serverAddress: "http://prometheus.monitoring.svc:9090",
        // Four scrapes of 20 s, which is more than a minute.
        query: 'sum(rate(mill_requests_total{job="mill",namespace="flour"}[1m20s]))',
        threshold: "45",
        ignoreNullValues: "false",
      },
    });
  });

  it("asks for CPU by the percentage, of one container where sidecars are beside it", () => {
    const cpu = { type: "cpu", metricType: "Utilization" };
    expect(at(objectOf({ scaling: all }, "ScaledObject"), "spec.triggers.0")).toEqual({
      ...cpu,
      metadata: { value: "70" },
    });
    const meshed = { scaling: all, workload: { sidecars: ["istio-proxy"] } };
    expect(at(objectOf(meshed, "ScaledObject"), "spec.triggers.0")).toEqual({
      ...cpu,
      metadata: { value: "70", containerName: "grinder" },
    });
  });

  it("reads a gauge as it is, or its average over a range that is stated", () => {
    const query = (spec: Parameters<typeof onLoad>[1]) =>
      at(
        objectOf({ scaling: scaling({ ...onCpuAlone, on: [onLoad(inFlight, spec)] }) }, "ScaledObject"),
        "spec.triggers.0.metadata.query",
      );
    const carried = { unit: "count", value: 8 } as const;
    expect(query({ perReplica: carried })).toBe('sum(mill_sacks_in_flight{job="mill",namespace="flour"})');
    expect(query({ perReplica: carried, over: minutes(2) })).toBe(
      'sum(avg_over_time(mill_sacks_in_flight{job="mill",namespace="flour"}[2m]))',
    );
  });

  it("counts a load that is no whole number in thousandths, because KEDA's fallback drops what is behind the point", () => {
    const slow = scaling({ ...onCpuAlone, on: [onLoad(requests, { perReplica: perSecond(1.5), over: minutes(2) })] });
    const trigger = at(objectOf({ scaling: slow }, "ScaledObject"), "spec.triggers.0.metadata");
    expect(at(trigger ?? null, "query")).toBe(
      'sum(rate(mill_requests_total{job="mill",namespace="flour"}[2m])) * 1000',
    );
    expect(at(trigger ?? null, "threshold")).toBe("1500");
  });

  it("names its triggers apart", () => {
    const two = scaling({
      ...onCpuAlone,
      on: [
        onLoad(requests, { perReplica: perSecond(45) }),
        onLoad(inFlight, { perReplica: { unit: "count", value: 8 } }),
        onMemory(percent(80), { of: "limit" }),
      ],
    });
    const object = objectOf({ scaling: two }, "ScaledObject");
    expect([0, 1, 2].map((index) => at(object, `spec.triggers.${index}.name`))).toEqual(["load", "load-2", "memory"]);
    // 80 % of 600 MiB.
    expect(at(object, "spec.triggers.2.metadata.threshold")).toBe(`${0.8 * 600 * 1_048_576}`);
  });
});

describe("what stands beside an autoscaler", () => {
  it("is a disruption budget by the labels of the pods, which never blocks pods that are not ready", () => {
    expect(objectOf({}, "PodDisruptionBudget")).toEqual({
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: "mill", namespace: "flour", labels: LABELS },
      spec: {
        maxUnavailable: 1,
        unhealthyPodEvictionPolicy: "AlwaysAllow",
        selector: { matchLabels: { app: "mill" } },
      },
    });
    const two = scaling({ ...onCpuAlone, maxUnavailable: 2 });
    expect(at(objectOf({ scaling: two }, "PodDisruptionBudget"), "spec.maxUnavailable")).toBe(2);
  });

  it("is a VerticalPodAutoscaler only where one is asked for, and it changes nothing", () => {
    expect(scalingObjectsOf(mill()).map(({ kind }) => kind)).not.toContain("VerticalPodAutoscaler");
    const object = objectOf({ scaling: scaling({ ...onCpuAlone, recommendsRequests: true }) }, "VerticalPodAutoscaler");
    expect(object.apiVersion).toBe("autoscaling.k8s.io/v1");
    expect(object.spec).toEqual({
      targetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "mill" },
      updatePolicy: { updateMode: "Off" },
    });
  });

  it("is in the namespace of the workload", () => {
    const namespaces = scalingObjectsOf(mill({ workload: { namespace: "water" } })).map(
      ({ metadata }) => metadata.namespace,
    );
    expect(namespaces).toEqual(["water", "water"]);
  });

  it("is nothing on hosts, or without pods", () => {
    expect(scalingObjectsOf(mill({ system: { runs: ["host"] } }))).toEqual([]);
    expect(scalingObjectsOf(mill({ workload: { kind: "pm2" } }))).toEqual([]);
  });
});

describe("scaling in words", () => {
  it("says target, base, and when replicas come and go", () => {
    const spec = scaling({
      ...onCpuAlone,
      on: [
        onCpu(percent(40), { of: "limit" }),
        onLoad(requests, { perReplica: perSecond(50), over: minutes(2) }),
        onMemory(percent(80)),
      ],
    });
    const [described] = describeScaling(mill({ scaling: spec }));
    expect(described?.autoscaler).toEqual({ kind: "ScaledObject", name: "mill" });
    expect(described?.workload).toEqual({ kind: "Deployment", name: "mill", namespace: "flour" });
    expect(described?.triggers.map(({ targetInWords, actsInWords }) => `${targetInWords}; ${actsInWords}`)).toEqual([
      "40 % of the CPU limit (0.4 cores); adds replicas above 44 %, removes them below 36 %",
      "50 per second of `mill_requests_total` for each replica, over 2m; adds replicas above 55 per second, removes them below 45 per second",
      "80 % of the memory request (240 MiB); adds replicas above 88 %, removes none",
    ]);
    expect(described?.triggers.map(({ target, addsAbove, removesBelow }) => [target, addsAbove, removesBelow])).toEqual(
      [
        [cores(0.4), cores(0.44), cores(0.36)],
        [perSecond(50), perSecond(55), perSecond(45)],
        [mebibytes(240), mebibytes(264), undefined],
      ],
    );
    expect(described?.upInWords).toBe(
      "at most 100 % more in 15s or 4 pods more in 15s, whichever is the larger change",
    );
    expect(described?.downInWords).toBe("at most 100 % fewer in 15s, by the mildest wish of the last 5m");
  });
});
