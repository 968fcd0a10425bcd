import { type AddressRange, subtract } from "../../kubernetes/cidr.ts";
import type { Pod } from "./pod.ts";
import type { PodIndex } from "./pod-index.ts";
import { DIRECTIONS, type Direction, type Policy, type PolicyPort, type PolicyRule } from "./policy.ts";
import { ALL_PORTS, allOf, NO_PORTS, onePort, type PortSet, portsBetween, unionPorts } from "./ports.ts";

/** Addresses that stand for what Cilium knows without one, by direction; where none are given, it stands for none. */
export type Entities = Readonly<Partial<Record<Direction, Readonly<Record<string, readonly AddressRange[]>>>>>;

/** A rule with its selectors resolved. */
export interface CompiledRule {
  readonly policy: Policy;
  /** Place among the rules of its direction, from 0. */
  readonly index: number;
  /** No peer is named: pods, addresses and names alike. */
  readonly everybody: boolean;
  /** Pods that it names, by their place. */
  readonly pods: ReadonlySet<number>;
  readonly ranges: readonly AddressRange[];
  readonly names: readonly string[];
  /** Ports where none is named; otherwise `undefined`, and they depend on the pod that is connected to. */
  readonly ports: PortSet | undefined;
  /** The ports on a pod; without one, named ports stand for none. */
  readonly portsOn: (pod: Pod | undefined) => PortSet;
}

/** What the policies of one direction say about a pod: those that select it, and all of their rules. */
export interface PodRules {
  readonly policies: readonly Policy[];
  readonly rules: readonly CompiledRule[];
}

/** The rules of each pod by direction; nothing for a pod that no policy of that direction selects, which is open. */
export type RulesByPod = Readonly<Record<Direction, ReadonlyMap<number, PodRules>>>;

/** Resolves every selector once. */
export function compileRules(policies: readonly Policy[], index: PodIndex, entities: Entities = {}): RulesByPod {
  const byPod = { ingress: new Map<number, MutableRules>(), egress: new Map<number, MutableRules>() };
  for (const policy of policies) {
    const selected = index.selected(policy.namespace, policy.selector);
    for (const direction of DIRECTIONS) {
      const rules = policy[direction]?.map((rule, at) => compileRule(policy, rule, { at, direction }, index, entities));
      if (rules === undefined) continue;
      for (const pod of selected) {
        const known = byPod[direction].get(pod) ?? { policies: [], rules: [] };
        known.policies.push(policy);
        known.rules.push(...rules);
        byPod[direction].set(pod, known);
      }
    }
  }
  return byPod;
}

interface MutableRules {
  readonly policies: Policy[];
  readonly rules: CompiledRule[];
}

/** One rule with its selectors resolved. */
export function compileRule(
  policy: Policy,
  rule: PolicyRule,
  { at, direction }: { readonly at: number; readonly direction: Direction },
  pods: PodIndex,
  entities: Entities = {},
): CompiledRule {
  const peers = rule.peers ?? [];
  const named = (rule.ports ?? []).some(({ port }) => typeof port === "string");
  const fixed = named ? undefined : portsOn(rule.ports, undefined);
  return {
    policy,
    index: at,
    everybody: rule.peers === undefined,
    pods: new Set(peers.flatMap((peer) => (peer.kind === "pods" ? pods.ofPeer(peer, policy.namespace) : []))),
    ranges: peers.flatMap((peer) => {
      if (peer.kind === "addresses") return subtract(peer.cidr, peer.except);
      return peer.kind === "entities" ? peer.entities.flatMap((entity) => entities[direction]?.[entity] ?? []) : [];
    }),
    names: peers.flatMap((peer) => (peer.kind === "names" ? peer.patterns : [])),
    ports: fixed,
    portsOn: (pod) => fixed ?? portsOn(rule.ports, pod),
  };
}

function portsOn(ports: readonly PolicyPort[] | undefined, pod: Pod | undefined): PortSet {
  if (ports === undefined) return ALL_PORTS;
  return ports.map((port) => portOn(port, pod)).reduce(unionPorts, NO_PORTS);
}

/** A named port is that of the pod that is connected to, of the same protocol; no pod, or none of that name: no port. */
function portOn({ protocol, port, endPort }: PolicyPort, pod: Pod | undefined): PortSet {
  if (port === undefined) return allOf(protocol);
  if (typeof port === "number") return portsBetween(protocol, port, endPort ?? port);
  return (pod?.ports ?? [])
    .filter((one) => one.name === port && one.protocol === protocol)
    .map((one) => onePort(protocol, one.port))
    .reduce(unionPorts, NO_PORTS);
}
