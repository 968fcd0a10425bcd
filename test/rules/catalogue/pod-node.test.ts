import { describe, expect, it } from "vitest";
import { count, minutes } from "../../../lib/core/quantity.ts";
import { print } from "../../../lib/promql/print.ts";
import { nodeNotReady } from "../../../lib/rules/catalogue/nodes.ts";
import { podCrashLooping } from "../../../lib/rules/catalogue/pods.ts";
import { laboratory } from "../../support/laboratory.ts";

const common = { job: "ksm", severity: "critical", for: minutes(5) } as const;
const loops = podCrashLooping({
  ...common,
  alert: "Loops",
  namespace: "shop",
  container: "app",
  restarts: count(3),
  within: minutes(10),
  node: true,
});
const gone = nodeNotReady({ ...common, alert: "Gone" });

const restarts = (pod: string): string =>
  `kube_pod_container_status_restarts_total{job="ksm",namespace="shop",pod="${pod}",container="app"}`;
const info = (pod: string, node: string, instance = "ksm:8080"): string =>
  `kube_pod_info{job="ksm",instance="${instance}",namespace="shop",pod="${pod}",node="${node}",uid="${pod}-${node}"}`;

/** Minute of all questions: four restarts within ten minutes. */
const AT = 12;
const LOOPING = "0x9 4x20";
const ask = { loops: [print(loops.expression), AT], gone: [print(gone.expression), AT] } as const;

describe("a crash loop with the node of its pod", () => {
  const { experiment } = laboratory();
  const known = experiment({
    series: {
      [restarts("a")]: LOOPING,
      [restarts("b")]: LOOPING,
      [info("a", "n1")]: "1x30",
      [info("b", "n2")]: "1x30",
      'kube_node_status_condition{job="ksm",node="n1",condition="Ready",status="true"}': "0x30",
      'kube_node_status_condition{job="ksm",node="n2",condition="Ready",status="true"}': "1x30",
    },
    ask,
  });
  const unknown = experiment({ series: { [restarts("a")]: LOOPING, [info("a", "")]: "1x30" }, ask });
  const without = experiment({ series: { [restarts("a")]: LOOPING }, ask });
  const moved = experiment({
    series: { [restarts("a")]: LOOPING, [info("a", "n1")]: "1x8 stale", [info("a", "n2")]: "_x9 1x20" },
    ask,
  });
  const twice = experiment({
    series: {
      [restarts("a")]: LOOPING,
      [info("a", "n1")]: "1x30",
      [info("a", "n2", "other:8080")]: "1x30",
      [info("a", "n2")]: "1x30",
    },
    ask,
  });

  it("names the node of each pod, so that of two loops one has the node that is not ready: n1, and not n2", async () => {
    expect((await known.samples("loops")).map(({ labels }) => labels)).toEqual([
      '{container="app", namespace="shop", node="n1", pod="a"}',
      '{container="app", namespace="shop", node="n2", pod="b"}',
    ]);
    expect((await known.samples("gone")).map(({ labels }) => labels)).toEqual(['{node="n1"}']);
  });

  it("fires without a node where kube_pod_info is missing, or the pod has no node yet", async () => {
    for (const { samples } of [unknown, without]) {
      expect(await samples("loops")).toMatchObject([
        { labels: '{container="app", namespace="shop", pod="a"}', value: 4 },
      ]);
    }
  });

  it("names the new node of a pod that moved three minutes ago", async () => {
    expect(await moved.samples("loops")).toMatchObject([
      { labels: '{container="app", namespace="shop", node="n2", pod="a"}', value: 4 },
    ]);
  });

  it("fires once and without a node, with its 4 restarts, for a pod that two exporters see on two nodes", async () => {
    expect(await twice.samples("loops")).toMatchObject([
      { labels: '{container="app", namespace="shop", pod="a"}', value: 4 },
    ]);
  });
});
