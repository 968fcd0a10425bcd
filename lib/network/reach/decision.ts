import type { AddressRange } from "../../kubernetes/cidr.ts";
import type { Pod } from "./pod.ts";
import type { Policy } from "./policy.ts";
import type { PortSet } from "./ports.ts";

/** One end of a connection. A name stands for public addresses that nobody knows here. */
export type End =
  | { readonly kind: "pod"; readonly pod: Pod }
  | { readonly kind: "addresses"; readonly ranges: readonly AddressRange[] }
  | { readonly kind: "name"; readonly name: string };

/** Why a side lets through what it does. */
export type Ground =
  /** At least one policy of the direction selects the pod: what no rule lets through is denied. */
  | "policies"
  /** No policy of the direction selects the pod. */
  | "unselected"
  /** The end is no pod: nobody asks it. */
  | "outside"
  /** The pod is in the network of its node, where no policy selects it. */
  | "host-network"
  /** A pod always reaches itself. */
  | "self";

/** A rule that lets some ports through to the other end. */
export interface Grant {
  readonly policy: Policy;
  /** Place among the rules of its direction, from 1, as people count. */
  readonly rule: number;
  readonly ports: PortSet;
  /** Whether for all addresses of the other end, or only for some of them. */
  readonly whole: boolean;
}

/** What one side of a connection says. */
export interface SideDecision {
  readonly ground: Ground;
  /** Policies that select the pod. */
  readonly policies: readonly Policy[];
  readonly grants: readonly Grant[];
  /** Ports that are surely let through. */
  readonly allowed: PortSet;
  /** Ports that are let through for some of the addresses at least. */
  readonly partly: PortSet;
}

/** Whether a connection is let through, and by what. */
export interface Decision {
  readonly allowed: PortSet;
  readonly partly: PortSet;
  readonly egress: SideDecision;
  readonly ingress: SideDecision;
}
