import type { Labels } from "../../../kubernetes/selector.ts";
import type { NamespaceLabels } from "../pod.ts";
import type { PolicyProtocol } from "../ports.ts";

/** A Service of Kubernetes, whose address and ports policies do not see. */
export interface KnownService {
  readonly name: string;
  readonly namespace: string;
  readonly selector?: Labels;
  /** Its address in the cluster, where the object states one. */
  readonly address?: string;
  readonly ports: readonly {
    readonly port: number;
    /** Port of the container: number or name. Default: `port`. */
    readonly targetPort?: number | string;
    readonly protocol?: PolicyProtocol;
  }[];
}

/** What else is known of a cluster. */
export interface Surroundings {
  /** Labels of its namespaces, besides their name. */
  readonly namespaces?: NamespaceLabels;
  readonly services?: readonly KnownService[];
  /** Networks that its pods and Services have their addresses from. Default: those that kubeadm and Flannel suggest. */
  readonly clusterCidrs?: readonly string[];
}
