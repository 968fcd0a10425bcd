import type { KubernetesObject } from "../kubernetes/object.ts";
import type { Labels } from "../kubernetes/selector.ts";
import type { Network } from "../model/network.ts";
import type { System } from "../model/system.ts";
import { ANNOTATIONS, annotations } from "./annotations.ts";
import { byNameOnly, ciliumPolicy } from "./cilium.ts";
import { type Additional, edgesOf } from "./edges.ts";
import { type Endpoint, endpointsOf, ownNamespaces } from "./endpoints.ts";
import { baseSelector, quarantinePolicies } from "./quarantine.ts";
import { passages, passageText, rule } from "./rules.ts";
import { byEnds, type Edge } from "./side.ts";

/**
 * Policies of a system: in its namespaces nothing is let through but its edges, written on both sides. While only some
 * owners are enforced there is no default deny, and only these have policies. Nothing for a system without `network`.
 */
export function networkObjects(system: System, labels: Labels, more: Additional = {}): readonly KubernetesObject[] {
  const { network } = system;
  if (network === undefined) return [];
  const [into, out] = byEnds(edgesOf(system, more));
  const guarded = guardedEndpoints(system, network, more);
  return [
    ...(network.enforced === undefined
      ? ownNamespaces(system).map((namespace) => defaultDeny(system.name, namespace, labels))
      : []),
    ...guarded.flatMap((endpoint) => {
      const edges = { into: into.get(endpoint.name) ?? [], out: out.get(endpoint.name) ?? [] };
      return policies(system, network, endpoint, edges, labels);
    }),
    ...(network.quarantine === undefined ? [] : quarantinePolicies(system, network.quarantine, labels)),
  ];
}

/** Pods that a policy of ours selects. */
export function guardedEndpoints(system: System, network: Network, more: Additional = {}): readonly Endpoint[] {
  return endpointsOf(system, more.endpoints).filter((one) => one.ours && !one.hostNetwork && isEnforced(network, one));
}

/** Whether the policy of these pods is switched on. */
export function isEnforced({ enforced }: Network, { name, aliases }: Endpoint): boolean {
  return enforced === undefined || [name, ...aliases].some((one) => enforced.includes(one));
}

/** Name of the policies of a group of pods. */
export function policyName(system: System, { name, aliases }: Endpoint): string {
  const named = [name, ...aliases].map((one) => system.services.find((service) => service.name === one)?.policy);
  return named.find((one) => one !== undefined) ?? `${system.name}.${name}`;
}

interface Edges {
  readonly into: readonly Edge[];
  readonly out: readonly Edge[];
}

function defaultDeny(system: string, namespace: string, labels: Labels): KubernetesObject {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: `${system}.default-deny`, namespace, labels },
    spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
  };
}

function policies(
  system: System,
  network: Network,
  endpoint: Endpoint,
  edges: Edges,
  labels: Labels,
): readonly KubernetesObject[] {
  const name = policyName(system, endpoint);
  const elsewhere = byNameOnly(edges.out);
  const into = passages(edges.into, "from");
  const out = passages(
    edges.out.filter((edge) => !elsewhere.has(edge)),
    "to",
  );
  return [
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: {
        name,
        namespace: endpoint.namespace,
        labels,
        ...annotations({
          [ANNOTATIONS.ingress]: into.map(passageText),
          [ANNOTATIONS.egress]: out.map(passageText),
          [ANNOTATIONS.world]: out.flatMap(({ exceptions }) => exceptions),
        }),
      },
      spec: {
        podSelector: baseSelector(endpoint.labels, network),
        // Both are named, as without the type a side without rules would be open.
        policyTypes: ["Ingress", "Egress"],
        ingress: into.map((one) => rule(one, "from")),
        egress: out.map((one) => rule(one, "to")),
      },
    },
    ...(network.plugin === "cilium" ? ciliumPolicy(name, endpoint, network, edges, labels) : []),
  ];
}
