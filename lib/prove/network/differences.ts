import type { Network } from "../../model/network.ts";
import type { Connections } from "../../network/reach/connections.ts";
import type { End } from "../../network/reach/decision.ts";
import { sideText } from "../../network/reach/explain.ts";
import type { Pod } from "../../network/reach/pod.ts";
import { DIRECTIONS, type Direction } from "../../network/reach/policy.ts";
import { isNoPorts, NO_PORTS, type PortSet, portsText, unionPorts, withoutPorts } from "../../network/reach/ports.ts";
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
 * Compares what policies let through with the connections of the model: each governed pod with each pod, what it lets out and what
 * it lets in, each by itself and on every port, so that no side relies on the other being narrow; and each governed pod with every
 * address, and with every name that either of them has. Where both sides are right, so is what they let through together.
 */
export function compareNetwork(
  network: Network,
  edges: readonly Edge[],
  players: readonly Player[],
  reach: Reachability,
): Compared {
  const stated = new Stated(network, edges, players);
  const connections = byPodOf(reach.connections());
  const governed = players.filter((player) => player.governed);
  return {
    // With each other pod, and with the outside world, in both directions.
    pairs: governed.length * players.length * DIRECTIONS.length,
    differences: [
      ...DIRECTIONS.flatMap((direction) => betweenPods(direction, players, stated, reach)),
      ...governed.flatMap((player) => DIRECTIONS.flatMap((to) => outside(player, to, stated, connections))),
      ...governed.flatMap((player) => names(player, stated, connections)),
    ],
  };
}

/** What pods have to do with the outside world, by pod. */
interface Outside {
  readonly ranges: Readonly<Record<Direction, ReadonlyMap<Pod, readonly RangePorts[]>>>;
  readonly names: ReadonlyMap<Pod, ReadonlyMap<string, PortSet>>;
}

function byPodOf({ outside: all, names: named }: Connections): Outside {
  const ranges = { egress: new Map<Pod, readonly RangePorts[]>(), ingress: new Map<Pod, readonly RangePorts[]>() };
  for (const one of all) ranges[one.direction].set(one.pod, one.ranges);
  const byName = new Map<Pod, Map<string, PortSet>>();
  for (const { pod, pattern, ports } of named) {
    const known = byName.get(pod) ?? new Map<string, PortSet>();
    known.set(pattern, unionPorts(known.get(pattern) ?? NO_PORTS, ports));
    byName.set(pod, known);
  }
  return { ranges, names: byName };
}

function betweenPods(
  direction: Direction,
  players: readonly Player[],
  stated: Stated,
  reach: Reachability,
): readonly Difference[] {
  const side = reach.side(direction);
  const byPod = new Map(players.map((player) => [player.pod, player]));
  return players.flatMap((own): readonly Difference[] => {
    if (!own.governed) return [];
    const row = side.get(own.pod);
    if (row === undefined) {
      return [{ says: `no policy for ${direction} selects ${text(own.pod)}`, quarantined: own.quarantined }];
    }
    // Pairs that neither the policies nor the model know are most of them.
    const known = [...row.keys()].flatMap((pod) => byPod.get(pod) ?? []);
    const others = new Set([...known, ...stated.neighbours(direction, own)]);
    others.delete(own);
    return [...others].flatMap((other) => {
      const expected = stated.ports(direction, own, other);
      const actual = row.get(other.pod) ?? NO_PORTS;
      const [from, to] = direction === "egress" ? [own, other] : [other, own];
      const by = (ports: PortSet) =>
        sideText(direction, reach.decide(podEnd(from.pod), podEnd(to.pod))[direction], ports);
      return [
        ...told(
          withoutPorts(actual, expected),
          (ports) =>
            `${text(from.pod)} is let ${WORDS[direction]} to ${text(to.pod)} on ${portsText(ports)}, and no connection of the model says so: ${by(ports)}`,
        ),
        ...told(withoutPorts(expected, actual), (ports) => {
          const whys = [...new Set(stated.edges(from, to).map(({ why }) => why))].join("; ");
          const wanted = whys === "" ? "who looks at pods in quarantine" : whys;
          return `${text(from.pod)} cannot reach ${text(to.pod)} on ${portsText(ports)} (${wanted}): ${by(ports)}`;
        }),
      ].map((says) => ({ says, quarantined: from.quarantined || to.quarantined }));
    });
  });
}

const WORDS = { egress: "out", ingress: "in" } as const;

function told(ports: PortSet, says: (ports: PortSet) => string): readonly string[] {
  return isNoPorts(ports) ? [] : [says(ports)];
}

function outside(
  player: Player,
  direction: Direction,
  stated: Stated,
  { ranges: all }: Outside,
): readonly Difference[] {
  const expected = stated.outside(player, direction);
  const actual = all[direction].get(player.pod) ?? [];
  const said = (ranges: readonly RangePorts[], verb: string): readonly Difference[] =>
    ranges.length === 0
      ? []
      : [{ says: `${text(player.pod)} ${verb} ${rangesText(ranges)}`, quarantined: player.quarantined }];
  const [much, little] = [withoutRanges(actual, expected), withoutRanges(expected, actual)];
  return direction === "egress"
    ? [...said(much, "reaches, and no connection of the model says so,"), ...said(little, "cannot reach")]
    : [
        ...said(much, "is reached, and no connection of the model says so, from"),
        ...said(little, "cannot be reached from"),
      ];
}

function names(player: Player, stated: Stated, { names: all }: Outside): readonly Difference[] {
  const expected = stated.names(player);
  const actual = all.get(player.pod) ?? new Map<string, PortSet>();
  return [...new Set([...expected.keys(), ...actual.keys()])].flatMap((name) => {
    const [wanted, found] = [expected.get(name) ?? NO_PORTS, actual.get(name) ?? NO_PORTS];
    const own = text(player.pod);
    return [
      ...told(
        withoutPorts(found, wanted),
        (ports) => `${own} reaches ${name} on ${portsText(ports)}, and no connection of the model says so`,
      ),
      ...told(withoutPorts(wanted, found), (ports) => `${own} cannot reach ${name} on ${portsText(ports)}`),
    ].map((says) => ({ says, quarantined: player.quarantined }));
  });
}

function podEnd(pod: Pod): End {
  return { kind: "pod", pod };
}

function text({ namespace, name }: Pod): string {
  return `${namespace}/${name}`;
}
