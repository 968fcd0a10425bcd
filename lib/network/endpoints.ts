import type { Labels } from "../kubernetes/selector.ts";
import type { Dependency } from "../model/dependency.ts";
import type { PodsAt } from "../model/network.ts";
import type { Service } from "../model/service.ts";
import type { System } from "../model/system.ts";
import { type ContainerPort, podsOf, type Workload } from "../model/workload.ts";

/** Pods that open or take connections, told by their namespace and labels. */
export interface Endpoint {
  readonly name: string;
  /** Other parts of the model that name the same pods, as an exporter beside its database does. */
  readonly aliases: readonly string[];
  readonly namespace: string;
  /** Labels that all of them carry; none: every pod of the namespace. */
  readonly labels: Labels;
  /** Ports of their own containers. */
  readonly ports: readonly ContainerPort[];
  /** In the network of their node: no policy selects them, and others see the address of the node. */
  readonly hostNetwork: boolean;
  /** Whether the mesh's proxy runs beside them. */
  readonly meshed: boolean;
  /** Whether policies of theirs are ours to write: they are in a namespace of the system. */
  readonly ours: boolean;
  /** Where in the model they stand. */
  readonly path: string;
}

/** Name of the container that Istio puts beside each pod of its mesh. */
export const ISTIO_PROXY = "istio-proxy";

/**
 * Pods that cert-manager starts to answer the HTTP-01 challenge: their label and port
 * (https://cert-manager.io/docs/configuration/acme/http01/).
 */
const SOLVER = { label: "acme.cert-manager.io/http01-solver", port: 8_089 } as const;

/** Namespaces whose policies are the system's: its own, and those that pods of its services are in. */
export function ownNamespaces(system: System): readonly string[] {
  const found = system.services.map((service) => podsOf(service)?.namespace);
  return [...new Set([system.namespace, ...found].filter((name) => name !== undefined))];
}

/**
 * Every group of pods that connections of a system start or end at: services, dependencies, name server, Prometheus, mesh,
 * solvers of ACME. `more` are those of other parts, jobs for one. Groups with the same namespace and labels are one.
 */
export function endpointsOf(system: System, more: readonly Endpoint[] = []): readonly Endpoint[] {
  const endpoints = new Map<string, Endpoint>();
  const names = new Set<string>();
  for (const one of [...ownersPods(system), ...networkPods(system), ...more]) {
    const place = placeOf(one);
    const same = endpoints.get(place);
    if (same === undefined) {
      // Pods of the network may have the name of a dependency that has others.
      const name = names.has(one.name) ? `${one.name}.network` : one.name;
      names.add(name);
      endpoints.set(place, { ...one, name });
    } else endpoints.set(place, merged(same, one));
  }
  return [...endpoints.values()];
}

function ownersPods(system: System): readonly Endpoint[] {
  const own = ownNamespaces(system);
  const list = (owner: Service | Dependency, at: string): readonly Endpoint[] => {
    const pods = podsOf(owner);
    const namespace = pods?.namespace ?? system.namespace;
    if (pods === undefined || namespace === undefined) return [];
    const isGateway = "type" in owner && owner.type === "service-mesh";
    return [
      {
        name: owner.name,
        aliases: [],
        namespace,
        labels: pods.labels ?? {},
        ports: pods.ports ?? [],
        hostNetwork: pods.hostNetwork ?? false,
        meshed: system.network?.mesh !== undefined && (isGateway || hasProxy(pods)),
        ours: own.includes(namespace),
        path: `${at}.${owner.name}.${"onKubernetes" in owner && owner.onKubernetes !== undefined ? "onKubernetes" : "workload"}`,
      },
    ];
  };
  return [
    ...system.services.flatMap((one) => list(one, "services")),
    ...system.dependencies.flatMap((one) => list(one, "dependencies")),
  ];
}

function networkPods(system: System): readonly Endpoint[] {
  const { network } = system;
  if (network === undefined) return [];
  const own = ownNamespaces(system);
  const group = (name: string, { namespace, labels = {} }: PodsAt, path: string, ports: readonly ContainerPort[]) => ({
    name,
    aliases: [],
    namespace,
    labels,
    ports,
    hostNetwork: false,
    meshed: false,
    ours: own.includes(namespace),
    path,
  });
  const { dns, prometheus, mesh, acme } = network;
  const port = dns.port ?? 53;
  const solver = { namespace: system.namespace ?? "", labels: { [SOLVER.label]: "true" } };
  return [
    group("dns", dns, "network.dns", [
      { name: "dns", port, protocol: "UDP" },
      { name: "dns-tcp", port },
    ]),
    ...(prometheus === undefined ? [] : [group("prometheus", prometheus, "network.prometheus", [])]),
    ...(mesh === undefined
      ? []
      : [group("istiod", mesh.control, "network.mesh.control", [{ name: "https-dns", port: 15_012 }])]),
    ...(acme === undefined || system.namespace === undefined
      ? []
      : [group("acme-solver", solver, "network.acme", [{ name: "http", port: SOLVER.port }])]),
  ];
}

function hasProxy({ container, sidecars = [] }: Workload): boolean {
  return container === ISTIO_PROXY || sidecars.includes(ISTIO_PROXY);
}

/** Equal for the same pods: their namespace and labels. */
export function placeOf({ namespace, labels = {} }: PodsAt): string {
  return JSON.stringify([namespace, Object.entries(labels).sort()]);
}

function merged(one: Endpoint, other: Endpoint): Endpoint {
  const known = new Set(one.ports.map(({ name }) => name));
  return {
    ...one,
    aliases: [...one.aliases, other.name, ...other.aliases],
    ports: [...one.ports, ...other.ports.filter(({ name }) => !known.has(name))],
    hostNetwork: one.hostNetwork || other.hostNetwork,
    meshed: one.meshed || other.meshed,
  };
}
