import { given } from "../core/given.ts";
import type { Json } from "../core/json.ts";
import type { KubernetesObject } from "../kubernetes/object.ts";
import type { Labels } from "../kubernetes/selector.ts";
import type { Network, Quarantine } from "../model/network.ts";
import type { System } from "../model/system.ts";
import { ANNOTATIONS, annotations, reason } from "./annotations.ts";
import { ownNamespaces } from "./endpoints.ts";
import { podsPeer, selectorJson } from "./rules.ts";

/**
 * What a base policy selects: pods by their labels, save those in quarantine. Policies only ever add, so a pod that is to
 * lose its connections must not be selected by them.
 */
export function baseSelector(matchLabels: Labels, { quarantine }: Network): Json {
  return selectorJson({
    matchLabels,
    ...given(
      "matchExpressions",
      quarantine === undefined ? undefined : [{ key: quarantine.label, operator: "DoesNotExist" as const }],
    ),
  });
}

/** Policies for pods with the label of quarantine: nothing out, and in only who looks at them. */
export function quarantinePolicies(
  system: System,
  quarantine: Quarantine,
  labels: Labels,
): readonly KubernetesObject[] {
  const own = ownNamespaces(system);
  return [
    ...own.map((namespace) => quarantinePolicy(system.name, namespace, quarantine, labels)),
    ...forensicPolicies(system, quarantine, labels, own),
  ];
}

function quarantinePolicy(
  system: string,
  namespace: string,
  { label, forensics }: Quarantine,
  labels: Labels,
): KubernetesObject {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: {
      name: `${system}.quarantine`,
      namespace,
      labels,
      ...annotations({
        [ANNOTATIONS.ingress]: forensics.map(({ from, port, why }) =>
          reason(`${placeText(from.labels)} in ${from.namespace}`, [{ protocol: "TCP", port }], why),
        ),
      }),
    },
    spec: {
      podSelector: selectorJson({ matchExpressions: [{ key: label, operator: "Exists" }] }),
      policyTypes: ["Ingress", "Egress"],
      ingress: forensics.map(({ from, port }) => ({
        from: [podsPeer(from.namespace, from.labels ?? {})],
        ports: [{ protocol: "TCP", port }],
      })),
      egress: [],
    },
  };
}

/** Who looks from a namespace of the system is denied everything there, and has to be let out to the pods in question. */
function forensicPolicies(
  system: System,
  { label, forensics }: Quarantine,
  labels: Labels,
  own: readonly string[],
): readonly KubernetesObject[] {
  const inside = forensics.filter(({ from }) => own.includes(from.namespace) && from.labels !== undefined);
  return inside.map(({ from, port, why }, index) => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: {
      name: `${system.name}.forensics-${index + 1}`,
      namespace: from.namespace,
      labels,
      ...annotations({ [ANNOTATIONS.egress]: [reason("pods in quarantine", [{ protocol: "TCP", port }], why)] }),
    },
    spec: {
      podSelector: selectorJson({
        matchLabels: from.labels ?? {},
        matchExpressions: [{ key: label, operator: "DoesNotExist" }],
      }),
      policyTypes: ["Egress"],
      egress: [
        {
          to: own.map((namespace) =>
            podsPeer(namespace, {}, { matchExpressions: [{ key: label, operator: "Exists" }] }),
          ),
          ports: [{ protocol: "TCP", port }],
        },
      ],
    },
  }));
}

function placeText(labels: Labels = {}): string {
  const text = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return text.length === 0 ? "every pod" : text.join(",");
}
