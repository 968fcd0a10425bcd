import { comparisonInWords } from "../../model/conventions.ts";
import { avg, binary, eqv, gt, max } from "../../promql/build.ts";
import { defineEntry } from "./entry.ts";
import { manyNotReady, notReady, underPressure } from "./nodes-meaning.ts";
import {
  notReadyDrafts,
  notReadyShareDrafts,
  notReadyShareStage,
  notReadyStage,
  pressureDrafts,
  pressureStage,
} from "./nodes-scenarios.ts";
import { optional, required, STATE } from "./parameters.ts";
import { scope } from "./selection.ts";

/** Conditions of a node that tell a lack of something; the kubelet evicts pods for each of them. */
const PRESSURES = ["DiskPressure", "MemoryPressure", "PIDPressure"] as const;

/**
 * A node is not ready. kube-state-metrics exports a condition as three series, `status` true, false and unknown; a dead
 * kubelet is unknown and never false, so asked is whether `true` is 0. A deleted node has no series and is silent.
 */
export const nodeNotReady = defineEntry({
  name: "nodeNotReady",
  about: "A node is not ready, or Kubernetes does not hear of it",
  parameters: STATE,
  build: (options) => {
    const nodes = scope(options);
    const ready = nodes.select("kube_node_status_condition", { condition: "Ready", status: "true" });
    return {
      expression: eqv(max(ready, nodes.by("node")), 0),
      summary: "node {{ $labels.node }} is not ready",
      means: "The Ready condition of the node is false, or unknown because its kubelet does not answer.",
      meaning: notReady(nodes),
      stages: [notReadyStage(nodes)],
      drafts: notReadyDrafts({ scope: nodes, pending: options.for.value }),
    };
  },
});

/** Many nodes are not ready at once: no matter of one machine. Counted as in {@link nodeNotReady}, per cluster. */
export const nodesNotReadyShare = defineEntry({
  name: "nodesNotReadyShare",
  about: "More than a share of the nodes is not ready",
  parameters: { ...STATE, above: required("ratio", "Share of the nodes that is not ready") },
  build: (options) => {
    const nodes = scope(options);
    const ready = nodes.select("kube_node_status_condition", { condition: "Ready", status: "true" });
    const clusters = nodes.by();
    return {
      expression: gt(
        avg(
          // 1 - avg(ready) would say 0.30000000000000004 for three of ten.
          binary("==", max(ready, nodes.by("node")), 0, { bool: true }),
          clusters.by.length === 0 ? undefined : clusters,
        ),
        options.above.value,
      ),
      unit: "ratio",
      summary: "many nodes are not ready",
      means: `The share of nodes whose Ready condition is false or unknown is ${comparisonInWords("above", options.above)}.`,
      meaning: manyNotReady(nodes, options.above.value),
      stages: [notReadyShareStage(nodes, options.above.value)],
      drafts: notReadyShareDrafts({ scope: nodes, above: options.above.value, pending: options.for.value }),
    };
  },
});

/** A node lacks disk, memory or process ids, as its kubelet says: it evicts pods. One instance for each condition. */
export const nodePressure = defineEntry({
  name: "nodePressure",
  about: "A node is short of disk, memory or process ids",
  parameters: { ...STATE, conditions: optional("texts", `Conditions to watch; default ${PRESSURES.join(", ")}`) },
  build: (options) => {
    const nodes = scope(options);
    const conditions = options.conditions ?? PRESSURES;
    const watched = { condition: new RegExp(conditions.join("|")), status: "true" };
    return {
      expression: eqv(max(nodes.select("kube_node_status_condition", watched), nodes.by("node", "condition")), 1),
      summary: "node {{ $labels.node }} has {{ $labels.condition }}",
      means: `The kubelet reports one of the conditions ${conditions.join(", ")} of the node as true.`,
      meaning: underPressure(nodes, conditions),
      stages: [pressureStage(nodes, conditions)],
      drafts: pressureDrafts({ scope: nodes, conditions, pending: options.for.value }),
    };
  },
});
