import type { KubernetesObject } from "../../lib/kubernetes/object.ts";

/** The parts of a policy that tests look at. */
export interface Spec {
  readonly podSelector?: unknown;
  readonly policyTypes: readonly string[];
  readonly ingress: readonly Rule[];
  readonly egress: readonly Rule[];
}

export interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports: readonly { readonly protocol: string; readonly port: number }[];
}

export interface Peer {
  readonly namespaceSelector?: { readonly matchLabels: Readonly<Record<string, string>> };
  readonly podSelector?: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}

export function policyOf(
  objects: readonly KubernetesObject[],
  name: string,
  kind = "NetworkPolicy",
): KubernetesObject | undefined {
  return objects.find((one) => one.metadata.name === name && one.kind === kind);
}

/** The specification of a policy, which has to be there. */
export function specOf(objects: readonly KubernetesObject[], name: string): Spec {
  const policy = policyOf(objects, name);
  if (policy === undefined) throw new Error(`no policy ${name}`);
  const spec: unknown = policy.spec;
  return spec as Spec;
}

/** The rule of a policy for pods with this value of some label. */
export function ruleOf(
  objects: readonly KubernetesObject[],
  name: string,
  direction: "ingress" | "egress",
  label: string,
): Rule | undefined {
  return specOf(objects, name)[direction].find((rule) =>
    peersOf(rule).some(({ podSelector }) => Object.values(podSelector?.matchLabels ?? {}).includes(label)),
  );
}

/** The peers of a rule, whichever way it goes. */
export function peersOf({ from, to }: Rule): readonly Peer[] {
  return [...(from ?? []), ...(to ?? [])];
}
