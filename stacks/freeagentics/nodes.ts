import { assumed, dependency, mebibytes, minutes, percent, scrape, seconds } from "../../lib/index.ts";
import { filesystemUsage } from "../../lib/rules/catalogue/filesystem.ts";
import { networkUsage } from "../../lib/rules/catalogue/network.ts";
import { nodeCpuUsage, nodeMemoryUsage } from "../../lib/rules/catalogue/node-exporter.ts";

const JOB = "node-exporter";

// X-D02: `node_*` of every system look alike on one Prometheus, and nodes have no namespace to tell them apart.
const NODES = { cluster: "freeagentics" };

const OF_NODES = { job: JOB, matchers: NODES };

/** The exporter of the nodes, and what the document alerts on there; the pods' own use is with the backend. */
export const nodeExporter = dependency(JOB, {
  type: "node-exporter",
  scrape: scrape({
    job: assumed(JOB, "the document's rules name no job; this is kube-prometheus' name"),
    every: assumed(seconds(30), "not stated; kube-prometheus' default"),
    matchers: assumed(NODES, "X-D02: a label that tells these nodes from others on one Prometheus; not stated"),
    through: { kind: "external" },
    down: {
      after: assumed(minutes(10), "X-D01: no such rule; rules about nodes are blind meanwhile, users are not"),
      severity: "warning",
      target: { after: assumed(minutes(15), "not stated; longer than a node's reboot"), severity: "ticket" },
    },
  }),
  conditions: [
    // FREE-D06: of all cores together. FREE-D07: a share from 0 to 1, which the annotation prints as percent.
    nodeCpuUsage({
      ...OF_NODES,
      alert: "HighCPUUsage",
      severity: "warning",
      above: percent(80),
      over: minutes(5),
      for: minutes(10),
    }),
    // FREE-D07: as above; the condition itself is right.
    nodeMemoryUsage({
      ...OF_NODES,
      alert: "HighMemoryUsage",
      severity: "warning",
      above: percent(80),
      for: minutes(10),
    }),
    // FREE-D10: filesystems that can be written. The document measures disks and alerts on none.
    filesystemUsage({
      ...OF_NODES,
      alert: "HighDiskUsage",
      severity: "warning",
      above: assumed(percent(80), "no alert on disks is stated; the level of CPU and memory"),
      for: assumed(minutes(10), "not stated; as for memory"),
    }),
    filesystemUsage({
      ...OF_NODES,
      alert: "HighDiskUsage",
      severity: "critical",
      above: assumed(percent(90), "no alert on disks is stated; the kubelet evicts pods at 85 to 90 % by default"),
      for: assumed(minutes(5), "not stated; half of the warning's"),
      impact: "The node evicts pods, and databases stop writing when the disk is full.",
    }),
    // FREE-D11: received and sent, on devices that are no copies of others.
    networkUsage({
      ...OF_NODES,
      alert: "HighNetworkIO",
      severity: "info",
      over: minutes(5),
      bytesPerSecond: assumed(mebibytes(100), "no threshold is stated; near what a link of 1 Gbit/s carries one way"),
      for: assumed(minutes(10), "not stated; as for CPU"),
    }),
  ],
});
