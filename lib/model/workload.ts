import type { Duration, Quantity } from "../core/quantity.ts";

/** Protocols that a port can have. */
export const PROTOCOLS = ["TCP", "UDP", "SCTP"] as const;

export type Protocol = (typeof PROTOCOLS)[number];

/** What runs a workload: a controller of Kubernetes, or a process manager on hosts. */
export const WORKLOAD_KINDS = ["Deployment", "StatefulSet", "DaemonSet", "CronJob", "Job", "pm2", "compose"] as const;

export type WorkloadKind = (typeof WORKLOAD_KINDS)[number];

/** A port that a container listens on; policies see this one, not that of the Kubernetes Service. */
export interface ContainerPort {
  readonly name: string;
  readonly port: number;
  /** Default: TCP. */
  readonly protocol?: Protocol;
}

/** CPU and memory, as a request or as a limit. */
export interface Resources {
  readonly cpu?: Quantity<"cores">;
  readonly memory?: Quantity<"bytes">;
}

/** A workload that exists already; Burnline refers to it and never creates it. */
export interface Workload {
  readonly kind: WorkloadKind;
  readonly name: string;
  readonly container?: string;
  /** Namespace of its pods, where it is not the system's. */
  readonly namespace?: string;
  /** Labels of its pods, which policies and disruption budgets select by. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Ports of its containers. */
  readonly ports?: readonly ContainerPort[];
  /** `spec.replicas` of its manifest; nothing where an autoscaler sets it. */
  readonly replicas?: number;
  /** What the container that serves requests of a node, and what it may use at most. */
  readonly requests?: Resources;
  readonly limits?: Resources;
  /** Containers that something puts beside it, as a service mesh does. */
  readonly sidecars?: readonly string[];
  /** From the start of a pod until it takes requests. */
  readonly startup?: Duration;
  /** In the network of its node, where no policy selects it. */
  readonly hostNetwork?: boolean;
  /** Only one replica may write, so that more of them carry no more load. */
  readonly singleWriter?: boolean;
}

/** Where something runs on Kubernetes: its pods, if it has any. */
export function podsOf(owner: {
  readonly workload?: Workload | undefined;
  readonly onKubernetes?: Workload | undefined;
}): Workload | undefined {
  const workload = owner.onKubernetes ?? owner.workload;
  return workload === undefined || workload.kind === "pm2" || workload.kind === "compose" ? undefined : workload;
}
