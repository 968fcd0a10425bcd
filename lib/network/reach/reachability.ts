import type { AddressRange } from "../../kubernetes/cidr.ts";
import { type CompiledRule, compileRules, type PodRules, type RulesByPod } from "./compiled.ts";
import type { NamespaceLabels, Pod } from "./pod.ts";
import { PodIndex } from "./pod-index.ts";
import type { Direction, Policy } from "./policy.ts";
import { ALL_PORTS, intersectPorts, isNoPorts, NO_PORTS, type PortSet, unionPorts } from "./ports.ts";
import { PUBLIC_IPV4 } from "./public.ts";
import { ALL_ADDRESSES, portsByAddress, portsIn, type RangePorts } from "./ranges.ts";

/** One end of a connection. A name stands for public addresses that nobody knows here. */
export type End =
  | { readonly kind: "pod"; readonly pod: Pod }
  | { readonly kind: "addresses"; readonly range: AddressRange }
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

/** What one pod may open to another; ports on the second. */
export interface PodConnection {
  readonly from: Pod;
  readonly to: Pod;
  readonly ports: PortSet;
}

/** What a pod may open to addresses outside of the cluster, or they to it. */
export interface OutsideConnection {
  readonly pod: Pod;
  readonly direction: Direction;
  readonly ranges: readonly RangePorts[];
}

/** Everything that is let through between pods, and between them and the outside world. */
export interface Connections {
  readonly pods: readonly PodConnection[];
  readonly outside: readonly OutsideConnection[];
}

const OPEN: PodRules | undefined = undefined;

/**
 * Says what policies let through between pods, addresses and names, as Kubernetes defines it
 * (https://kubernetes.io/docs/concepts/services-networking/network-policies/): a connection needs egress of one pod and ingress of
 * the other; a pod that policies of a direction select is let through what one of their rules lets through, any other pod
 * everything. Blocks of addresses never stand for pods; answers to connections and probes of the own node are never cut.
 */
export class Reachability {
  readonly pods: readonly Pod[];
  readonly #index: PodIndex;
  readonly #rules: RulesByPod;
  readonly #places: ReadonlyMap<Pod, number>;

  constructor(policies: readonly Policy[], pods: readonly Pod[], namespaces: NamespaceLabels = {}) {
    this.pods = pods;
    this.#index = new PodIndex(pods, namespaces);
    this.#rules = compileRules(policies, this.#index);
    this.#places = new Map(pods.map((pod, index) => [pod, index]));
  }

  /** Judges one pair of ends. Errors: RangeError for a pod that is not among those given. */
  decide(from: End, to: End): Decision {
    const egress = this.#side("egress", from, to);
    const ingress = this.#side("ingress", to, from);
    return {
      allowed: intersectPorts(egress.allowed, ingress.allowed),
      partly: intersectPorts(egress.partly, ingress.partly),
      egress,
      ingress,
    };
  }

  /** Every pair of pods, and every pod with the outside world, that some port is let through; pods to themselves left out. */
  connections(): Connections {
    return { pods: this.#podConnections(), outside: this.#outsideConnections() };
  }

  #side(direction: Direction, own: End, other: End): SideDecision {
    if (own.kind !== "pod") return open("outside");
    if (other.kind === "pod" && other.pod === own.pod) return open("self");
    if (own.pod.hostNetwork === true) return open("host-network");
    const rules = this.#rules[direction].get(this.#placeOf(own.pod)) ?? OPEN;
    if (rules === undefined) return open("unselected");
    const grants = rules.rules.flatMap((rule) => this.#grant(rule, direction, own.pod, other) ?? []);
    const ranges = other.kind === "pod" ? undefined : rangesOf(other);
    return {
      ground: "policies",
      policies: rules.policies,
      grants,
      // Several rules may make up a range together where none of them has all of it.
      allowed: unionPorts(
        grants.filter(({ whole }) => whole).reduce((sum, { ports }) => unionPorts(sum, ports), NO_PORTS),
        ranges === undefined
          ? NO_PORTS
          : everywhere(ranges, portsByAddress(rules.rules.flatMap((rule) => addressed(rule, direction, own.pod)))),
      ),
      partly: grants.reduce((sum, { ports }) => unionPorts(sum, ports), NO_PORTS),
    };
  }

  #grant(rule: CompiledRule, direction: Direction, own: Pod, other: End): Grant | undefined {
    const target = direction === "ingress" ? own : other.kind === "pod" ? other.pod : undefined;
    const ports = rule.portsOn(target);
    if (isNoPorts(ports)) return undefined;
    const grant = (whole: boolean): Grant => ({ policy: rule.policy, rule: rule.index + 1, ports, whole });
    if (rule.everybody) return grant(true);
    if (other.kind === "pod" && other.pod.hostNetwork !== true) {
      return rule.pods.has(this.#placeOf(other.pod)) ? grant(true) : undefined;
    }
    if (other.kind === "name" && rule.names.some((pattern) => isNamed(other.name, pattern))) return grant(true);
    // The address of a node is not known here: only a block of every address surely has it.
    const ranges = other.kind === "pod" ? ALL_ADDRESSES.slice(0, 1) : rangesOf(other);
    const covered = portsByAddress(rule.ranges.map((range) => ({ ...range, ports })));
    if (!isNoPorts(everywhere(ranges, covered))) return grant(true);
    return ranges.some((range) => !isNoPorts(portsIn(covered, range).somewhere)) ? grant(false) : undefined;
  }

  #placeOf(pod: Pod): number {
    const place = this.#places.get(pod);
    if (place === undefined) throw new RangeError(`${pod.namespace}/${pod.name} is none of the pods`);
    return place;
  }

