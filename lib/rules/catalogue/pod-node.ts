import { not } from "../../model/metric.ts";
import type { Expression } from "../../promql/ast.ts";
import { aggregate, count, gt, mul, or, unless } from "../../promql/build.ts";
import type { Scope } from "./selection.ts";

/**
 * Series of containers with the node of their pod, so that what a node's own alert explains can be told from the rest.
 * No series is lost: a pod that `kube_pod_info` does not tell of, or has on two nodes while it moves, goes without a
 * node: to choose one would change its identity with the order of the series. `known` is a metric of the same exporter that every series is made of.
 */
export function onNode(containers: Expression, pods: Scope, known: Expression): Expression {
  const pod = pods.by("namespace", "pod");
  const node = pods.by("namespace", "pod", "node");
  const info = aggregate("group", pods.select("kube_pod_info", { node: not("") }), node);
  const several = gt(count(info, pod), 1);
  const nodes = or(unless(info, several, { on: pod.by }), aggregate("group", known, pod), { on: pod.by });
  return mul(containers, nodes, { on: pod.by, groupLeft: ["node"] });
}
