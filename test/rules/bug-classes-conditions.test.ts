import { describe, expect, it } from "vitest";
import { count, dependency, minutes, percent, type System, seconds } from "../../lib/index.ts";
import { deploymentChanged, hpaScaledUp } from "../../lib/rules/catalogue/changes.ts";
import { persistentVolumeClaimPending } from "../../lib/rules/catalogue/claims.ts";
import { metricAbsent } from "../../lib/rules/catalogue/metric-absent.ts";
import { nodeNotReady, nodePressure, nodesNotReadyShare } from "../../lib/rules/catalogue/nodes.ts";
import { podCrashLooping } from "../../lib/rules/catalogue/pods.ts";
import { firing, laboratory } from "../support/laboratory.ts";
import { rulesOf, shop } from "../support/shop.ts";

const common = { severity: "ticket", job: "ksm" } as const;
const namespaced = { ...common, namespace: "shop" };

/** A shop whose exporter has conditions of the catalogue. */
const conditions: System = shop([], {
  dependencies: [
    dependency("ksm", {
      type: "kube-state-metrics",
      conditions: [
        podCrashLooping({
          ...namespaced,
          alert: "CrashLoop",
          for: minutes(5),
          restarts: count(3),
          within: minutes(10),
        }),
        nodeNotReady({ ...common, alert: "NodeNotReady", for: minutes(5) }),
        nodesNotReadyShare({ ...common, alert: "NodesNotReady", for: minutes(5), above: percent(30) }),
        nodePressure({ ...common, alert: "NodePressure", for: minutes(5) }),
        persistentVolumeClaimPending({ ...namespaced, alert: "ClaimPending", for: minutes(5) }),
        deploymentChanged({ ...namespaced, alert: "Changed", within: minutes(5) }),
        hpaScaledUp({ ...namespaced, alert: "ScaledUp", within: minutes(5) }),
        metricAbsent({ ...common, alert: "NoUname", metric: "node_uname_info", for: seconds(120) }),
      ],
    }),
  ],
});

const ever = (alert: string, minutes: number): readonly [string, number] => [
  `max_over_time((${firing(alert)})[${minutes}m:1m])`,
  minutes,
];

/** The three series of a node condition; one of them is 1. */
function nodeCondition(condition: string, values: Readonly<Record<"true" | "false" | "unknown", string>>) {
  return Object.fromEntries(
    Object.entries(values).map(([status, value]) => [
      `kube_node_status_condition{job="ksm",node="n",condition="${condition}",status="${status}"}`,
      value,
    ]),
  );
}

