import { describe, expect, it } from "vitest";
import { readSystem } from "../../lib/compile/read-system.ts";
import {
  absenceIgnored,
  dependency,
  gauge,
  histogram,
  minutes,
  nativeHistogram,
  objective,
  onCpu,
  onLoad,
  onMemory,
  percent,
  perSecond,
  ratio,
  type Scaling,
  seconds,
  unguarded,
} from "../../lib/index.ts";
import type { KubernetesObject } from "../../lib/kubernetes/object.ts";
import { at, cpu, findings, inFlight, objectOf, requests } from "./mill.ts";
import { asked, memoryOf, pods, replicasAfter, requestsOf } from "./running.ts";

const HPA = "HorizontalPodAutoscaler";
const NO_LOAD = 0.01;

const onLoadToo = cpu({ on: [onCpu(percent(70)), onLoad(requests, { perReplica: perSecond(60), over: minutes(2) })] });
const onMemoryToo = cpu({ on: [onCpu(percent(70)), onMemory(percent(80))] });

describe("the bugs of autoscalers: what they follow", () => {
  it("4.3-7: memory adds replicas, and a heap that does not shrink keeps none", () => {
    const ours = objectOf({ scaling: onMemoryToo }, "ScaledObject");
    const documents: KubernetesObject = {
      ...objectOf({}, HPA),
      spec: {
        ...Object(at(objectOf({}, HPA), "spec")),
        metrics: [
          { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } },
          { type: "Resource", resource: { name: "memory", target: { type: "Utilization", averageUtilization: 80 } } },
        ],
      },
    };
    // 225 MiB are 75 % of the request, which a peak left behind: ceil(11 × 75 / 80) = 11.
    const heap = (size: number) => {
      const answers = new Map<number, readonly number[]>();
      return (replicas: number) => {
        const answer = answers.get(replicas) ?? asked(ours, 1, memoryOf(Array.from({ length: replicas }, () => size)));
        answers.set(replicas, answer);
        return { pods: pods(replicas, { cpu: NO_LOAD, memory: size }), values: { "s1-prometheus": answer } };
      };
    };
    expect(replicasAfter(60, documents, 11, heap(225))).toBe(11);
    expect(replicasAfter(60, ours, 11, heap(225))).toBe(3);
    // 285 MiB are 95 % of it: ceil(3 × 95 / 80) = 4, for both, then more as it stays so.
    expect(replicasAfter(0.25, documents, 3, heap(285))).toBe(4);
    expect(replicasAfter(0.25, ours, 3, heap(285))).toBe(4);
    expect(findings({ scaling: cpu({ on: [onMemory(percent(80))] }) })).toEqual([
      "scaling-memory-alone services.grinding.scaling.on",
    ]);
  });

  it("4.3-9: percentages are of resources only, and a question to Prometheus has an average per replica", () => {
    expect(at(objectOf({}, HPA), "spec.metrics.0.resource.target.type")).toBe("Utilization");
    const triggers = [onLoadToo, onMemoryToo].flatMap((one) =>
      at(objectOf({ scaling: one }, "ScaledObject"), "spec.triggers"),
    );
    expect(triggers.map((one) => `${at(one ?? {}, "type")} ${at(one ?? {}, "metricType")}`)).toEqual([
      "cpu Utilization",
      "prometheus AverageValue",
      "cpu Utilization",
      "prometheus AverageValue",
    ]);
  });

  it("4.3-10: resources are CPU and memory alone: another cannot be written", () => {
    // @ts-expect-error: metrics-server has no metric of storage.
    const storage: Scaling = cpu({ on: [{ kind: "ephemeral-storage", target: percent(70), of: "request" }] });
    expect(storage.on).toHaveLength(1);
    const yaml =
      "system: mill\nservices: { grinding: { scaling: { min: 1, max: 2, on: [{ ephemeral-storage: { target: 70% } }] } } }";
    const told = readSystem(yaml, "mill.yaml").issues.map(({ code, path }) => `${code} ${path}`);
    const at = "mill.yaml:2:59 services.grinding.scaling.on.0.ephemeral-storage";
    expect(told).toContain(`key-unknown ${at}`);
  });

  it("4.3-11: load is divided by the replicas once: 4 with 60 a second each stay 4, 5 come of 75 each", () => {
    const object = objectOf({ scaling: onLoadToo }, "ScaledObject");
    const see = (rates: readonly number[]) => {
      const values = { "s1-prometheus": asked(object, 1, requestsOf(rates)) };
      return (replicas: number) => ({ pods: pods(replicas, { cpu: NO_LOAD }), values });
    };
    expect(asked(object, 1, requestsOf([60, 60, 60, 60])).map(Math.round)).toEqual([240]);
    expect(replicasAfter(30, object, 4, see([60, 60, 60, 60]))).toBe(4);
    expect(replicasAfter(1, object, 4, see([75, 75, 75, 75]))).toBe(5);
  });

  it("4.3-12: load and memory are of one namespace, in one element", () => {
    const load = objectOf({ scaling: onLoadToo }, "ScaledObject");
    expect(asked(load, 1, `${requestsOf([60, 30])}\n${requestsOf([500], "other")}`).map(Math.round)).toEqual([90]);
    const memory = objectOf({ scaling: onMemoryToo }, "ScaledObject");
    expect(asked(memory, 1, `${memoryOf([285, 285])}\n${memoryOf([10, 10], "other")}`)).toEqual([570 * 1_048_576]);
  });

  it("4.3-13: without an answer of Prometheus no replica goes, and CPU may still add some", () => {
    const ours = objectOf({ scaling: onLoadToo }, "ScaledObject");
    expect(asked(ours, 1, requestsOf([60], "other"))).toEqual([]);
    const text = JSON.stringify(ours);
    const ignoring: KubernetesObject = JSON.parse(
      text.replace('"ignoreNullValues":"false"', '"ignoreNullValues":"true"'),
    );
    const dark = (use: number) => (replicas: number) => ({ pods: pods(replicas, { cpu: use }) });
    expect(replicasAfter(30, ignoring, 9, dark(NO_LOAD))).toBe(3);
    expect(replicasAfter(30, ours, 9, dark(NO_LOAD))).toBe(9);
    // 95 % of the request, of which 70 % are wanted: ceil(5 × 95 / 70) = 7.
    expect(replicasAfter(1, ours, 5, (replicas) => dark(replicas === 5 ? 0.38 : 0.28)(replicas))).toBe(7);
  });

  it("4.3-14: a rate spans at least two scrapes of 20 s, and four if nothing is said", () => {
    const over = (range: number) =>
      cpu({ on: [onLoad(requests, { perReplica: perSecond(60), over: seconds(range) })] });
    expect(findings({ scaling: over(39) })).toEqual(["scaling-window-short services.grinding.scaling.on.0.over"]);
    expect(findings({ scaling: over(40) })).toEqual([]);
    const unsaid = cpu({ on: [onLoad(requests, { perReplica: perSecond(60) })] });
    expect(at(objectOf({ scaling: unsaid }, "ScaledObject"), "spec.triggers.0.metadata.query")).toContain("[1m20s]");
  });

  it("4.3-18: latencies, shares and failures are no load, and what one replica writes to is not scaled", () => {
    const latency = histogram("mill_duration_seconds", { unit: "seconds", buckets: [0.1, 1] });
    const native = nativeHistogram("mill_native_seconds", { unit: "seconds" });
    const each = { perReplica: perSecond(60) };
    const metric = ["scaling-metric-unsound services.grinding.scaling.on.0.metric"];
    const p95 = gauge("mill_latency_p95", { unit: "count" });
    for (const unsound of [
      latency,
      native,
      gauge("mill_wait", { unit: "seconds" }),
      gauge("mill_busy", { unit: "ratio" }),
      p95,
      inFlight,
    ]) {
      expect(findings({ scaling: cpu({ on: [onLoad(unsound, each)] }) })).toEqual(metric);
    }
    const failed = requests.where({ status: /5../ });
    const errors = objective("errors", {
      indicator: ratio({ bad: failed, total: requests }),
      tiers: [],
      lowTraffic: unguarded("a test"),
      absence: absenceIgnored("a test"),
    });
    expect(findings({ scaling: cpu({ on: [onLoad(failed, each)] }), objectives: [errors] })).toEqual(metric);
    expect(findings({ scaling: cpu({ on: [onLoad(requests, each)] }), objectives: [errors] })).toEqual([]);
    const single = ["scaling-single-writer services.grinding.scaling"];
    expect(findings({ workload: { kind: "StatefulSet", singleWriter: true } })).toEqual(single);
    const database = dependency("flour-db", { type: "postgresql", workload: { kind: "StatefulSet", name: "mill" } });
    const clustered = { kind: "StatefulSet", singleWriter: false } as const;
    expect(findings({ workload: clustered, dependencies: [database] })).toEqual(single);
    expect(findings({ workload: clustered })).toEqual([]);
    expect(findings({ workload: { kind: "StatefulSet" } })).toEqual([
      "warning scaling-single-writer services.grinding.workload.singleWriter",
    ]);
  });
});
