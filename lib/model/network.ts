import { type Given, settle } from "../core/assumed.ts";

/** A connection that pods open to a service or dependency of the system. */
export interface Connection {
  /** Name of the service or dependency; `kubernetes` is the API server. */
  readonly to: string;
  /** Names of its ports. Default: the only one besides that of its metrics. */
  readonly ports?: readonly string[];
  /** What it is for, where that is not plain. */
  readonly why?: string;
}

/** Who reaches a service from outside: an ingress controller or gateway of the dependencies, or addresses. */
export type Exposure =
  | { readonly through: string; readonly port?: string; readonly why?: string }
  | { readonly from: readonly string[]; readonly port?: string; readonly why: string };

/** How something outside the cluster is reached. */
export interface External {
  /** Names in the DNS; only a network plugin that knows names can let through just these. */
  readonly hosts?: readonly string[];
  /** Addresses, as their owner publishes them: `192.0.2.0/24`. */
  readonly cidrs?: readonly string[];
  /** Addresses among these that stay closed. */
  readonly except?: readonly string[];
  /** Default: 443. */
  readonly ports?: readonly number[];
  /** Why every public address is let through on port 443, where neither of the above can be used. */
  readonly anywhere?: string;
}

/** Pods of somebody else. */
export interface PodsAt {
  readonly namespace: string;
  /** Default: all pods of the namespace. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** What resolves names. */
export interface NameServer extends PodsAt {
  /** Port of its pods. Default: 53. */
  readonly port?: number;
  /** Address of the cache on each node, where there is one: `169.254.20.10`. */
  readonly nodeLocal?: string;
}

/** A service mesh whose proxies run beside the pods. */
export interface Mesh {
  readonly kind: "istio";
  /** Pods of its control plane. */
  readonly control: PodsAt;
}

/** Pods that answer Let's Encrypt while a certificate is issued. */
export interface AcmeSolver {
  /** The ingress controller, a dependency. */
  readonly through: string;
}

/** What an incident leaves of a pod's connections. */
export interface Quarantine {
  /** Label that somebody puts on a pod; its value does not matter. */
  readonly label: string;
  /** Who may still look at it, and where. */
  readonly forensics: readonly { readonly from: PodsAt; readonly port: number; readonly why: string }[];
}

/** Which connections are let through: policies of Kubernetes follow from this and from what services connect to. */
export interface Network {
  /** Who enforces the policies: anybody by labels and addresses, Cilium also by name. */
  readonly plugin: "kubernetes" | "cilium";
  readonly dns: NameServer;
  /** The Prometheus that scrapes, and KEDA's or others' pods that look at metrics are not among it. */
  readonly prometheus?: PodsAt;
  /** Endpoints of the Kubernetes API server: a policy sees its nodes' addresses, not its Service's. */
  readonly apiServer?: { readonly cidrs: readonly string[]; readonly ports: readonly number[] };
  /** Addresses of the nodes, where something in their network connects to pods. */
  readonly nodes?: readonly string[];
  readonly mesh?: Mesh;
  readonly acme?: AcmeSolver;
  readonly quarantine?: Quarantine;
  /** Services and dependencies whose policies are enforced already. Default: all, and unknown pods are denied everything. */
  readonly enforced?: readonly string[];
}

/** Declares which connections are let through. */
export function network(spec: Given<Network>): Network {
  return settle<Network>(spec);
}
