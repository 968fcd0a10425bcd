import { describe, expect, it } from "vitest";
import { decide } from "../../../lib/scaling/controller/decide.ts";
import { milli, scaled } from "../../../lib/scaling/controller/integer.ts";
import type { PodObservation } from "../../../lib/scaling/controller/observation.ts";
import { readAutoscaler } from "../../../lib/scaling/controller/read-autoscaler.ts";
import { INITIAL_STATE } from "../../../lib/scaling/controller/state.ts";
import { asked, autoscaler, NOW, pod, utilization } from "./autoscaled.ts";

// https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#algorithm-details, and arithmetic.

const at = (percent: number, ...usage: readonly (number | undefined)[]): number =>
  asked(
    { metrics: [utilization(percent)] },
    usage.map((cpu) => pod(cpu)),
  );

describe("integers", () => {
  it("are thousandths, rounded away from 0 but not for noise of binary fractions", () => {
    expect([milli(0.0001), milli(-0.0001), milli(0.1 + 0.2), milli(1.1)]).toEqual([1, -1, 300, 1_100]);
  });

  it("are multiplied and divided without loss beyond 53 bits", () => {
    // 98 x 8,822,695,434,365,101 = 864,624,152,567,779,898, more than 100 x 8,646,241,525,677,798
    expect(scaled(8_646_241_525_677_798, 100, 8_822_695_434_365_101)).toBe(97);
  });
});

describe("a utilization of requests", () => {
  it("asks for twice the replicas at 2.0 times the target, and for half of them at 0.5 times", () => {
    expect(at(50, 1, 1)).toBe(4);
    expect(at(50, 0.25, 0.25)).toBe(1);
  });

  it("rounds up: 3 pods at 50 % of a target of 30 % are 5", () => {
    expect(at(30, 0.3, 0.5, 0.7)).toBe(5);
  });

  it("is left alone at 1.1 and 0.9 times the target, and not at 1.12 and 0.88 times", () => {
    expect([at(50, 0.55, 0.55), at(50, 0.45, 0.45)]).toEqual([2, 2]);
    expect(at(50, 0.56, 0.56)).toBe(3);
    expect(at(50, ...Array.from({ length: 10 }, () => 0.44))).toBe(9);
  });

  it("drops what is finer than a percent: 55.9 % of a target of 50 % are 55 %, within the tolerance", () => {
    expect(at(50, 0.559, 0.559)).toBe(2);
  });

  it("counts in bytes without loss: 100 pods with 80 % of 16 GiB each and a target of 70 % are 115", () => {
    const request = 16 * 2 ** 30;
    const one: PodObservation = {
      ...pod(),
      containers: [{ name: "api", requests: { memory: request } }],
      sample: { at: NOW, window: 15, containers: [{ name: "api", usage: { memory: request * 0.8 } }] },
    };
    const pods = Array.from({ length: 100 }, () => one);
    // 80 / 70 x 100 = 114.3
    expect(asked({ metrics: [utilization(70, "memory")], maxReplicas: 200 }, pods)).toBe(115);
  });

  it("fails for all pods when one container has no request, and does nothing", () => {
    const sidecar = {
      containers: [
        { name: "api", requests: { cpu: 1 } },
        { name: "proxy", requests: {} },
      ],
    };
    expect(asked({ metrics: [utilization(50)] }, [pod(1), pod(1, sidecar)])).toBe(2);
    const target = { type: "Utilization", averageUtilization: 50 };
    const ofContainer = { type: "ContainerResource", containerResource: { name: "cpu", container: "api", target } };
    expect(asked({ metrics: [ofContainer] }, [pod(1), pod(1, sidecar)])).toBe(4);
  });

  it("does nothing without pods, and without metrics of any pod", () => {
    expect(asked({ metrics: [utilization(50)] }, [], 3)).toBe(3);
    expect(at(50, undefined, undefined)).toBe(2);
  });
});

describe("pods without metrics", () => {
  it("are taken to use all of their request when replicas would go: 4 at 20 % and 1 unknown of target 60 % are 3; without it 2", () => {
    // (4 x 20 + 100) / 5 = 36 %; 36 / 60 x 5 = 3
    expect(at(60, 0.2, 0.2, 0.2, 0.2, undefined)).toBe(3);
    expect(at(60, 0.2, 0.2, 0.2, 0.2)).toBe(2);
  });

  it("are taken to use nothing when replicas would come: 4 at 100 % and 2 unknown of target 50 % are 8, not 12", () => {
    // 400 / 6 = 66 %; 66 / 50 x 6 = 7.92
    expect(at(50, 1, 1, 1, 1, undefined, undefined)).toBe(8);
  });

  it("turn no scaling up into scaling down: 1 at 60 % and 3 unknown of target 50 % stay 4", () => {
    // 60 / 50 > 1, but 15 / 50 < 1
    expect(at(50, 0.6, undefined, undefined, undefined)).toBe(4);
  });

  it("change nothing beside others that are just right: 2 at the target of 50 % and 1 unknown stay 3", () => {
    expect(at(50, 0.5, 0.5, undefined)).toBe(3);
  });

  it("add no replicas when they are more than the target has: 4 at 30 % and 1 unknown, of which 3 are wanted, stay 3", () => {
    // (4 x 30 + 100) / 5 = 44 %; 44 / 50 x 5 = 4.4, while less than the target is used
    expect(asked({ metrics: [utilization(50)] }, [pod(0.3), pod(0.3), pod(0.3), pod(0.3), pod()], 3)).toBe(3);
  });

  it("are taken to use the target where that is more than their request: 4 at 60 % of target 200 % and 1 unknown are 3", () => {
    // (4 x 60 + 200) / 5 = 88 %; 88 / 200 x 5 = 2.2
    expect(at(200, 0.6, 0.6, 0.6, 0.6, undefined)).toBe(3);
  });
});

