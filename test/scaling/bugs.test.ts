import { describe, expect, it } from "vitest";
import { scalingObjectsOf } from "../../lib/compile/scaling-objects.ts";
import {
  cores,
  gibibytes,
  mebibytes,
  minutes,
  onCpu,
  onLoad,
  onMemory,
  percent,
  perSecond,
  seconds,
  service,
} from "../../lib/index.ts";
import { checkScaling } from "../../lib/scaling/check/check-scaling.ts";
import { at, cpu, deployment, findings, mill, objectOf, onCpuAlone, requests } from "./mill.ts";
import { pods, replicasAfter } from "./running.ts";

const HPA = "HorizontalPodAutoscaler";

const onLoadToo = cpu({ on: [onCpu(percent(70)), onLoad(requests, { perReplica: perSecond(60), over: minutes(2) })] });
const onMemoryToo = cpu({ on: [onCpu(percent(70)), onMemory(percent(80))] });

describe("the bugs of autoscalers: what is scaled, how far and how fast", () => {
  it("4.3-1: a manifest that sets replicas beside an autoscaler is refused; one that sets none is not", () => {
    expect(findings({ workload: { replicas: 3 } })).toEqual([
      "scaling-replicas-set services.grinding.workload.replicas",
    ]);
    expect(findings({})).toEqual([]);
  });

  it("4.3-2: a CPU request must be stated, and one that a sidecar lacks stops nothing", () => {
    expect(findings({ workload: { requests: { memory: mebibytes(300) } } })).toEqual([
      "scaling-request-missing services.grinding.workload.requests.cpu",
    ]);
    const meshed = objectOf({ workload: { sidecars: ["istio-proxy"] } }, HPA);
    // 0.38 of 0.4 cores are 95 % of a target of 70 %: 3 replicas become 5, though the proxy has no request.
    const see = (replicas: number) => ({ pods: pods(replicas, { cpu: replicas === 3 ? 0.38 : 0.28, proxy: true }) });
    expect(replicasAfter(1, meshed, 3, see)).toBe(5);
    expect(replicasAfter(1, objectOf({}, HPA), 3, see)).toBe(3);
    expect(findings({ workload: { sidecars: ["istio-proxy"] }, without: ["container"] })).toEqual([
      "scaling-container-missing services.grinding.workload.container",
    ]);
  });

  it("4.3-3: an autoscaler names kind, version and name of its workload, and what cannot be scaled is refused", () => {
    for (const kind of ["Deployment", "StatefulSet"] as const) {
      const variant = { workload: { kind, name: "water-mill", singleWriter: false } };
      expect(findings(variant)).toEqual([]);
      expect(at(objectOf(variant, HPA), "spec.scaleTargetRef")).toEqual({
        apiVersion: "apps/v1",
        kind,
        name: "water-mill",
      });
    }
    for (const kind of ["DaemonSet", "CronJob", "Job"] as const) {
      expect(findings({ workload: { kind } })).toEqual(["scaling-workload-unscalable services.grinding.workload.kind"]);
    }
  });

  it("4.3-4: labels that pods of a job have too are refused, in the same namespace", () => {
    const job = (labels: Readonly<Record<string, string>>, namespace?: string) => ({
      services: [
        service("cleaning", {
          workload: { kind: "CronJob", name: "cleaning", labels, ...(namespace === undefined ? {} : { namespace }) },
        }),
      ],
    });
    const finding = ["scaling-selects-others services.grinding.workload.labels"];
    expect(findings(job({ app: "mill", job: "cleaning" }))).toEqual(finding);
    expect(findings(job({ app: "cleaning" }))).toEqual([]);
    expect(findings(job({ app: "mill" }, "elsewhere"))).toEqual([]);
    // Two services of one workload have the same pods, which is no finding.
    expect(findings({ services: [service("admin", { workload: deployment })] })).toEqual([]);
    const derived = { path: "backup.nightly", namespace: "flour", labels: { app: "mill" } };
    expect(checkScaling(mill(), [derived]).map(({ code }) => code)).toEqual(["scaling-selects-others"]);
  });

  it("4.3-5: bounds that are equal, turned around, below 1 or no whole numbers are refused", () => {
    expect(findings({ scaling: cpu({ min: 4, max: 4 }) })).toEqual([
      "scaling-bounds-invalid services.grinding.scaling.max",
    ]);
    expect(findings({ scaling: cpu({ min: 5, max: 4 }) })).toEqual([
      "scaling-bounds-invalid services.grinding.scaling.max",
    ]);
    expect(findings({ scaling: cpu({ min: 0, max: 4 }) })).toEqual([
      "scaling-bounds-invalid services.grinding.scaling.min",
    ]);
    expect(findings({ scaling: cpu({ min: 2.5, max: 4 }) })).toEqual([
      "scaling-bounds-invalid services.grinding.scaling.min",
    ]);
    expect(findings({ scaling: cpu({ min: 2, max: Number.NaN }) })).toEqual([
      "scaling-bounds-invalid services.grinding.scaling.max",
    ]);
    expect(findings({ scaling: cpu({ min: 3, max: 4 }) })).toEqual([]);
  });

  it("4.3-6: a disruption budget agrees with the minimum: it neither blocks a drain nor gives it all replicas", () => {
    expect(at(objectOf({}, "PodDisruptionBudget"), "spec.minAvailable")).toBeUndefined();
    const one = "warning scaling-single-replica services.grinding.scaling.min";
    expect(findings({ scaling: cpu({ min: 1 }) })).toEqual([one]);
    const blocks = ["scaling-budget-blocks services.grinding.scaling.maxUnavailable"];
    expect(findings({ scaling: cpu({ min: 3, maxUnavailable: 0 }) })).toEqual(blocks);
    expect(findings({ scaling: cpu({ min: 3, maxUnavailable: 3 }) })).toEqual(blocks);
    expect(findings({ scaling: cpu({ min: 3, maxUnavailable: 2 }) })).toEqual([]);
  });

  it("4.3-8: one workload has one autoscaler, and a vertical one beside it changes nothing", () => {
    const again = (name: string) => ({
      services: [service("again", { workload: { ...deployment, name }, scaling: cpu({ name: "mill" }) })],
    });
    expect(findings(again("mill"))).toEqual(["scaling-twice services.again.scaling"]);
    expect(findings({ ...again("wind-mill"), workload: { labels: { app: "other" } } })).toEqual([
      "scaling-twice services.again.scaling.name",
    ]);
    for (const one of [onCpuAlone, onLoadToo, onMemoryToo]) {
      const objects = scalingObjectsOf(mill({ scaling: { ...one, recommendsRequests: true } }));
      expect(objects.filter(({ kind }) => kind === HPA || kind === "ScaledObject")).toHaveLength(1);
      const vertical = objects.find(({ kind }) => kind === "VerticalPodAutoscaler");
      expect(at(vertical ?? {}, "spec.updatePolicy.updateMode")).toBe("Off");
    }
    expect(findings({ scaling: cpu({ on: [onCpu(percent(70)), onCpu(percent(60))] }) })).toEqual([
      "scaling-trigger-twice services.grinding.scaling.on.1",
    ]);
  });

  it("4.3-15: a target that the limit does not let a replica reach, with a tolerance of 10 %, is refused", () => {
    const target = (share: number, of: "request" | "limit") => ({
      scaling: cpu({ on: [onCpu(percent(share), { of })] }),
    });
    const finding = ["scaling-unreachable services.grinding.scaling.on.0.target"];
    // The limit is 250 % of the request: 227 × 1.1 = 249.7, 228 × 1.1 = 250.8.
    expect(findings(target(227, "request"))).toEqual([]);
    expect(findings(target(228, "request"))).toEqual(finding);
    expect(findings(target(90, "limit"))).toEqual([]);
    expect(findings(target(91, "limit"))).toEqual(finding);
    expect(findings({ ...target(228, "request"), without: ["limits"] })).toEqual([]);
  });

  it("4.3-16: all replicas fit into the room: 11 × 0.4 cores into 4.4, not into 4.3", () => {
    const finding = ["scaling-room-exceeded services.grinding.scaling.max"];
    expect(findings({ scaling: cpu({ room: { cpu: cores(4.4) } }) })).toEqual([]);
    expect(findings({ scaling: cpu({ room: { cpu: cores(4.3) } }) })).toEqual(finding);
    expect(findings({ scaling: cpu({ room: { memory: gibibytes(3) } }) })).toEqual(finding);
    expect(findings({ scaling: cpu({ room: { memory: mebibytes(3_300) } }) })).toEqual([]);
  });

  it("4.3-17: replicas do not go at once, nor before a new one of 40 s of start-up takes load", () => {
    const down = (wait: number) =>
      cpu({ down: { stabilization: seconds(wait), steps: [{ pods: 1, every: seconds(60) }] } });
    const finding = ["scaling-flapping services.grinding.scaling.down.stabilization"];
    expect(findings({ scaling: down(0) })).toEqual(finding);
    expect(findings({ scaling: down(39) })).toEqual(finding);
    expect(findings({ scaling: down(40) })).toEqual([]);
    expect(findings({ workload: { startup: seconds(301) } })).toEqual(finding);
    expect(at(objectOf({}, HPA), "spec.behavior.scaleDown.stabilizationWindowSeconds")).toBe(300);
  });
});
