import type { Network } from "../../model/network.ts";
import type { Connections } from "../../network/reach/connections.ts";
import type { End } from "../../network/reach/decision.ts";
import { sideText } from "../../network/reach/explain.ts";
import type { Pod } from "../../network/reach/pod.ts";
import { DIRECTIONS, type Direction } from "../../network/reach/policy.ts";
import { isNoPorts, NO_PORTS, type PortSet, portsText, samePorts, withoutPorts } from "../../network/reach/ports.ts";
import { type RangePorts, rangesText, withoutRanges } from "../../network/reach/ranges.ts";
import type { Reachability } from "../../network/reach/reachability.ts";
import type { Edge } from "../../network/side.ts";
import type { Player } from "./cast.ts";
import { Stated } from "./stated.ts";

/** A connection on which policies and model differ. */
export interface Difference {
  readonly says: string;
  /** Whether a pod in quarantine is one of its ends. */
  readonly quarantined: boolean;
}

/** How many pairs were compared, and every one that differs. */
export interface Compared {
  readonly pairs: number;
  readonly differences: readonly Difference[];
}

/**
 * Compares what policies let through with the connections of the model: each pair of pods of which one is governed, in both
 * directions and on every port, each governed pod with every address, and with every name that either of them has.
 */
export function compareNetwork(
  network: Network,
  edges: readonly Edge[],
  players: readonly Player[],
  reach: Reachability,
): Compared {
  const stated = new Stated(network, edges);
  const connections = reach.connections();
  const governed = players.filter((player) => player.governed);
  const asked = players.length * (players.length - 1) - open(players.length - governed.length);
  return {
    pairs: asked + governed.length * DIRECTIONS.length,
    differences: [
      ...betweenPods(players, stated, connections, reach),
      ...governed.flatMap((player) => DIRECTIONS.flatMap((to) => outside(player, to, stated, connections))),
      ...governed.flatMap((player) => names(player, stated, connections)),
    ],
  };
}

/** Pairs of pods that no policy of ours is about. */
function open(others: number): number {
  return others * (others - 1);
}

function betweenPods(
  players: readonly Player[],
  stated: Stated,
  connections: Connections,
  reach: Reachability,
): readonly Difference[] {
  const found = new Map<Pod, Map<Pod, PortSet>>();
  for (const { from, to, ports } of connections.pods) {
    const row = found.get(from) ?? new Map<Pod, PortSet>();
    row.set(to, ports);
    found.set(from, row);
  }
  return players.flatMap((from) => {
    const row = found.get(from.pod);
    // Pairs that neither the policies nor the model know are most of them.
    const others = players.filter((to) => to !== from && (row?.has(to.pod) === true || stated.knows(from, to)));
    return others.flatMap((to): readonly Difference[] => {
      if (!from.governed && !to.governed) return [];
      const expected = stated.ports(from, to);
      const actual = row?.get(to.pod) ?? NO_PORTS;
      if (samePorts(expected, actual)) return [];
      const quarantined = from.quarantined || to.quarantined;
      return [
        ...ways(withoutPorts(actual, expected), (ports) => tooMuch(from, to, ports, reach)),
        ...ways(withoutPorts(expected, actual), (ports) => tooLittle(from, to, ports, stated, reach)),
      ].map((says) => ({ says, quarantined }));
    });
  });
}

function ways(ports: PortSet, says: (ports: PortSet) => string): readonly string[] {
  return isNoPorts(ports) ? [] : [says(ports)];
}

function tooMuch({ pod: from }: Player, { pod: to }: Player, ports: PortSet, reach: Reachability): string {
  const { egress, ingress } = reach.decide(podEnd(from), podEnd(to));
  const why = [sideText("egress", egress, ports), sideText("ingress", ingress, ports)].join(", ");
  return `${text(from)} reaches ${text(to)} on ${portsText(ports)}, and no connection of the model says so: ${why}`;
}

function tooLittle(from: Player, to: Player, ports: PortSet, stated: Stated, reach: Reachability): string {
  const { egress, ingress } = reach.decide(podEnd(from.pod), podEnd(to.pod));
  const denied = [
    ...(isNoPorts(withoutPorts(ports, egress.allowed))
      ? []
      : [sideText("egress", egress, withoutPorts(ports, egress.allowed))]),
    ...(isNoPorts(withoutPorts(ports, ingress.allowed))
      ? []
      : [sideText("ingress", ingress, withoutPorts(ports, ingress.allowed))]),
  ];
  const whys = [...new Set(stated.edges(from, to).map(({ why }) => why))].join("; ");
  const wanted = whys === "" ? "who looks at pods in quarantine" : whys;
  return `${text(from.pod)} cannot reach ${text(to.pod)} on ${portsText(ports)} (${wanted}): ${denied.join(", ")}`;
}

function outside(
  player: Player,
  direction: Direction,
  stated: Stated,
  { outside: all }: Connections,
): readonly Difference[] {
  const expected = stated.outside(player, direction);
  const actual = all.find((one) => one.pod === player.pod && one.direction === direction)?.ranges ?? [];
  const told = (ranges: readonly RangePorts[], verb: string): readonly Difference[] =>
    ranges.length === 0
      ? []
      : [{ says: `${text(player.pod)} ${verb} ${rangesText(ranges)}`, quarantined: player.quarantined }];
  const [much, little] = [withoutRanges(actual, expected), withoutRanges(expected, actual)];
  return direction === "egress"
    ? [...told(much, "reaches, and no connection of the model says so,"), ...told(little, "cannot reach")]
    : [
        ...told(much, "is reached, and no connection of the model says so, from"),
        ...told(little, "cannot be reached from"),
      ];
}

function names(player: Player, stated: Stated, { names: all }: Connections): readonly Difference[] {
  const expected = stated.names(player);
  const actual = new Map(all.filter(({ pod }) => pod === player.pod).map(({ pattern, ports }) => [pattern, ports]));
  return [...new Set([...expected.keys(), ...actual.keys()])].flatMap((name) => {
    const [wanted, found] = [expected.get(name) ?? NO_PORTS, actual.get(name) ?? NO_PORTS];
    const difference = (says: string): Difference => ({ says, quarantined: player.quarantined });
    return [
      ...ways(
        withoutPorts(found, wanted),
        (ports) => `${text(player.pod)} reaches ${name} on ${portsText(ports)}, and no connection of the model says so`,
      ),
      ...ways(
        withoutPorts(wanted, found),
        (ports) => `${text(player.pod)} cannot reach ${name} on ${portsText(ports)}`,
      ),
    ].map(difference);
  });
}

function podEnd(pod: Pod): End {
  return { kind: "pod", pod };
}

function text({ namespace, name }: Pod): string {
  return `${namespace}/${name}`;
}