describe("pods that are not ready", () => {
  const starting = (cpu: number, more: Partial<PodObservation> = {}): PodObservation =>
    pod(cpu, { startedAt: NOW - 60, ready: { is: false, since: NOW - 60 }, ...more });
  const from = (pods: readonly PodObservation[], name = "cpu"): number =>
    asked({ metrics: [utilization(30, name)] }, pods);

  it("count as 0 for CPU when replicas would come: 500m, 700m and a start at 300m of target 30 % are 4, not 5", () => {
    // 120 / 2 = 60 %, twice the target; with the third 40 %: 40 / 30 x 3 = 4
    expect(from([starting(0.3), pod(0.5), pod(0.7)])).toBe(4);
    expect(from([pod(0.3), pod(0.5), pod(0.7)])).toBe(5);
  });

  it("count in full for memory", () => {
    expect(from([starting(0.3), pod(0.5), pod(0.7)], "memory")).toBe(5);
  });

  it("are left out when replicas would go: 2 at 10 % and a start of target 30 % are 1, 4 at 27 % and a start stay 5", () => {
    expect(from([starting(2), pod(0.1), pod(0.1)])).toBe(1);
    // 27 / 30 is within the tolerance; with the fifth as 0 it would be 21 / 30
    expect(from([starting(2), pod(0.27), pod(0.27), pod(0.27), pod(0.27)])).toBe(5);
  });

  it("are those whose sample has a part from before they were ready, for 300 s after their start", () => {
    const ready = { is: true, since: NOW - 15 };
    const whole = starting(0.3, { ready });
    expect(from([whole, pod(0.5), pod(0.7)])).toBe(5);
    expect(from([{ ...whole, ready: { is: true, since: NOW - 14 } }, pod(0.5), pod(0.7)])).toBe(4);
    expect(from([{ ...whole, startedAt: NOW - 300, ready: { is: true, since: NOW - 14 } }, pod(0.5), pod(0.7)])).toBe(
      5,
    );
  });

  it("are, later on, only those that turned unready within 30 s of their start", () => {
    const late = (since: number): PodObservation => pod(0.3, { startedAt: 0, ready: { is: false, since } });
    expect(from([late(29), pod(0.5), pod(0.7)])).toBe(4);
    expect(from([late(30), pod(0.5), pod(0.7)])).toBe(5);
  });

  it("are those that wait for a node, and those without the condition", () => {
    const { ready: _ready, ...unknown } = pod(0.3);
    expect(from([pod(0.3, { phase: "Pending" }), pod(0.5), pod(0.7)])).toBe(4);
    expect(from([unknown, pod(0.5), pod(0.7)])).toBe(4);
  });

  it("are not those that failed or are being deleted: these do not count at all", () => {
    // 60 / 30 x 2 = 4 of 2 measured pods, whatever the third used
    expect(from([pod(9, { phase: "Failed" }), pod(0.5), pod(0.7)])).toBe(4);
    expect(from([pod(9, { deleting: true }), pod(0.5), pod(0.7)])).toBe(4);
  });
});

describe("a value per pod", () => {
  const perSecond = (averageValue: string) => ({
    metrics: [{ type: "Pods", pods: { metric: { name: "requests" }, target: { type: "AverageValue", averageValue } } }],
  });
  const served = (value: number): PodObservation => pod(undefined, { values: { requests: value } });

  it("asks for 6 replicas when 3 pods have 20, 30 and 10 where 10 are right", () => {
    expect(asked(perSecond("10"), [served(20), served(30), served(10)])).toBe(6);
  });

  it("takes a pod without it for one at the target when replicas would go, and for idle when they would come", () => {
    // (2 + 2 + 10) / 3 = 4.666: 4.666 / 10 x 3 = 1.4
    expect(asked(perSecond("10"), [served(2), served(2), pod()])).toBe(2);
    // (30 + 30 + 0) / 3 = 20: 20 / 10 x 3
    expect(asked(perSecond("10"), [served(30), served(30), pod()])).toBe(6);
  });

  it("can be one of CPU: 3 pods with 0.9 cores where 500m are right are 6", () => {
    const target = { type: "AverageValue", averageValue: "500m" };
    const metrics = [{ type: "Resource", resource: { name: "cpu", target } }];
    // 0.9 / 0.5 x 3 = 5.4
    expect(asked({ metrics }, [pod(0.9), pod(0.9), pod(0.9)])).toBe(6);
  });
});

