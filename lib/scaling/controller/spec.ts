import type { Labels } from "../../kubernetes/selector.ts";

/**
 * What kube-controller-manager is started with. Units: seconds.
 * Source: https://kubernetes.io/docs/reference/command-line-tools-reference/kube-controller-manager/ (`--horizontal-pod-autoscaler-*`).
 */
export interface ControllerSettings {
  /** `sync-period`: how often each autoscaler is looked at. */
  readonly syncPeriod: number;
  /** `downscale-stabilization`: the window of scale-down that an autoscaler without its own has. */
  readonly downscaleStabilization: number;
  /** `tolerance`: how far from 1 the ratio of usage to target may be without a change. A ratio. */
  readonly tolerance: number;
  /** `cpu-initialization-period`: so long after its start, a pod's CPU counts only once it is ready. */
  readonly cpuInitializationPeriod: number;
  /** `initial-readiness-delay`: a pod that turned unready within this time was never ready. */
  readonly initialReadinessDelay: number;
}

/** The defaults of kube-controller-manager v1.34. Units: seconds; the tolerance is a ratio. */
export const CONTROLLER_DEFAULTS: ControllerSettings = {
  syncPeriod: 15,
  downscaleStabilization: 300,
  tolerance: 0.1,
  cpuInitializationPeriod: 300,
  initialReadinessDelay: 30,
};

/** Use in percent of the requests, over all pods together. */
export interface UtilizationTarget {
  readonly kind: "utilization";
  readonly percent: number;
}

/** A value per pod, in the base unit of the metric. */
export interface AverageTarget {
  readonly kind: "average";
  readonly value: number;
}

/** A value for all pods together, in the base unit of the metric. */
export interface ValueTarget {
  readonly kind: "value";
  readonly value: number;
}

/** CPU or memory of the pods (`Resource`), or of one container in each (`ContainerResource`). */
export interface ResourceMetric {
  readonly kind: "resource";
  /** `cpu`, or `api/cpu` for the container `api`. */
  readonly key: string;
  readonly resource: string;
  readonly container?: string;
  readonly target: UtilizationTarget | AverageTarget;
}

/** A metric that each pod has (`Pods`). */
export interface PodsMetric {
  readonly kind: "pods";
  /** Name and selector: `requests_per_second{verb="get"}`. */
  readonly key: string;
  readonly target: AverageTarget;
}

/** A metric of another object (`Object`). */
export interface ObjectMetric {
  readonly kind: "object";
  /** Object, name and selector: `Ingress/main requests_per_second`. */
  readonly key: string;
  readonly target: AverageTarget | ValueTarget;
}

/** A metric that has nothing to do with Kubernetes (`External`), KEDA's triggers among them. */
export interface ExternalMetric {
  readonly kind: "external";
  /** Name and selector: `queue_depth{queue="mail"}`; of KEDA's triggers the name alone, `s0-prometheus`. */
  readonly key: string;
  readonly target: AverageTarget | ValueTarget;
  readonly keda?: KedaTrigger;
}

/** What an autoscaler follows. */
export type AutoscalerMetric = ResourceMetric | PodsMetric | ObjectMetric | ExternalMetric;

/** How KEDA gets the value of one of its metrics, and what it serves instead when there is none. */
export interface KedaTrigger {
  /** Query of a Prometheus trigger; must give one series. */
  readonly query?: string;
  /** A query without result counts as 0. Default of KEDA: true, so an outage of Prometheus looks like no load. */
  readonly ignoreNullValues: boolean;
  readonly fallback?: KedaFallback;
}

/** What KEDA serves for a metric that failed more than `failureThreshold` times in a row. */
export interface KedaFallback {
  readonly failureThreshold: number;
  readonly replicas: number;
  readonly behavior: "static" | "currentReplicas" | "currentReplicasIfHigher" | "currentReplicasIfLower";
}

/** At most so much change within a period. */
export interface ScalingPolicy {
  readonly type: "Pods" | "Percent";
  readonly value: number;
  /** Units: seconds. */
  readonly period: number;
}

/** How fast replicas change in one direction. */
export interface ScalingRules {
  /** The mildest answer of this time counts. Units: seconds. */
  readonly window: number;
  readonly select: "Max" | "Min" | "Disabled";
  readonly policies: readonly ScalingPolicy[];
}

/** What an autoscaler does, with every default of Kubernetes or KEDA filled in. */
export interface AutoscalerSpec {
  readonly name: string;
  readonly target: { readonly kind: string; readonly name: string };
  readonly min: number;
  readonly max: number;
  readonly metrics: readonly AutoscalerMetric[];
  /** Absent when the object has no `behavior`: Kubernetes then follows older rules, with nearly the same answers. */
  readonly behaviour?: { readonly up: ScalingRules; readonly down: ScalingRules };
  /** How far from 1 the ratio of usage to target may be without a change, by direction. Default: 0.1. */
  readonly tolerance: { readonly up: number; readonly down: number };
  /** KEDA also takes the target to 0 when no trigger is active; that is outside Kubernetes' algorithm. */
  readonly toZero?: boolean;
}

/** Name of a metric with its selector, as values are looked up by. */
export function metricKey(name: string, labels: Labels = {}): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return pairs.length === 0 ? name : `${name}{${pairs.sort().join(",")}}`;
}
