import type { AddressRange } from "../../kubernetes/cidr.ts";
import { type CompiledRule, compileRules, type Entities, type RulesByPod } from "./compiled.ts";
import { addressed, type Connections, connectionsOf, type PortsByPod, sideConnections } from "./connections.ts";
import type { Decision, End, Grant, Ground, SideDecision } from "./decision.ts";
import type { NamespaceLabels, Pod } from "./pod.ts";
import { PodIndex } from "./pod-index.ts";
import type { Direction, Policy } from "./policy.ts";
import { ALL_PORTS, intersectPorts, isNoPorts, NO_PORTS, type PortSet, unionPorts } from "./ports.ts";
import { PUBLIC_IPV4 } from "./public.ts";
import { ALL_ADDRESSES, portsByAddress, portsIn, type RangePorts } from "./ranges.ts";

/** What else policies look at besides pods. */
export interface ClusterFacts {
  /** Labels of namespaces besides their name. */
  readonly namespaces?: NamespaceLabels;
  readonly entities?: Entities;
}

/**
 * Says what policies let through between pods, addresses and names, as Kubernetes defines it
 * (https://kubernetes.io/docs/concepts/services-networking/network-policies/): a connection needs egress of one pod and ingress of
 * the other; a pod that policies of a direction select is let through what one of their rules lets through, any other pod
 * everything. Blocks of addresses never stand for pods; answers to connections and probes of the own node are never cut.
 */
export class Reachability {
  readonly pods: readonly Pod[];
  readonly #rules: RulesByPod;
  readonly #places: ReadonlyMap<Pod, number>;

  constructor(policies: readonly Policy[], pods: readonly Pod[], { namespaces, entities }: ClusterFacts = {}) {
    this.pods = pods;
    this.#rules = compileRules(policies, new PodIndex(pods, namespaces), entities);
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

  /** Everything that is let through, at once. */
  connections(): Connections {
    return connectionsOf(this.pods, this.#rules);
  }

  /** What one side alone lets through, by pod; nothing for pods that it does not select. */
  side(direction: Direction): ReadonlyMap<Pod, PortsByPod> {
    return sideConnections(this.pods, this.#rules, direction);
  }

  #side(direction: Direction, own: End, other: End): SideDecision {
    if (own.kind !== "pod") return open("outside");
    if (other.kind === "pod" && other.pod === own.pod) return open("self");
    if (own.pod.hostNetwork === true) return open("host-network");
    const rules = this.#rules[direction].get(this.#placeOf(own.pod));
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
}

function open(ground: Ground): SideDecision {
  return { ground, policies: [], grants: [], allowed: ALL_PORTS, partly: ALL_PORTS };
}

function rangesOf(end: Exclude<End, { kind: "pod" }>): readonly AddressRange[] {
  return end.kind === "addresses" ? end.ranges : PUBLIC_IPV4;
}

function everywhere(ranges: readonly AddressRange[], byAddress: readonly RangePorts[]): PortSet {
  if (ranges.length === 0) return NO_PORTS;
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