describe("conditions of the catalogue", () => {
  const { experiment } = laboratory();
  const rules = rulesOf(conditions).filter(({ name }) => name.startsWith("ksm."));
  const pod = 'job="ksm",namespace="shop",pod="p",container="c"';

  // The kubelet waits 10, 20, 40, 80, 160 and then always 300 s: from minute 6 on a restart every 5 to 6 minutes.
  const loop = experiment({
    rules,
    series: {
      [`kube_pod_container_status_restarts_total{${pod}}`]: `0 2 3 3 4 4 4 5 ${[6, 7, 8, 9, 10, 11, 12, 13, 14].map((n) => `${n - 1}x4`).join(" ")}`,
      [`kube_pod_container_status_waiting_reason{${pod},reason="CrashLoopBackOff"}`]: `0 1 1 1 1 1 1 1 ${"_ 1x3 ".repeat(10)}`,
    },
    ask: { soon: [firing("CrashLoop"), 10], late: [firing("CrashLoop"), 45] },
  });
  const twoRestarts = experiment({
    rules,
    series: { [`kube_pod_container_status_restarts_total{${pod}}`]: "0x5 1x4 2x40" },
    ask: { ever: ever("CrashLoop", 40) },
  });
  it("bug 3: a crash loop at the kubelet's longest wait, 2 restarts in 10 minutes, goes on firing; 2 restarts alone do not", async () => {
    expect(await loop.value("soon")).toBe(1);
    expect(await loop.value("late")).toBe(1);
    expect(await twoRestarts.value("ever")).toBe(0);
  });

  const uname = (values: string) =>
    experiment({
      rules,
      series: { 'node_uname_info{job="ksm",release="6.1"}': values },
      ask: { early: [firing("NoUname"), 11], late: [firing("NoUname"), 12] },
    });
  const [gone, there] = [uname("1x9 stale"), uname("1x20")];
  it("bug 15: an info metric that ends at 10 minutes, and never is 0, is noticed at 12", async () => {
    expect([await gone.value("early"), await gone.value("late")]).toEqual([0, 1]);
    expect([await there.value("early"), await there.value("late")]).toEqual([0, 0]);
  });

  const object = 'job="ksm",namespace="shop",deployment="api"';
  const rollOut = (generation: string) =>
    experiment({
      rules,
      series: {
        [`kube_deployment_metadata_generation{${object}}`]: generation,
        [`kube_deployment_spec_replicas{${object}}`]: "3x30",
        [`kube_deployment_created{${object}}`]: "-90000x30",
        [`kube_deployment_labels{${object},version="1"}`]: "1x10 stale",
        [`kube_deployment_labels{${object},version="2"}`]: "_x11 1x19",
      },
      ask: { before: [firing("Changed"), 10], after: [firing("Changed"), 11] },
    });
  const [changed, unchanged] = [rollOut("7x10 8x20"), rollOut("7x30")];
  it("bug 16: a new generation at minute 11 is a change; an info series with other labels is none", async () => {
    expect([await changed.value("before"), await changed.value("after")]).toEqual([0, 1]);
    expect([await unchanged.value("before"), await unchanged.value("after")]).toEqual([0, 0]);
  });

  const silentKubelet = experiment({
    rules,
    series: nodeCondition("Ready", { true: "1x4 0x20", false: "0x30", unknown: "0x4 1x20" }),
    ask: {
      before: [firing("NodeNotReady"), 9],
      after: [firing("NodeNotReady"), 10],
      share: [firing("NodesNotReady"), 10],
    },
  });
  it("bug 17: a node whose kubelet is silent from minute 5 on is unknown, and not ready at 10", async () => {
    expect(await silentKubelet.value("before")).toBe(0);
    expect(await silentKubelet.value("after")).toBe(1);
    expect(await silentKubelet.value("share")).toBe(1);
  });

  const healthy = experiment({
    rules,
    series: {
      ...nodeCondition("Ready", { true: "1x30", false: "0x30", unknown: "0x30" }),
      ...nodeCondition("DiskPressure", { true: "0x30", false: "1x30", unknown: "0x30" }),
      'kube_persistentvolumeclaim_status_phase{job="ksm",namespace="shop",persistentvolumeclaim="c",phase="Pending"}':
        "0x30",
      'kube_persistentvolumeclaim_status_phase{job="ksm",namespace="shop",persistentvolumeclaim="c",phase="Bound"}':
        "1x30",
      'node_uname_info{job="ksm",release="6.1"}': "1x30",
    },
    ask: { alerts: [`sum(max_over_time(ALERTS[30m])) or vector(0)`, 30] },
  });
  const sick = experiment({
    rules,
    series: {
      'kube_pod_spec_volumes_persistentvolumeclaims_info{job="ksm",namespace="shop",pod="p",persistentvolumeclaim="c"}':
        "1x30",
      ...nodeCondition("DiskPressure", { true: "1x30", false: "0x30", unknown: "0x30" }),
      'kube_persistentvolumeclaim_status_phase{job="ksm",namespace="shop",persistentvolumeclaim="c",phase="Pending"}':
        "1x30",
    },
    ask: { pressure: [firing("NodePressure"), 20], claim: [firing("ClaimPending"), 20] },
  });
  it("bug 18: the states of a healthy node and claim that are 0 alert nobody, not even as pending; the sick ones do", async () => {
    expect(await healthy.value("alerts")).toBe(0);
    expect([await sick.value("pressure"), await sick.value("claim")]).toEqual([1, 1]);
  });

  const autoscaler = (desired: string) =>
    experiment({
      rules,
      series: {
        'kube_horizontalpodautoscaler_status_desired_replicas{job="ksm",namespace="shop",horizontalpodautoscaler="h"}':
          desired,
        'kube_horizontalpodautoscaler_spec_min_replicas{job="ksm",namespace="shop",horizontalpodautoscaler="h"}':
          "3x40",
        'kube_horizontalpodautoscaler_spec_max_replicas{job="ksm",namespace="shop",horizontalpodautoscaler="h"}':
          "3x40",
      },
      ask: { ever: ever("ScaledUp", 30) },
    });
  const [steady, raised] = [autoscaler("3x40"), autoscaler("3x10 4x30")];
  it("bug 53: an autoscaler with 3 replicas at least and at most is at rest; a raise to 4 is told of", async () => {
    expect(await steady.value("ever")).toBe(0);
    expect(await raised.value("ever")).toBe(1);
  });
});
