import { assumed, dependency, minutes, percent, scrape, seconds } from "../../lib/index.ts";
import { nodeCpuUsage, nodeMemoryUsage } from "../../lib/rules/catalogue/node-exporter.ts";

const JOB = "node-exporter";

// X-D02: `node_*` of every system look alike on one Prometheus, and nodes have no namespace to tell them apart.
const NODES = { cluster: "freeagentics" };

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
      alert: "HighCPUUsage",
      severity: "warning",
      job: JOB,
      matchers: NODES,
      above: percent(80),
      over: minutes(5),
      for: minutes(10),
    }),
    // FREE-D07: as above; the condition itself is right.
    nodeMemoryUsage({
      alert: "HighMemoryUsage",
      severity: "warning",
      job: JOB,
      matchers: NODES,
      above: percent(80),
      for: minutes(10),
    }),
  ],
});
