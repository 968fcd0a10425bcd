/** What one container asks for. Units: cores, bytes. A resource without request is left out. */
export interface ContainerRequests {
  readonly name: string;
  readonly requests: Readonly<Record<string, number>>;
}

/** What a container used. Units: cores, bytes. */
export interface ContainerUsage {
  readonly name: string;
  readonly usage: Readonly<Record<string, number>>;
}

/** What metrics-server says of a pod. Times in seconds, on the clock of the run. */
export interface PodSample {
  readonly at: number;
  /** The time that the sample is an average of. Units: seconds. */
  readonly window: number;
  readonly containers: readonly ContainerUsage[];
}

/** A pod of the target, as the controller sees it. Times in seconds, on the clock of the run. */
export interface PodObservation {
  readonly phase: "Pending" | "Running" | "Succeeded" | "Failed" | "Unknown";
  /** It has a deletion time. */
  readonly deleting?: boolean;
  /** `status.startTime`; absent until the kubelet has seen the pod. */
  readonly startedAt?: number;
  /** The condition `Ready` and when it last changed; absent until it is first set. */
  readonly ready?: { readonly is: boolean; readonly since: number };
  /** Its containers, and the init containers that keep running. */
  readonly containers: readonly ContainerRequests[];
  /** Absent when metrics-server knows nothing of the pod. */
  readonly sample?: PodSample;
  /** Values of `Pods` metrics by their key; a missing one is left out. */
  readonly values?: Readonly<Record<string, number>>;
}

/** Everything that the controller reads at one sync. */
export interface Observation {
  /** `spec.replicas` of the target. */
  readonly replicas: number;
  /** `status.replicas` of the target. Default: the pods that are neither deleted nor ended. */
  readonly statusReplicas?: number;
  readonly pods: readonly PodObservation[];
  /** Values of `Object` and `External` metrics by their key, one for each series; a metric that cannot be had is left out. */
  readonly values?: Readonly<Record<string, readonly number[]>>;
}
