import { given } from "../core/given.ts";
import type { Dependency, DependencyType } from "../model/dependency.ts";
import type { Connection, External, Network, PodsAt } from "../model/network.ts";
import type { Service } from "../model/service.ts";
import type { System } from "../model/system.ts";
import { type ContainerPort, podsOf } from "../model/workload.ts";
import { type Endpoint, endpointsOf, placeOf } from "./endpoints.ts";
import { podsSide, type Side } from "./side.ts";
import { NOT_WORLD, WORLD, WORLD_PORT } from "./world.ts";

/** The name that connections to the API server of Kubernetes have. */
export const API_SERVER = "kubernetes";

/** Somewhere that a connection leads, and the ports there. */
export interface Target {
  readonly side: Side;
  readonly ports: readonly Pick<ContainerPort, "port" | "protocol">[];
  /** Why the whole world is let through, where it is. */
  readonly exception?: string;
}

/** Ports that a connection means, and what is wrong with it where it means none. */
export interface Choice {
  readonly ports: readonly ContainerPort[];
  /** Names that no container has. */
  readonly unknown: readonly string[];
  /** Whether several could be meant, or there is none. */
  readonly ambiguous?: true;
}

/** Looks up what the names in connections stand for. */
export class Topology {
  readonly system: System;
  readonly network: Network;
  readonly endpoints: readonly Endpoint[];
  readonly #owners: ReadonlyMap<string, Service | Dependency>;
  readonly #names: ReadonlyMap<string, Endpoint>;
  readonly #places: ReadonlyMap<string, Endpoint>;

  constructor(system: System, network: Network, more: readonly Endpoint[] = []) {
    this.system = system;
    this.network = network;
    this.endpoints = endpointsOf(system, more);
    this.#names = new Map([
      ...this.endpoints.flatMap((one) => one.aliases.map((alias) => [alias, one] as const)),
      ...this.endpoints.map((one) => [one.name, one] as const),
    ]);
    this.#places = new Map(this.endpoints.map((one) => [placeOf(one), one]));
    this.#owners = new Map([...system.dependencies, ...system.services].map((one) => [one.name, one]));
  }

  /** The service or dependency of this name. */
  owner(name: string): Service | Dependency | undefined {
    return this.#owners.get(name);
  }

  /** Its pods. */
  endpoint(name: string): Endpoint | undefined {
    return this.#names.get(name);
  }

  /** The pods that a place of `network` stands for. */
  endpointAt(place: PodsAt): Endpoint | undefined {
    return this.#places.get(placeOf(place));
  }

  /** Its pods as one end of a connection. */
  pods(name: string): Side | undefined {
    const endpoint = this.endpoint(name);
    return endpoint === undefined ? undefined : podsSide(endpoint, this.network.nodes ?? []);
  }

  /** Ports of its own containers: what it shares its pods with may have others. */
  ports(name: string): readonly ContainerPort[] {
    const owner = this.owner(name);
    return (owner === undefined ? this.endpoint(name)?.ports : podsOf(owner)?.ports) ?? [];
  }

  /** The ports of these names; by default the only one that nothing scrapes. What is wrong with the choice otherwise. */
  choose(name: string, names: readonly string[] | undefined): Choice {
    const ports = this.ports(name);
    if (names !== undefined) {
      const unknown = names.filter((one) => !ports.some((port) => port.name === one));
      return { ports: ports.filter((port) => names.includes(port.name)), unknown };
    }
    const scraped = this.#scrapedPorts(name);
    const serving = ports.filter((port) => !scraped.has(port.name));
    const only = serving.length > 0 ? serving : ports;
    return only.length === 1 ? { ports: only, unknown: [] } : { ports: [], unknown: [], ambiguous: true };
  }

  /** Ports of its metrics, by its own scrape or that of what shares its pods. */
  #scrapedPorts(name: string): ReadonlySet<string | undefined> {
    const { name: first = name, aliases = [] } = this.endpoint(name) ?? {};
    return new Set([first, ...aliases].map((one) => this.owner(one)?.scrape?.port));
  }

  /** How something outside is reached. */
  external(name: string): External | undefined {
    const owner = this.owner(name);
    return owner !== undefined && "external" in owner ? owner.external : undefined;
  }

  /** Where a connection leads: nowhere, where the model is wrong about it. */
  targets({ to, ports }: Connection): readonly Target[] {
    if (to === API_SERVER) return this.#apiServer();
    const [pods, external] = [this.pods(to), this.external(to)];
    return [
      ...(pods === undefined ? [] : [{ side: pods, ports: this.choose(to, ports).ports }]),
      ...(external === undefined ? [] : this.#outside(to, external, ports)),
    ];
  }

  #apiServer(): readonly Target[] {
    const { apiServer } = this.network;
    if (apiServer === undefined) return [];
    const { cidrs, ports } = apiServer;
    const side: Side = { kind: "addresses", name: "API server", of: "api-server", cidrs, except: [] };
    return [{ side, ports: ports.map((port) => ({ port })) }];
  }

  #outside(name: string, external: External, names: readonly string[] | undefined): readonly Target[] {
    const { cidrs = [], except = [], hosts = [], anywhere } = external;
    const ports = externalPorts(external)
      .filter((port) => names?.includes(`${port}`) ?? true)
      .map((port) => ({ port }));
    if (cidrs.length > 0) return [{ side: { kind: "addresses", name, of: "external", cidrs, except }, ports }];
    if (hosts.length > 0 && this.network.plugin === "cilium") return [{ side: { kind: "names", name, hosts }, ports }];
    if (anywhere === undefined) return [];
    const side: Side = { kind: "addresses", name, of: "external", cidrs: WORLD, except: NOT_WORLD };
    return [{ side, ports: [{ port: WORLD_PORT }], ...given("exception", anywhere) }];
  }
}

/** Ports on which something outside is reached. */
export function externalPorts({ ports }: External): readonly number[] {
  return ports ?? [WORLD_PORT];
}

const USES: Readonly<Partial<Record<DependencyType, string>>> = {
  postgresql: "its database",
  timescaledb: "its database",
  redis: "its cache and queues",
  "external-api": "an API outside",
  "object-storage": "its objects",
  "cert-manager": "certificates",
  cloud: "the cloud",
  webhook: "messages to people and systems outside",
  logging: "its logs",
  monitoring: "metrics and traces",
};

/** What something is connected to for, where nobody says. */
export function useOf(owner: Service | Dependency | undefined): string {
  return (owner !== undefined && "type" in owner ? USES[owner.type] : undefined) ?? "requests";
}
