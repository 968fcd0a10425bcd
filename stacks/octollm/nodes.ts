import { assumed, dependency, gauge, minutes, percent } from "../../lib/index.ts";
import { nodeCpuUsage, nodeMemoryUsage } from "../../lib/rules/catalogue/node-exporter.ts";
import { nodeNotReady, nodePressure, nodesNotReadyShare } from "../../lib/rules/catalogue/nodes.ts";
import { platformScrape } from "./scrapes.ts";

// OCTO-D24 is right for nodes: they have no namespace, and OctoLLM's pods may be on any of them.
const nodes = { job: "kube-state-metrics" };

export const gke = dependency("gke", {
  type: "cloud",
  conditions: [
    // OCTO-D03: not true, because the Ready condition of a dead node is unknown and not false.
    nodeNotReady({
      ...nodes,
      alert: "NodeNotReady",
      severity: "critical",
      for: minutes(5),
      impact: "Less capacity; pods of the node are evicted and scheduled again.",
    }),
    // OCTO-D29: criteria and decision tree 3 name other people for more than 30 % of the nodes; both page.
    nodesNotReadyShare({
      ...nodes,
      alert: "ManyNodesNotReady",
      severity: "critical",
      above: percent(30),
      for: assumed(minutes(5), "not stated; that of NodeNotReady"),
      impact: "The cluster fails: the engineering lead is needed, and the provider.",
    }),
    nodePressure({
      ...nodes,
      alert: "NodePressure",
      severity: "warning",
      for: assumed(minutes(5), "not stated; that of NodeNotReady"),
      impact: "The kubelet evicts pods; if a clean-up does not help, the node has to be replaced.",
    }),
  ],
  facts: { registry: "gcr.io", nodes: "v1.28.3", features: "node auto-repair, gcloud compute ssh, GCP Support" },
});

const exporter = { job: "node-exporter" };
const cpu = {
  ...exporter,
  alert: "HighNodeCPUUsage",
  over: minutes(5),
  impact: "Pods of the node may be throttled.",
};
const memory = { ...exporter, alert: "HighNodeMemoryUsage", impact: "Containers may be killed for their memory." };

export const nodeExporter = dependency("node-exporter", {
  type: "node-exporter",
  scrape: platformScrape("node-exporter"),
  conditions: [
    nodeCpuUsage({ ...cpu, severity: "warning", above: percent(80), for: minutes(10) }),
    nodeCpuUsage({ ...cpu, severity: "critical", above: percent(90), for: minutes(30) }),
    nodeMemoryUsage({ ...memory, severity: "warning", above: percent(85), for: minutes(10) }),
    nodeMemoryUsage({ ...memory, severity: "critical", above: percent(95), for: minutes(15) }),
  ],
  metrics: [gauge("node_filesystem_avail_bytes", { unit: "bytes", labels: ["mountpoint", "fstype"] })],
});
