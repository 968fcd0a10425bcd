import { comparisonInWords, windowName } from "../../model/conventions.ts";
import { call, div, gt, max, range, sub, sum } from "../../promql/build.ts";
import { defineEntry } from "./entry.ts";
import { busyNodes, fullMemories } from "./node-exporter-meaning.ts";
import { cpuDrafts, cpuStage, memoryDrafts, memoryStage } from "./node-exporter-scenarios.ts";
import { required, SHORTEST_WINDOW, STATE } from "./parameters.ts";
import { scope } from "./selection.ts";

/**
 * CPU of a whole node. The node exporter counts seconds of every mode of every core, so one busy core of four is a
 * quarter; `iowait` and `steal` count as busy. Divided by the sum of all modes and not by the number of cores, so that a
 * node that is only just scraped is measured right.
 */
export const nodeCpuUsage = defineEntry({
  name: "nodeCpuUsage",
  about: "A node uses more than a share of its CPU time",
  parameters: {
    ...STATE,
    above: required("ratio", "Share of the node's CPU time that is not idle"),
    over: required("duration", "Range that the usage is measured over", SHORTEST_WINDOW),
  },
  build: (options) => {
    const nodes = scope(options);
    const by = nodes.by("instance");
    const used = (mode: { readonly mode?: string }) =>
      sum(call("rate", range(nodes.select("node_cpu_seconds_total", mode), options.over.value * 1_000)), by);
    return {
      expression: gt(sub(1, div(used({ mode: "idle" }), used({}))), options.above.value),
      unit: "ratio",
      summary: "CPU of node {{ $labels.instance }} is nearly used up",
      means:
        `The share of CPU time of all cores that was not idle over the last ${windowName(options.over.value)} is ` +
        `${comparisonInWords("above", options.above)}.`,
      meaning: busyNodes(nodes, options.above.value, options.over.value),
      stages: [cpuStage(nodes, options.above.value, options.over.value)],
      drafts: cpuDrafts({
        scope: nodes,
        above: options.above.value,
        over: options.over.value,
        pending: options.for.value,
      }),
    };
  },
});

/**
 * Memory of a node that no program can have any more. `MemAvailable` is the kernel's own estimate and counts the page
 * cache as available, which `MemFree` does not. Grouped by `instance`, so that a new pod of the exporter is no new alert.
 */
export const nodeMemoryUsage = defineEntry({
  name: "nodeMemoryUsage",
  about: "A node uses more than a share of its memory",
  parameters: { ...STATE, above: required("ratio", "Share of the node's memory that is not available") },
  build: (options) => {
    const nodes = scope(options);
    const by = nodes.by("instance");
    const available = max(nodes.select("node_memory_MemAvailable_bytes"), by);
    const total = max(nodes.select("node_memory_MemTotal_bytes"), by);
    return {
      expression: gt(sub(1, div(available, total)), options.above.value),
      unit: "ratio",
      summary: "memory of node {{ $labels.instance }} is nearly used up",
      means: `The share of the node's memory that is not available is ${comparisonInWords("above", options.above)}.`,
      meaning: fullMemories(nodes, options.above.value),
      stages: [memoryStage(nodes, options.above.value)],
      drafts: memoryDrafts({ scope: nodes, above: options.above.value, pending: options.for.value }),
    };
  },
});
