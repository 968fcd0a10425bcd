import type { Instance, Meaning, Observed, ObservedSeries } from "../../model/observed.ts";
import { byObject, keyOf } from "./meaning.ts";
import type { Scope } from "./selection.ts";

/** An instance for each node that the pod of a container is seen on, and one for the times at which it is seen on none or on several. */
export function eachOnItsNode(meaning: Meaning, pods: Scope): Meaning {
  return (observed) => {
    const pod = pods.by("namespace", "pod").by;
    const seen = byObject(placed(pods, observed), pod);
    return meaning(observed).flatMap((instance) =>
      onNodes(instance, seen.get(keyOf(instance.labels, pod))?.series ?? []),
    );
  };
}

function placed(pods: Scope, observed: Observed): readonly ObservedSeries[] {
  return pods.sees(observed, "kube_pod_info").filter(({ labels }) => nodeOf(labels) !== "");
}

function nodeOf({ node = "" }: Readonly<Record<string, string>>): string {
  return node;
}

function onNodes({ labels, value }: Instance, series: readonly ObservedSeries[]): readonly Instance[] {
  const nodes = [...new Set(series.map((one) => nodeOf(one.labels)))].sort();
  const at = (time: number): string | undefined => {
    const [node, ...others] = nodes.filter((known) =>
      series.some((one) => nodeOf(one.labels) === known && one.newest(time) !== undefined),
    );
    return others.length === 0 ? node : undefined;
  };
  return [...nodes, undefined].map((node) => ({
    labels: node === undefined ? labels : { ...labels, node },
    value: (time) => (at(time) === node ? value(time) : undefined),
  }));
}
