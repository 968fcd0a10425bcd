import type { Protocol } from "../model/workload.ts";
import type { Endpoint } from "./endpoints.ts";

/** Addresses outside of the pods' network. */
export interface Addresses {
  readonly kind: "addresses";
  /** As people call them: the dependency, `nodes`, `API server`. */
  readonly name: string;
  readonly of: "external" | "nodes" | "api-server" | "name-server";
  readonly cidrs: readonly string[];
  readonly except: readonly string[];
}

/** One end of a connection: pods, addresses, or names of the DNS. */
export type Side =
  | { readonly kind: "pods"; readonly endpoint: Endpoint }
  | Addresses
  | { readonly kind: "names"; readonly name: string; readonly hosts: readonly string[] };

/** A connection that is let through; both sides of the policies, the document and the proof come from these. */
export interface Edge {
  readonly from: Side;
  readonly to: Side;
  /** Of the container, as policies see no other. */
  readonly port: number;
  readonly protocol: Protocol;
  readonly why: string;
  /** Where in the model it stands. */
  readonly path: string;
  /** Why the whole world is let through, where it is. */
  readonly exception?: string;
}

/** Pods as one end of a connection; pods in the network of their node are seen as its address. */
export function podsSide(endpoint: Endpoint, nodes: readonly string[]): Side {
  return endpoint.hostNetwork
    ? { kind: "addresses", name: `nodes of ${endpoint.name}`, of: "nodes", cidrs: nodes, except: [] }
    : { kind: "pods", endpoint };
}

/** What people call one end of a connection. */
export function sideName(side: Side): string {
  return side.kind === "pods" ? side.endpoint.name : side.name;
}

/** Equal for ends that are the same pods, addresses or names. */
export function sideKey(side: Side): string {
  switch (side.kind) {
    case "pods":
      return `pods ${side.endpoint.name}`;
    case "addresses":
      return JSON.stringify([side.of, side.cidrs, side.except]);
    case "names":
      return JSON.stringify(["names", side.hosts]);
  }
}

/** Whether a policy for this end is ours to write, and any policy can select it. */
export function isGuarded(side: Side): boolean {
  return side.kind === "pods" && side.endpoint.ours;
}

/** Edges by the pods that they lead to, and by those that they start from. */
export function byEnds(
  edges: readonly Edge[],
): readonly [into: ReadonlyMap<string, readonly Edge[]>, out: ReadonlyMap<string, readonly Edge[]>] {
  const [into, out] = [new Map<string, Edge[]>(), new Map<string, Edge[]>()];
  for (const edge of edges) {
    if (edge.from.kind === "pods") listIn(out, edge.from.endpoint.name).push(edge);
    if (edge.to.kind === "pods") listIn(into, edge.to.endpoint.name).push(edge);
  }
  return [into, out];
}

function listIn(lists: Map<string, Edge[]>, name: string): Edge[] {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  return list;
}
