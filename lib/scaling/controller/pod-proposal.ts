import { ceiling, milli, scaled } from "./integer.ts";
import type { Observation, PodObservation } from "./observation.ts";
import { readingOf, requestOf, usageOf } from "./pod-groups.ts";
import type { AutoscalerSpec, ControllerSettings, PodsMetric, ResourceMetric } from "./spec.ts";

/** Sums over the pods of a target, in thousandths. */
interface PodSums {
  /** Pods with a value that counts. */
  measured: number;
  usage: number;
  requests: number;
  missing: number;
  missingRequests: number;
  /** What missing pods are taken to use when replicas would be removed. */
  missingUsage: number;
  unready: number;
  unreadyRequests: number;
}

/**
 * How many replicas a utilization of requests asks for (GetResourceReplicas in replica_calculator.go and
 * GetResourceUtilizationRatio in metrics/utilization.go, Kubernetes v1.34); `undefined` when the metric fails: no pods, no
 * values, or a container without request.
 */
export function proposeUtilization(
  metric: ResourceMetric,
  percent: number,
  { tolerance }: AutoscalerSpec,
  { pods, replicas }: Observation,
  now: number,
  settings: ControllerSettings,
): number | undefined {
  const sums = noPods();
  // A pod without metrics is taken to use all of its request, or the target where that is more.
  const fallback = Math.max(100, percent);
  const isCpu = metric.resource === "cpu";
  let last: PodObservation | undefined;
  let request: number | undefined;
  let usage: number | undefined;
  for (const pod of pods) {
    // Pods of a simulation often share what they have; adding it up once is most of the speed.
    if (pod.containers !== last?.containers) request = requestOf(pod, metric);
    if (pod.sample === undefined || pod.sample !== last?.sample) usage = usageOf(pod, metric);
    last = pod;
    // Requests are asked of every pod, also of those that are going.
    if (request === undefined) return undefined;
    const reading = readingOf(pod, usage, isCpu, now, settings);
    if (typeof reading === "number") {
      sums.measured++;
      sums.usage += reading;
      sums.requests += request;
    } else if (reading === "missing") {
      sums.missing++;
      sums.missingRequests += request;
      sums.missingUsage += scaled(request, fallback, 100);
    } else if (reading === "unready") {
      sums.unready++;
      sums.unreadyRequests += request;
    }
  }
  if (sums.requests === 0) return undefined;
  const ratioOf = (used: number, _count: number, requests: number): number => scaled(used, 100, requests) / percent;
  return propose(sums, ratioOf, replicas, tolerance);
}

/**
 * How many replicas an average per pod asks for (calcPlainMetricReplicas and GetMetricUsageRatio, as above). Readiness counts
 * for CPU only.
 */
export function proposeAverage(
  metric: ResourceMetric | PodsMetric,
  target: number,
  { tolerance }: AutoscalerSpec,
  { pods, replicas }: Observation,
  now: number,
  settings: ControllerSettings,
): number | undefined {
  const sums = noPods();
  const goal = milli(target);
  const isCpu = metric.kind === "resource" && metric.resource === "cpu";
  for (const pod of pods) {
    const own = metric.kind === "resource" ? undefined : pod.values?.[metric.key];
    const value = metric.kind === "resource" ? usageOf(pod, metric) : own === undefined ? undefined : milli(own);
    const reading = readingOf(pod, value, isCpu, now, settings);
    if (typeof reading === "number") {
      sums.measured++;
      sums.usage += reading;
    } else if (reading === "missing") {
      sums.missing++;
      sums.missingUsage += goal;
    } else if (reading === "unready") {
      sums.unready++;
    }
  }
  const ratioOf = (usage: number, count: number): number => Math.trunc(usage / count) / goal;
  return propose(sums, ratioOf, replicas, tolerance);
}

/** What is not known counts against the change: as full use when replicas would go, as no use when they would come. */
function propose(
  sums: PodSums,
  ratioOf: (usage: number, count: number, requests: number) => number,
  replicas: number,
  tolerance: AutoscalerSpec["tolerance"],
): number | undefined {
  if (sums.measured === 0) return undefined;
  const first = ratioOf(sums.usage, sums.measured, sums.requests);
  const withUnready = sums.unready > 0 && first > 1;
  if (!withUnready && sums.missing === 0) {
    return isWithin(first, tolerance) ? replicas : ceiling(first * sums.measured);
  }
  let { usage, measured, requests } = sums;
  if (sums.missing > 0 && first !== 1) {
    if (first < 1) usage += sums.missingUsage;
    measured += sums.missing;
    requests += sums.missingRequests;
  }
  if (withUnready) {
    measured += sums.unready;
    requests += sums.unreadyRequests;
  }
  const second = ratioOf(usage, measured, requests);
  const turned = (first < 1 && second > 1) || (first > 1 && second < 1);
  if (turned || isWithin(second, tolerance)) return replicas;
  const proposed = ceiling(second * measured);
  const against = (second < 1 && proposed > replicas) || (second > 1 && proposed < replicas);
  return against ? replicas : proposed;
}

/** Whether a ratio of usage to target is near enough to 1 for no change (Tolerances.isWithin). */
export function isWithin(ratio: number, { up, down }: AutoscalerSpec["tolerance"]): boolean {
  return 1 - down <= ratio && ratio <= 1 + up;
}

function noPods(): PodSums {
  return {
    measured: 0,
    usage: 0,
    requests: 0,
    missing: 0,
    missingRequests: 0,
    missingUsage: 0,
    unready: 0,
    unreadyRequests: 0,
  };
}
