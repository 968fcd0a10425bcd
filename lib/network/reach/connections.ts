import type { CompiledRule, RulesByPod } from "./compiled.ts";
import type { Pod } from "./pod.ts";
import { DIRECTIONS, type Direction } from "./policy.ts";
import { ALL_PORTS, intersectPorts, isNoPorts, NO_PORTS, type PortSet, unionPorts } from "./ports.ts";
import { ALL_ADDRESSES, portsByAddress, type RangePorts } from "./ranges.ts";

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

/** What a pod may open to names of the DNS, where a policy names them. */
export interface NameConnection {
  readonly pod: Pod;
  readonly pattern: string;
  readonly ports: PortSet;
}

/** Everything that is let through between pods, and between them and the outside world. */
export interface Connections {
  readonly pods: readonly PodConnection[];
  readonly outside: readonly OutsideConnection[];
  readonly names: readonly NameConnection[];
}

/**
 * Every pair of pods, and every pod with the outside world, that some port is let through. Left out are pods with themselves, and
 * pods in the network of their node, which are a part of the outside world. Time grows with what rules name, not with the pairs.
 */
export function connectionsOf(pods: readonly Pod[], rules: RulesByPod): Connections {
  return {
    pods: podConnections(pods, rules),
    outside: [...pods.entries()].flatMap(([place, pod]) =>
      pod.hostNetwork === true ? [] : DIRECTIONS.flatMap((direction) => outside(pod, direction, rules, place)),
    ),
    names: [...pods.entries()].flatMap(([place, pod]) =>
      (rules.egress.get(place)?.rules ?? []).flatMap(({ names, portsOn }) =>
        names.map((pattern) => ({ pod, pattern, ports: portsOn(undefined) })),
      ),
    ),
  };
}

/** Ports by the pod on the other end. */
export type PortsByPod = ReadonlyMap<Pod, PortSet>;

/**
 * What one side alone lets through, by pod: what pods let out, or what they let in. Pods that no policy of the direction selects, and
 * so let everything through, are left out, and pods in the network of their node.
 */
export function sideConnections(
  pods: readonly Pod[],
  rules: RulesByPod,
  direction: Direction,
): ReadonlyMap<Pod, PortsByPod> {
  const found = new Map<Pod, PortsByPod>();
  for (const [place, own] of pods.entries()) {
    const row = table(pods, rules, direction, place);
    if (row === undefined) continue;
    const entries = [...row].flatMap(([other, ports]) => {
      const pod = pods[other];
      return pod === undefined || pod === own || isNoPorts(ports) ? [] : [[pod, ports] as const];
    });
    found.set(own, new Map(entries));
  }
  return found;
}

function podConnections(pods: readonly Pod[], rules: RulesByPod): readonly PodConnection[] {
  const found: PodConnection[] = [];
  const into = pods.map((_, place) => table(pods, rules, "ingress", place));
  for (const [place, from] of pods.entries()) {
    if (from.hostNetwork === true) continue;
    const out = table(pods, rules, "egress", place);
    for (const other of out?.keys() ?? pods.keys()) {
      const to = pods[other];
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
function table(
  pods: readonly Pod[],
  rules: RulesByPod,
  direction: Direction,
  place: number,
): ReadonlyMap<number, PortSet> | undefined {
  const own = pods[place];
  const selecting = rules[direction].get(place);
  if (own === undefined || selecting === undefined) return undefined;
  const found = new Map<number, PortSet>();
  for (const rule of selecting.rules) {
    for (const other of rule.everybody ? pods.keys() : rule.pods) {
      const ports = rule.ports ?? rule.portsOn(direction === "ingress" ? own : pods[other]);
      found.set(other, unionPorts(found.get(other) ?? NO_PORTS, ports));
    }
  }
  return found;
}

function outside(pod: Pod, direction: Direction, rules: RulesByPod, place: number): readonly OutsideConnection[] {
  const selecting = rules[direction].get(place);
  const ranges =
    selecting === undefined
      ? ALL_ADDRESSES.map((range) => ({ ...range, ports: ALL_PORTS }))
      : portsByAddress(selecting.rules.flatMap((rule) => addressed(rule, direction, pod)));
  return ranges.length === 0 ? [] : [{ pod, direction, ranges }];
}

/** The addresses of a rule, and the ports that it lets through to or from them. */
export function addressed(rule: CompiledRule, direction: Direction, own: Pod): readonly RangePorts[] {
  const ports = rule.portsOn(direction === "ingress" ? own : undefined);
  return (rule.everybody ? ALL_ADDRESSES : rule.ranges).map((range) => ({ ...range, ports }));
}
