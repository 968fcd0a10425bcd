import { ceiling, milli } from "./integer.ts";
import type { Observation, PodObservation } from "./observation.ts";
import { isWithin } from "./pod-proposal.ts";
import type { AutoscalerSpec, ExternalMetric, ObjectMetric } from "./spec.ts";

/** Largest value of Go's `int64`. */
const OVERFLOW = 2 ** 63;

/**
 * How many replicas a metric of an object or of the outside asks for (GetObjectMetricReplicas, GetExternalMetricReplicas and
 * their PerPod forms in replica_calculator.go, Kubernetes v1.34); `undefined` when it cannot be had. Several series are
 * summed.
 */
export function proposeTotal(
  metric: ObjectMetric | ExternalMetric,
  { tolerance }: AutoscalerSpec,
  observation: Observation,
): number | undefined {
  const series = observation.values?.[metric.key];
  if (series === undefined || series.length === 0) return undefined;
  const goal = milli(metric.target.value);
  const usage = sumOf(metric, series);
  if (metric.target.kind === "average") {
    const current = observation.statusReplicas ?? liveReplicas(observation.pods);
    return isWithin(usage / (goal * current), tolerance) ? current : ceiling(usage / goal);
  }
  const ratio = usage / goal;
  if (observation.replicas === 0) return ceiling(ratio);
  if (isWithin(ratio, tolerance)) return observation.replicas;
  return observation.pods.length === 0 ? undefined : ceiling(ratio * readyPods(observation.pods));
}

/**
 * The sum in thousandths. A negative one of an external metric with a target per pod is taken for an overflow, and counts as
 * the largest there is: such a metric asks for as many replicas as there may be.
 */
function sumOf({ kind, target }: ObjectMetric | ExternalMetric, series: readonly number[]): number {
  let sum = 0;
  for (const value of series) {
    sum += milli(value);
    if (sum < 0 && kind === "external" && target.kind === "average") return OVERFLOW;
  }
  return sum;
}

/** What `status.replicas` of a Deployment counts: pods that are neither deleted nor ended. */
function liveReplicas(pods: readonly PodObservation[]): number {
  let live = 0;
  for (const { deleting, phase } of pods) {
    if (deleting !== true && phase !== "Failed" && phase !== "Succeeded") live++;
  }
  return live;
}

/** Pods that run and are ready, also those that are being deleted (getReadyPodsCount). */
function readyPods(pods: readonly PodObservation[]): number {
  let ready = 0;
  for (const pod of pods) if (pod.phase === "Running" && pod.ready?.is === true) ready++;
  return ready;
}
