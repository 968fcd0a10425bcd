import type { Cidr } from "../../kubernetes/cidr.ts";
import type { LabelSelector } from "../../kubernetes/selector.ts";
import type { PolicyProtocol } from "./ports.ts";

/** Which way a connection is opened, seen from the pods that a policy selects. */
export const DIRECTIONS = ["ingress", "egress"] as const;

/** One of {@link DIRECTIONS}. */
export type Direction = (typeof DIRECTIONS)[number];

/** A policy as it acts, with every default filled in: a NetworkPolicy, or the part of Cilium's that Burnline emits. */
export interface Policy {
  readonly kind: "NetworkPolicy" | "CiliumNetworkPolicy";
  readonly name: string;
  readonly namespace: string;
  /** Pods of its namespace that it selects. */
  readonly selector: LabelSelector;
  /** What it lets in; absent where it leaves that direction alone. */
  readonly ingress?: readonly PolicyRule[];
  /** What it lets out; absent where it leaves that direction alone. */
  readonly egress?: readonly PolicyRule[];
  /** Whether the object says itself which directions it is about. */
  readonly statesTypes: boolean;
  /** Directions for which the object has a list of rules, be it empty. */
  readonly lists: readonly Direction[];
}

/** One way through: any of the peers, on any of the ports. */
export interface PolicyRule {
  /** Absent: everybody. */
  readonly peers?: readonly Peer[];
  /** Whether the object has an empty list of peers, which means everybody too. */
  readonly emptyPeers?: boolean;
  /** Absent: every port. */
  readonly ports?: readonly PolicyPort[];
}

/** Who may be on the other end. */
export type Peer = PodPeer | AddressPeer | NamePeer | EntityPeer;

/** Pods by their labels. */
export interface PodPeer {
  readonly kind: "pods";
  /** Absent: the namespace of the policy. */
  readonly namespaces?: LabelSelector;
  /** Absent: all pods of these namespaces. */
  readonly pods?: LabelSelector;
}

/** Addresses outside of the pods. */
export interface AddressPeer {
  readonly kind: "addresses";
  readonly cidr: Cidr;
  readonly except: readonly Cidr[];
}

/** Names in the DNS, which only Cilium knows; `*` stands for any characters but a dot. */
export interface NamePeer {
  readonly kind: "names";
  readonly patterns: readonly string[];
}

/** What Cilium knows without an address: `host`, `remote-node`, `kube-apiserver`. */
export interface EntityPeer {
  readonly kind: "entities";
  readonly entities: readonly string[];
}

/** Ports of the pod that is connected to. */
export interface PolicyPort {
  readonly protocol: PolicyProtocol;
  /** Number, or name of a container port; absent: all of the protocol. */
  readonly port?: number | string;
  /** Last port of an interval that begins at `port`. */
  readonly endPort?: number;
  /** Whether the object leaves the protocol to the default, TCP. */
  readonly defaulted?: boolean;
}

/** `alcs/alcs.redis`. */
export function policyName({ namespace, name }: Pick<Policy, "namespace" | "name">): string {
  return `${namespace}/${name}`;
}
