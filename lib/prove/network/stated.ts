import type { Network } from "../../model/network.ts";
import type { Direction } from "../../network/reach/policy.ts";
import { NO_PORTS, onePort, type PortSet, unionPorts } from "../../network/reach/ports.ts";
import { portsByAddress, type RangePorts } from "../../network/reach/ranges.ts";
import type { Edge, Side } from "../../network/side.ts";
import type { Player } from "./cast.ts";
import { rangesOfSide } from "./parties.ts";

/**
 * What connections of a model say about pods: an edge is between every pod of the one endpoint and every pod of the other; pods in
 * quarantine let nothing out, and let in who looks at them. Each side says this by itself, so that neither relies on the other.
 */
export class Stated {
  readonly #network: Network;
  readonly #outside: readonly Edge[];
  readonly #between = new Map<string, Edge[]>();
  readonly #neighbours = { egress: new Map<string, Set<string>>(), ingress: new Map<string, Set<string>>() };
  readonly #members = new Map<string, Player[]>();
  readonly #quarantined: readonly Player[];
  readonly #watching: readonly Player[];

  constructor(network: Network, edges: readonly Edge[], players: readonly Player[]) {
    this.#network = network;
    this.#outside = edges.filter(({ from, to }) => from.kind !== "pods" || to.kind !== "pods");
    for (const edge of edges) {
      if (edge.from.kind !== "pods" || edge.to.kind !== "pods") continue;
      const [from, to] = [edge.from.endpoint.name, edge.to.endpoint.name];
      listIn(this.#between, pairKey(from, to)).push(edge);
      setIn(this.#neighbours.egress, from).add(to);
      setIn(this.#neighbours.ingress, to).add(from);
    }
    for (const player of players) for (const name of player.endpoints) listIn(this.#members, name).push(player);
    this.#quarantined = players.filter(({ quarantined }) => quarantined);
    this.#watching = players.filter((player) => this.#forensic(player) !== NO_PORTS);
  }

  /** Ports that one side lets through: `own` out to `other`, or in from it. */
  ports(direction: Direction, own: Player, other: Player): PortSet {
    const [from, to] = direction === "egress" ? [own, other] : [other, own];
    const forensic = to.quarantined ? this.#forensic(from) : NO_PORTS;
    if (own.quarantined) return direction === "egress" ? NO_PORTS : forensic;
    return this.edges(from, to).reduce((sum, { protocol, port }) => unionPorts(sum, onePort(protocol, port)), forensic);
  }

  /** Pods that a side may let anything through to or from; all others it must not know. */
  neighbours(direction: Direction, own: Player): ReadonlySet<Player> {
    const names = [...own.endpoints].flatMap((name) => [...(this.#neighbours[direction].get(name) ?? [])]);
    return new Set([
      ...names.flatMap((name) => this.#members.get(name) ?? []),
      ...(direction === "egress" && this.#watching.includes(own) ? this.#quarantined : []),
      ...(direction === "ingress" && own.quarantined ? this.#watching : []),
    ]);
  }

  /** The connections of the model between two pods. */
  edges(from: Player, to: Player): readonly Edge[] {
    const found: Edge[] = [];
    for (const one of from.endpoints) {
      for (const other of to.endpoints) found.push(...(this.#between.get(pairKey(one, other)) ?? []));
    }
    return found;
  }

  /** Ports by address of the outside world. */
  outside(player: Player, direction: Direction): readonly RangePorts[] {
    if (player.quarantined) return [];
    return portsByAddress(
      this.#outside.flatMap(({ from, to, protocol, port }) => {
        const [own, other] = direction === "egress" ? [from, to] : [to, from];
        if (other.kind !== "addresses" || !isOf(player, own)) return [];
        return rangesOfSide(other).map((range) => ({ ...range, ports: onePort(protocol, port) }));
      }),
    );
  }

  /** Ports by name of the DNS. */
  names(player: Player): ReadonlyMap<string, PortSet> {
    const found = new Map<string, PortSet>();
    if (player.quarantined) return found;
    for (const { from, to, protocol, port } of this.#outside) {
      if (to.kind !== "names" || !isOf(player, from)) continue;
      for (const host of to.hosts) found.set(host, unionPorts(found.get(host) ?? NO_PORTS, onePort(protocol, port)));
    }
    return found;
  }

  #forensic({ pod }: Player): PortSet {
    return (this.#network.quarantine?.forensics ?? [])
      .filter(
        ({ from: { namespace, labels = {} } }) =>
          pod.namespace === namespace && Object.entries(labels).every(([key, value]) => pod.labels[key] === value),
      )
      .reduce((sum, { port }) => unionPorts(sum, onePort("TCP", port)), NO_PORTS);
  }
}

function isOf({ endpoints }: Player, side: Side): boolean {
  return side.kind === "pods" && endpoints.has(side.endpoint.name);
}

function pairKey(from: string, to: string): string {
  return JSON.stringify([from, to]);
}

function listIn<T>(lists: Map<string, T[]>, key: string): T[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

function setIn(sets: Map<string, Set<string>>, key: string): Set<string> {
  const set = sets.get(key) ?? new Set<string>();
  sets.set(key, set);
  return set;
}
