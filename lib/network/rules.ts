import { given } from "../core/given.ts";
import type { Json } from "../core/json.ts";
import { containsCidr, readCidr } from "../kubernetes/cidr.ts";
import type { LabelSelector, Labels } from "../kubernetes/selector.ts";
import { type PolicyPort, reason } from "./annotations.ts";
import { type Edge, type Side, sideKey, sideName } from "./side.ts";

/** The label that Kubernetes itself puts on every namespace, so that nobody can forget it. */
export const NAMESPACE_LABEL = "kubernetes.io/metadata.name";

/** What one peer may do, with all its ports and reasons. */
export interface Passage {
  readonly peer: Side;
  readonly ports: readonly PolicyPort[];
  readonly whys: readonly string[];
  readonly exceptions: readonly string[];
}

/** Edges with the same peer as one passage, in the order of the edges. */
export function passages(edges: readonly Edge[], end: "from" | "to"): readonly Passage[] {
  const found = new Map<string, Passage>();
  for (const edge of edges) {
    const key = sideKey(edge[end]);
    const { peer, ports, whys, exceptions } = found.get(key) ?? {
      peer: edge[end],
      ports: [],
      whys: [],
      exceptions: [],
    };
    found.set(key, {
      peer,
      ports: [...ports, { protocol: edge.protocol, port: edge.port }],
      whys: whys.includes(edge.why) ? whys : [...whys, edge.why],
      exceptions: edge.exception === undefined ? exceptions : [...exceptions, edge.exception],
    });
  }
  return [...found.values()];
}

/** One rule of a policy. */
export function rule({ peer, ports }: Passage, direction: "from" | "to"): Json {
  return { [direction]: peersOf(peer), ports: ports.map(({ protocol, port }) => ({ protocol, port })) };
}

/** What a rule lets through, as people read it. */
export function passageText({ peer, ports, whys }: Passage): string {
  return reason(peerText(peer), ports, whys.join("; "));
}

function peerText(side: Side): string {
  const name = sideName(side);
  return side.kind === "pods" ? `${name} in ${side.endpoint.namespace}` : name;
}

function peersOf(side: Side): readonly Json[] {
  switch (side.kind) {
    case "pods":
      return [podsPeer(side.endpoint.namespace, side.endpoint.labels)];
    case "addresses":
      return side.cidrs.map((cidr) => ({
        ipBlock: {
          cidr,
          ...given("except", nonEmpty(side.except.filter((hole) => isWithin(cidr, hole)))),
        },
      }));
    case "names":
      // Only plugins that know names have rules for them.
      return [];
  }
}

/** Pods of a namespace with these labels: both in one item, as two items would mean either. */
export function podsPeer(namespace: string, labels: Labels, selector?: LabelSelector): Json {
  const pods: LabelSelector = { ...given("matchLabels", hasKeys(labels) ? labels : undefined), ...selector };
  return {
    namespaceSelector: { matchLabels: { [NAMESPACE_LABEL]: namespace } },
    // Without labels it is every pod of the namespace, which the other selector says alone.
    ...given("podSelector", hasKeys(pods) ? selectorJson(pods) : undefined),
  };
}

/** A selector as plain data. */
export function selectorJson({ matchLabels, matchExpressions }: LabelSelector): Json {
  return {
    ...given("matchLabels", matchLabels),
    ...given(
      "matchExpressions",
      matchExpressions?.map(({ key, operator, values }) => ({ key, operator, ...given("values", values) })),
    ),
  };
}

function isWithin(cidr: string, hole: string): boolean {
  const [outer, inner] = [readCidr(cidr), readCidr(hole)];
  return outer !== undefined && inner !== undefined && outer.length < inner.length && containsCidr(outer, inner);
}

function nonEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

function hasKeys(value: object): boolean {
  return Object.keys(value).length > 0;
}
