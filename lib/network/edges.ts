import { given } from "../core/given.ts";
import type { Dependency } from "../model/dependency.ts";
import type { Network } from "../model/network.ts";
import type { Service } from "../model/service.ts";
import type { System } from "../model/system.ts";
import { type ContainerPort, podsOf } from "../model/workload.ts";
import { type Endpoint, ISTIO_PROXY } from "./endpoints.ts";
import { type Edge, isGuarded, podsSide, type Side, sideKey } from "./side.ts";
import { API_SERVER, Topology, useOf } from "./targets.ts";

/** What other parts add: pods of jobs, and what they connect to. */
export interface Additional {
  readonly endpoints?: readonly Endpoint[];
  readonly edges?: readonly Edge[];
}

/**
 * Every connection that is let through and has an end whose policy is ours, each once. Those that open connections also
 * ask the name server. Nothing for a system without `network`.
 */
export function edgesOf(system: System, more: Additional = {}): readonly Edge[] {
  const { network } = system;
  if (network === undefined) return [];
  const topology = new Topology(system, network, more.endpoints);
  const stated = [
    ...ownersEdges(topology),
    ...meshEdges(topology),
    ...solverEdges(topology),
    ...(more.edges ?? []).map((edge) => known(topology, edge)),
  ].filter(({ from, to }) => isGuarded(from) || isGuarded(to));
  return unique([...nameServerEdges(topology, stated), ...stated]);
}

function ownersEdges(topology: Topology): readonly Edge[] {
  const { services, dependencies } = topology.system;
  const owners: readonly (readonly [Service | Dependency, string])[] = [
    ...services.map((one) => [one, `services.${one.name}`] as const),
    ...dependencies.map((one) => [one, `dependencies.${one.name}`] as const),
  ];
  return [
    ...owners.flatMap(([owner, path]) => connected(topology, owner, path)),
    ...services.flatMap((service) => exposed(topology, service)),
    ...owners.flatMap(([owner, path]) => scraped(topology, owner, path)),
  ];
}

function connected(topology: Topology, owner: Service | Dependency, at: string): readonly Edge[] {
  const from = topology.pods(owner.name);
  if (from === undefined) return [];
  return (owner.connects ?? []).flatMap((connection, index) => {
    const use = connection.to === API_SERVER ? "the API of Kubernetes" : useOf(topology.owner(connection.to));
    const why = connection.why ?? use;
    return topology.targets(connection).flatMap(({ side, ports, exception }) =>
      edges(from, side, ports, why, `${at}.connects.${index}`).map((edge) => ({
        ...edge,
        ...given("exception", exception),
      })),
    );
  });
}

function exposed(topology: Topology, service: Service): readonly Edge[] {
  const to = topology.pods(service.name);
  if (to === undefined) return [];
  return (service.exposed ?? []).flatMap((exposure, index) => {
    const path = `services.${service.name}.exposed.${index}`;
    const { ports } = topology.choose(service.name, exposure.port === undefined ? undefined : [exposure.port]);
    if ("through" in exposure)
      return entrances(topology, exposure.through).flatMap((from) =>
        edges(from, to, ports, `users, through ${exposure.through}`, path),
      );
    const from: Side = { kind: "addresses", name: exposure.why, of: "external", cidrs: exposure.from, except: [] };
    return [
      ...edges(from, to, ports, exposure.why, path),
      // Who balances the load of a gateway asks its proxy whether it is well.
      ...(isGateway(topology, service)
        ? edges(from, to, [{ port: ISTIO.health }], "health of the gateway, for who balances its load", path)
        : []),
    ];
  });
}

function scraped(topology: Topology, { name, scrape }: Service | Dependency, at: string): readonly Edge[] {
  const from = prometheusSide(topology);
  const to = topology.pods(name);
  if (scrape === undefined || from === undefined || to === undefined) return [];
  // Who else scrapes may do so anywhere; only a port that is named can be opened to Prometheus.
  if ((scrape.through?.kind ?? "external") === "external" && scrape.port === undefined) return [];
  const { ports } = topology.choose(name, scrape.port === undefined ? undefined : [scrape.port]);
  return edges(from, to, ports, `scraping, job ${scrape.job}`, `${at}.scrape`);
}

/** Ports of Istio's control plane and proxies (https://istio.io/latest/docs/ops/deployment/application-requirements/). */
const ISTIO = { control: 15_012, merged: 15_020, health: 15_021, envoy: 15_090 } as const;

