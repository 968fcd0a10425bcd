import type { Labels } from "../../kubernetes/selector.ts";
import type { PolicyProtocol } from "./ports.ts";

/** What policies see of a pod. */
export interface Pod {
  /** How it is called in answers: its workload's name, or a service's. */
  readonly name: string;
  readonly namespace: string;
  readonly labels: Labels;
  /** Ports of its containers; rules may name them. */
  readonly ports: readonly PodPort[];
  /** In the network of its node: no policy selects it, and peers see the address of the node. */
  readonly hostNetwork?: boolean;
}

/** A port that a container listens on. */
export interface PodPort {
  readonly name?: string;
  readonly port: number;
  readonly protocol: PolicyProtocol;
}

/** Labels of namespaces that have more than their name. */
export type NamespaceLabels = Readonly<Record<string, Labels>>;

/** Label that Kubernetes itself puts on each namespace since 1.21. */
export const NAMESPACE_NAME = "kubernetes.io/metadata.name";

/** Labels of a namespace, its name among them. */
export function labelsOfNamespace(namespace: string, known: NamespaceLabels = {}): Labels {
  return { ...(Object.hasOwn(known, namespace) ? known[namespace] : {}), [NAMESPACE_NAME]: namespace };
}