  #podConnections(): readonly PodConnection[] {
    const found: PodConnection[] = [];
    const into = this.pods.map((_, place) => this.#table("ingress", place));
    for (const [place, from] of this.pods.entries()) {
      if (from.hostNetwork === true) continue;
      const out = this.#table("egress", place);
      for (const other of out?.keys() ?? this.pods.keys()) {
        const to = this.pods[other];
        if (to === undefined || to === from || to.hostNetwork === true) continue;
        const entering = into[other];
        const ports = intersectPorts(
          out === undefined ? ALL_PORTS : (out.get(other) ?? NO_PORTS),
          entering === undefined ? ALL_PORTS : (entering.get(place) ?? NO_PORTS),
        );
        if (!isNoPorts(ports)) found.push({ from, to, ports });
      }
    }
    return found;
  }

  /** The ports that a pod lets through by the pod on the other end; nothing where it lets everything through. */
  #table(direction: Direction, place: number): ReadonlyMap<number, PortSet> | undefined {
    const own = this.pods[place];
    const selecting = this.#rules[direction].get(place);
    if (own === undefined || selecting === undefined) return undefined;
    const table = new Map<number, PortSet>();
    for (const rule of selecting.rules) {
      for (const other of rule.everybody ? this.pods.keys() : rule.pods) {
        const ports = rule.ports ?? rule.portsOn(direction === "ingress" ? own : this.pods[other]);
        table.set(other, unionPorts(table.get(other) ?? NO_PORTS, ports));
      }
    }
    return table;
  }

  #outsideConnections(): readonly OutsideConnection[] {
    return [...this.pods.entries()].flatMap(([place, pod]) =>
      pod.hostNetwork === true
        ? []
        : (["egress", "ingress"] as const).flatMap((direction): readonly OutsideConnection[] => {
            const selecting = this.#rules[direction].get(place);
            const ranges = portsByAddress(
              selecting === undefined
                ? ALL_ADDRESSES.map((range) => ({ ...range, ports: ALL_PORTS }))
                : selecting.rules.flatMap((rule) => addressed(rule, direction, pod)),
            );
            return ranges.length === 0 ? [] : [{ pod, direction, ranges }];
          }),
    );
  }
}

function addressed(rule: CompiledRule, direction: Direction, own: Pod): readonly RangePorts[] {
  const ports = rule.portsOn(direction === "ingress" ? own : undefined);
  return (rule.everybody ? ALL_ADDRESSES : rule.ranges).map((range) => ({ ...range, ports }));
}

function open(ground: Ground): SideDecision {
  return { ground, policies: [], grants: [], allowed: ALL_PORTS, partly: ALL_PORTS };
}

function rangesOf(end: Exclude<End, { kind: "pod" }>): readonly AddressRange[] {
  return end.kind === "addresses" ? [end.range] : PUBLIC_IPV4;
}

function everywhere(ranges: readonly AddressRange[], byAddress: readonly RangePorts[]): PortSet {
  return ranges.map((range) => portsIn(byAddress, range).everywhere).reduce(intersectPorts);
}

/** Cilium's patterns: `*` stands for any characters that a label of a name can have, dots not among them. */
function isNamed(name: string, pattern: string): boolean {
  if (pattern === "*") return true;
  const parts = pattern
    .toLowerCase()
    .split("*")
    .map((part) => part.replace(/[.\\+?^${}()|[\]]/g, "\\$&"));
  return new RegExp(`^${parts.join("[-a-z0-9_]*")}$`).test(name.toLowerCase());
}