function meshEdges(topology: Topology): readonly Edge[] {
  const { mesh } = topology.network;
  if (mesh === undefined) return [];
  const control = topology.endpointAt(mesh.control);
  const prometheus = prometheusSide(topology);
  return topology.endpoints
    .filter((one) => one.meshed && one !== control)
    .flatMap((one) => {
      const proxy = sideOf(topology, one);
      return [
        ...(control === undefined
          ? []
          : edges(
              proxy,
              sideOf(topology, control),
              [{ port: ISTIO.control }],
              "certificates and configuration of its proxy",
              "network.mesh",
            )),
        ...(prometheus === undefined
          ? []
          : edges(
              prometheus,
              proxy,
              [{ port: ISTIO.merged }, { port: ISTIO.envoy }],
              "scraping of its proxy",
              "network.mesh",
            )),
      ];
    });
}

function solverEdges(topology: Topology): readonly Edge[] {
  const { acme } = topology.network;
  const to = acme === undefined ? undefined : topology.endpoints.find(({ path }) => path === "network.acme");
  if (acme === undefined || to === undefined) return [];
  return entrances(topology, acme.through).flatMap((from) =>
    edges(from, sideOf(topology, to), to.ports, "the answer to Let's Encrypt's challenge", "network.acme"),
  );
}

/** An edge of another part, with pods as this system knows them: theirs may be those of a service. */
function known(topology: Topology, edge: Edge): Edge {
  const find = (side: Side): Side =>
    side.kind === "pods" ? { kind: "pods", endpoint: topology.endpointAt(side.endpoint) ?? side.endpoint } : side;
  return { ...edge, from: find(edge.from), to: find(edge.to) };
}

/** The name server, for whatever of ours opens a connection: UDP, and TCP for long answers. */
function nameServerEdges(topology: Topology, stated: readonly Edge[]): readonly Edge[] {
  const { dns } = topology.network;
  const server = topology.endpointAt(dns);
  if (server === undefined) return [];
  const openers = new Set(
    stated.flatMap(({ from }) => (from.kind === "pods" && from.endpoint.ours ? [from.endpoint] : [])),
  );
  const cache: Side | undefined =
    dns.nodeLocal === undefined
      ? undefined
      : {
          kind: "addresses",
          name: "name server of the node",
          of: "name-server",
          cidrs: [`${dns.nodeLocal}/${dns.nodeLocal.includes(":") ? 128 : 32}`],
          except: [],
        };
  return topology.endpoints
    .filter((one) => openers.has(one))
    .flatMap((one) => {
      const from: Side = { kind: "pods", endpoint: one };
      const why = "names of what it connects to";
      const port = dns.port ?? 53;
      return [
        ...edges(from, sideOf(topology, server), bothProtocols(port), why, "network.dns"),
        ...(cache === undefined ? [] : edges(from, cache, bothProtocols(53), why, "network.dns.nodeLocal")),
      ];
    });
}

/** Where users come from: the pods of an ingress controller or gateway, and the addresses of what balances the load. */
function entrances(topology: Topology, through: string): readonly Side[] {
  const [pods, external] = [topology.pods(through), topology.external(through)];
  const { cidrs, except = [] } = external ?? {};
  return [
    ...(pods === undefined ? [] : [pods]),
    ...(cidrs === undefined
      ? []
      : [{ kind: "addresses" as const, name: through, of: "external" as const, cidrs, except }]),
  ];
}

function prometheusSide(topology: Topology): Side | undefined {
  const { prometheus } = topology.network;
  const endpoint = prometheus === undefined ? undefined : topology.endpointAt(prometheus);
  return endpoint === undefined ? undefined : sideOf(topology, endpoint);
}

function sideOf({ network }: { readonly network: Network }, endpoint: Endpoint): Side {
  return podsSide(endpoint, network.nodes ?? []);
}

/** A gateway of Istio has the proxy as its own container. */
function isGateway(topology: Topology, service: Service): boolean {
  return topology.network.mesh !== undefined && podsOf(service)?.container === ISTIO_PROXY;
}

function bothProtocols(port: number): readonly Pick<ContainerPort, "port" | "protocol">[] {
  return [{ port, protocol: "UDP" }, { port }];
}

function edges(
  from: Side,
  to: Side,
  ports: readonly Pick<ContainerPort, "port" | "protocol">[],
  why: string,
  path: string,
): readonly Edge[] {
  // Nodes whose addresses nobody states are a finding of the checks.
  if ([from, to].some((side) => side.kind === "addresses" && side.cidrs.length === 0)) return [];
  return ports.map(({ port, protocol = "TCP" }) => ({ from, to, port, protocol, why, path }));
}

/** Each connection once, with every reason for it. */
function unique(all: readonly Edge[]): readonly Edge[] {
  const found = new Map<string, Edge>();
  for (const edge of all) {
    const key = `${sideKey(edge.from)}\n${sideKey(edge.to)}\n${edge.protocol} ${edge.port}`;
    const same = found.get(key);
    if (same === undefined) found.set(key, edge);
    else if (!same.why.split("; ").includes(edge.why)) found.set(key, { ...same, why: `${same.why}; ${edge.why}` });
  }
  return [...found.values()];
}
