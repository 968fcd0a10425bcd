import { type Given, settle } from "../core/assumed.ts";
import type { Duration, Quantity } from "../core/quantity.ts";
import type { Metric } from "./metric.ts";

/** Average use of a resource by the pods, at which the number of replicas is right. */
export interface ResourceTrigger {
  readonly kind: "cpu" | "memory";
  readonly target: Quantity<"ratio">;
  /**
   * What the target is a share of. Kubernetes counts by requests
   * (https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/); shares of the limit are converted.
   */
  readonly of: "request" | "limit";
}

/** Load that one replica carries: a rate of events or a number of things at once, never a latency or a share of errors. */
export interface LoadTrigger {
  readonly kind: "load";
  readonly metric: Metric;
  readonly perReplica: Quantity<"per-second" | "count">;
  /** Range of the rate. Default: four scrape intervals, at least 1 minute. */
  readonly over?: Duration;
}

/** What replicas are added and removed for. */
export type Trigger = ResourceTrigger | LoadTrigger;

/** At most so much change within so much time. */
export interface ScalingStep {
  readonly pods?: number;
  readonly share?: Quantity<"ratio">;
  readonly every: Duration;
}

/** How fast replicas are added or removed. */
export interface ScalingPace {
  /** The mildest answer of this time counts. */
  readonly stabilization: Duration;
  readonly steps: readonly ScalingStep[];
  /** Which of several steps counts. Default: the largest change. */
  readonly select?: "largest" | "smallest" | "none";
}

/** How many replicas a service has. */
export interface Scaling {
  /** Name of the HorizontalPodAutoscaler. Default: that of the workload. */
  readonly name?: string;
  readonly min: number;
  readonly max: number;
  readonly on: readonly Trigger[];
  /** Defaults: Kubernetes' own for up and for down, written out. */
  readonly up?: ScalingPace;
  readonly down?: ScalingPace;
  /** What one replica carries when it uses all of its CPU limit; simulations need it for numbers of requests. */
  readonly carries?: Quantity<"per-second">;
  /** Pods that a drain may take at once. Default: 1. */
  readonly maxUnavailable?: number;
  /** Also a VerticalPodAutoscaler that recommends requests and changes nothing (mode `Off`). */
  readonly recommendsRequests?: boolean;
  /** CPU and memory that the namespace or the nodes hold at most: all replicas have to fit. */
  readonly room?: { readonly cpu?: Quantity<"cores">; readonly memory?: Quantity<"bytes"> };
}

/** Replicas that follow CPU use. `of` defaults to the request, as in `kubectl autoscale --cpu-percent`. */
export function onCpu(
  target: Given<Quantity<"ratio">>,
  { of = "request" }: { readonly of?: ResourceTrigger["of"] } = {},
): Given<ResourceTrigger> {
  return { kind: "cpu", target, of };
}

/** Replicas that are added, and never removed, for memory use: a heap does not shrink when load goes. */
export function onMemory(
  target: Given<Quantity<"ratio">>,
  { of = "request" }: { readonly of?: ResourceTrigger["of"] } = {},
): Given<ResourceTrigger> {
  return { kind: "memory", target, of };
}

/** Replicas that follow load, through KEDA: `onLoad(requests, { perReplica: perSecond(800) })`. */
export function onLoad(
  metric: Metric,
  spec: { readonly perReplica: Given<LoadTrigger["perReplica"]>; readonly over?: Given<Duration> },
): Given<LoadTrigger> {
  return { kind: "load", metric, ...spec };
}

/** Declares how many replicas a service has and what they follow. */
export function scaling(spec: Given<Scaling>): Scaling {
  return settle<Scaling>(spec);
}