describe("a value from outside", () => {
  const external = (target: Readonly<Record<string, string>>) => ({
    metrics: [{ type: "External", external: { metric: { name: "queue" }, target } }],
  });
  const perPod = external({ type: "AverageValue", averageValue: "10" });
  const whole = external({ type: "Value", value: "10" });
  const ready = [pod(), pod()];

  it("per pod asks for its sum over the target, of all series: 25 and 20 where 10 are right are 5", () => {
    expect(asked(perPod, ready, 2, { queue: [25, 20] })).toBe(5);
  });

  it("per pod is compared with the pods that are neither deleted nor ended, where the target says nothing else", () => {
    // 30 / (10 x 2) is out of the tolerance, 30 / (10 x 3) is not.
    expect(asked(perPod, [...ready, pod()], 3, { queue: [30] })).toBe(3);
    for (const gone of [pod(undefined, { deleting: true }), pod(undefined, { phase: "Succeeded" })]) {
      expect(asked(perPod, [...ready, gone], 3, { queue: [22] })).toBe(2);
    }
  });

  it("as a whole multiplies the pods that are ready: 3 times the target with 2 ready pods are 6", () => {
    const starting = pod(undefined, { ready: { is: false, since: 0 } });
    expect(asked(whole, ready, 2, { queue: [30] })).toBe(6);
    expect(asked(whole, [...ready, starting], 3, { queue: [30] })).toBe(6);
    expect(asked(whole, [...ready, pod(undefined, { phase: "Unknown" })], 3, { queue: [30] })).toBe(6);
  });

  it("does nothing within the tolerance, and nothing when it cannot be had", () => {
    expect(asked(perPod, ready, 2, { queue: [22] })).toBe(2);
    expect(asked(perPod, ready, 2, { queue: [22.1] })).toBe(3);
    expect(asked(perPod, ready, 2)).toBe(2);
    expect(asked(whole, ready, 2, { queue: [] })).toBe(2);
  });

  it("asks for the most there may be when it is negative, as Kubernetes takes that for an overflow", () => {
    expect(asked({ ...perPod, maxReplicas: 5 }, ready, 2, { queue: [-1] })).toBe(5);
    const describedObject = { apiVersion: "networking.k8s.io/v1", kind: "Ingress", name: "main" };
    const target = { type: "AverageValue", averageValue: "10" };
    const ofObject = { type: "Object", object: { metric: { name: "queue" }, describedObject, target } };
    expect(asked({ metrics: [ofObject], maxReplicas: 5 }, ready, 2, { "Ingress/main queue": [-1] })).toBe(1);
  });

  it("wakes a target without replicas when min is 0, and leaves it alone when min is 1", () => {
    expect(asked({ ...whole, minReplicas: 0 }, [], 0, { queue: [21] })).toBe(3);
    expect(asked({ ...whole, minReplicas: 1 }, [], 0, { queue: [21] })).toBe(0);
  });
});

describe("several metrics", () => {
  const metrics = [utilization(50), utilization(50, "memory")];
  const uneven = (cpu: number, memory: number | undefined): PodObservation => ({
    ...pod(),
    sample: {
      at: NOW,
      window: 15,
      containers: [{ name: "api", usage: { cpu, ...(memory === undefined ? {} : { memory }) } }],
    },
  });

  it("are followed where they ask for the most: 4 for CPU and 6 for memory are 6", () => {
    expect(asked({ metrics }, [uneven(1, 1_500), uneven(1, 1_500)])).toBe(6);
  });

  it("may add but not remove while one of them fails", () => {
    expect(asked({ metrics }, [uneven(1, undefined), uneven(1, undefined)])).toBe(4);
    expect(asked({ metrics }, [uneven(0.1, undefined), uneven(0.1, undefined)])).toBe(2);
    expect(asked({ metrics }, [uneven(0.1, 100), uneven(0.1, 100)])).toBe(1);
  });

  it("are not read where replicas are out of bounds", () => {
    const spec = { metrics, minReplicas: 3, maxReplicas: 5 };
    expect([asked(spec, [], 9), asked(spec, [], 2), asked(spec, [], 0)]).toEqual([5, 3, 0]);
  });

  it("leave their reasons, as `kubectl describe hpa` has them", () => {
    const decision = decide(
      readAutoscaler(autoscaler({ metrics })),
      INITIAL_STATE,
      { replicas: 1, pods: [uneven(9, undefined)] },
      NOW,
    );
    expect(decision).toMatchObject({
      replicas: 5,
      metric: "cpu",
      reasons: ["FailedGetResourceMetric", "ScaleUpLimit"],
    });
    const idle = { replicas: 1, pods: [uneven(0, 0)] };
    expect(decide(readAutoscaler(autoscaler({ metrics })), INITIAL_STATE, idle, NOW)).toMatchObject({
      replicas: 1,
      // Of several that ask for none, the last is named.
      metric: "memory",
      reasons: ["ScaleDownStabilized"],
    });
  });
});
