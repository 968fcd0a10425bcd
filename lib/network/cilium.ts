import { given } from "../core/given.ts";
import type { Json } from "../core/json.ts";
import type { KubernetesObject } from "../kubernetes/object.ts";
import type { Labels } from "../kubernetes/selector.ts";
import type { Network } from "../model/network.ts";
import { ANNOTATIONS, annotations, type PolicyPort } from "./annotations.ts";
import type { Endpoint } from "./endpoints.ts";
import { baseSelector } from "./quarantine.ts";
import { type Passage, passages, passageText } from "./rules.ts";
import type { Addresses, Edge, Side } from "./side.ts";

/**
 * Edges that only a policy of Cilium can carry: names, and the name server for pods that connect to names. Cilium learns
 * addresses from the answers that pass its proxy, and a second rule for the same port without the proxy's part would undo
 * that part (https://docs.cilium.io/en/stable/security/policy/layer7/), so these must not stand in a policy of Kubernetes.
 */
export function byNameOnly(edges: readonly Edge[]): ReadonlySet<Edge> {
  const named = new Set(
    edges.flatMap(({ from, to }) => (to.kind === "names" && from.kind === "pods" ? [from.endpoint] : [])),
  );
  return new Set(
    edges.filter(
      (edge) =>
        edge.to.kind === "names" || (isNameServer(edge) && edge.from.kind === "pods" && named.has(edge.from.endpoint)),
    ),
  );
}

function isNameServer({ path }: Edge): boolean {
  return path === "network.dns" || path === "network.dns.nodeLocal";
}

/**
 * A policy of Cilium for what its pods reach by name, and for nodes and the API server: Cilium knows these as entities and
 * does not count their addresses by default. It lets through what the policy of Kubernetes does and more, never less, as
 * both select the same pods.
 */
export function ciliumPolicy(
  name: string,
  endpoint: Endpoint,
  network: Network,
  edges: { readonly into: readonly Edge[]; readonly out: readonly Edge[] },
  labels: Labels,
): readonly KubernetesObject[] {
  const onlyHere = byNameOnly(edges.out);
  const out = passages(
    edges.out.filter((edge) => onlyHere.has(edge) || isEntity(edge.to)),
    "to",
  );
  const into = passages(
    edges.into.filter(({ from }) => isEntity(from)),
    "from",
  );
  if (out.length + into.length === 0) return [];
  return [
    {
      apiVersion: "cilium.io/v2",
      kind: "CiliumNetworkPolicy",
      metadata: {
        name,
        namespace: endpoint.namespace,
        labels,
        ...annotations({
          [ANNOTATIONS.ingress]: into.map(passageText),
          [ANNOTATIONS.egress]: out.map(passageText),
        }),
      },
      spec: {
        endpointSelector: baseSelector(endpoint.labels, network),
        ...given("ingress", into.length === 0 ? undefined : into.map((one) => ingressRule(one))),
        ...given("egress", out.length === 0 ? undefined : out.map((one) => egressRule(one, onlyHere.size > 0))),
      },
    },
  ];
}

function isEntity(side: Side): side is Addresses {
  return side.kind === "addresses" && side.of !== "external";
}

function ingressRule({ ports }: Passage): Json {
  return { fromEntities: ["host", "remote-node"], toPorts: toPorts(ports) };
}

function egressRule({ peer, ports }: Passage, proxied: boolean): Json {
  switch (peer.kind) {
    case "names":
      return { toFQDNs: peer.hosts.map(nameOf), toPorts: toPorts(ports) };
    case "pods":
      return { toEndpoints: [{ matchLabels: inNamespace(peer.endpoint) }], toPorts: toPorts(ports, ALL_NAMES) };
    case "addresses":
      return {
        toEntities: ENTITIES[peer.of],
        toPorts: toPorts(ports, peer.of === "name-server" && proxied ? ALL_NAMES : {}),
      };
  }
}

const ENTITIES: Readonly<Record<Addresses["of"], readonly string[]>> = {
  external: [],
  nodes: ["host", "remote-node"],
  "api-server": ["kube-apiserver"],
  "name-server": ["host"],
};

/** Any name may be asked for: pods ask for each name with the search domains of the cluster behind it as well. */
const ALL_NAMES = { rules: { dns: [{ matchPattern: "*" }] } };

function toPorts(ports: readonly PolicyPort[], rules: { readonly [key: string]: Json } = {}): Json {
  return [{ ports: ports.map(({ protocol, port }) => ({ port: `${port}`, protocol })), ...rules }];
}

function nameOf(host: string): Json {
  return host.includes("*") ? { matchPattern: host } : { matchName: host };
}

function inNamespace({ namespace, labels }: Endpoint): Labels {
  return { "k8s:io.kubernetes.pod.namespace": namespace, ...labels };
}
