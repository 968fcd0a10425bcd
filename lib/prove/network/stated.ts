import type { Network } from "../../model/network.ts";
import type { Direction } from "../../network/reach/policy.ts";
import { NO_PORTS, onePort, type PortSet, unionPorts } from "../../network/reach/ports.ts";
import { portsByAddress, type RangePorts } from "../../network/reach/ranges.ts";
import type { Edge, Side } from "../../network/side.ts";
import type { Player } from "./cast.ts";
import { rangesOfSide } from "./parties.ts";

/**
 * What connections of a model say about each pair of pods: an edge is between every pod of the one endpoint and every pod of the
 * other, nobody in quarantine has one, and who looks at these has the ports that are named for it.
 */
export class Stated {
  readonly #network: Network;
  readonly #edges: readonly Edge[];
  readonly #between: ReadonlyMap<string, readonly Edge[]>;

  constructor(network: Network, edges: readonly Edge[]) {
    this.#network = network;
    this.#edges = edges;
    const between = new Map<string, Edge[]>();
    for (const edge of edges) {
      if (edge.from.kind !== "pods" || edge.to.kind !== "pods") continue;
      const key = pairKey(edge.from.endpoint.name, edge.to.endpoint.name);
      between.set(key, [...(between.get(key) ?? []), edge]);
    }
    this.#between = between;
  }

  /** Ports on which one pod may open connections to another. */
  ports(from: Player, to: Player): PortSet {
    if (from.quarantined) return NO_PORTS;
    if (to.quarantined) return this.#forensic(from);
    return this.edges(from, to).reduce((sum, { protocol, port }) => unionPorts(sum, onePort(protocol, port)), NO_PORTS);
  }

  /** Whether anything may be stated about a pair at all. */
  knows(from: Player, to: Player): boolean {
    return to.quarantined || this.edges(from, to).length > 0;
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
      this.#edges.flatMap(({ from, to, protocol, port }) => {
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
    for (const { from, to, protocol, port } of this.#edges) {
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
