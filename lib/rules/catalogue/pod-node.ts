import { not } from "../../model/metric.ts";
import type { Expression } from "../../promql/ast.ts";
import { aggregate, mul, or } from "../../promql/build.ts";
import type { Scope } from "./selection.ts";

/**
 * Series of containers with the node of their pod, so that what a node's own alert explains can be told from the rest.
 * No series is lost: a pod that `kube_pod_info` does not tell of goes without a node, and one that two exporters have on two
 * nodes while it moves takes one of them. `known` is a metric of the same exporter that every series is made of.
 */
export function onNode(containers: Expression, pods: Scope, known: Expression): Expression {
  const pod = pods.by("namespace", "pod");
  const node = pods.by("namespace", "pod", "node");
  const info = aggregate("group", pods.select("kube_pod_info", { node: not("") }), node);
  const nodes = or(aggregate("topk", info, pod, 1), aggregate("group", known, pod), { on: pod.by });
  return mul(containers, nodes, { on: pod.by, groupLeft: ["node"] });
}
