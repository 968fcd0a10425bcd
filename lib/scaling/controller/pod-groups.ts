import { milli } from "./integer.ts";
import type { PodObservation, PodSample } from "./observation.ts";
import type { ControllerSettings, ResourceMetric } from "./spec.ts";

/** What a metric says of one pod: a value in thousandths; missing; not to be asked yet; or nothing, as the pod is going. */
export type PodReading = number | "missing" | "unready" | "ignored";

/**
 * Sorts a pod in, by the rules of groupPods (replica_calculator.go, Kubernetes v1.34): a pod that is deleted or failed does
 * not count, a pending one is not ready, and CPU during start-up counts only with a whole sample since the pod became ready.
 */
export function readingOf(
  pod: PodObservation,
  value: number | undefined,
  isCpu: boolean,
  now: number,
  settings: ControllerSettings,
): PodReading {
  if (pod.deleting === true || pod.phase === "Failed") return "ignored";
  if (pod.phase === "Pending") return "unready";
  if (value === undefined) return "missing";
  return isCpu && !hasReadyCpu(pod, now, settings) ? "unready" : value;
}

function hasReadyCpu({ ready, startedAt, sample }: PodObservation, now: number, settings: ControllerSettings): boolean {
  if (ready === undefined || startedAt === undefined || sample === undefined) return false;
  if (startedAt + settings.cpuInitializationPeriod > now) return ready.is && sample.at >= ready.since + sample.window;
  return ready.is || startedAt + settings.initialReadinessDelay <= ready.since;
}

/** Use of a resource by a pod, in thousandths: the sum over its containers, or one of them; `undefined` when unknown. */
export function usageOf(pod: PodObservation, { resource, container }: ResourceMetric): number | undefined {
  return pod.sample === undefined ? undefined : usageIn(pod.sample, resource, container);
}

/** As in getPodMetrics and getContainerMetrics (podautoscaler/metrics/client.go): one container without a value hides the pod. */
function usageIn({ containers }: PodSample, resource: string, container: string | undefined): number | undefined {
  let total: number | undefined;
  for (const { name, usage } of containers) {
    if (container !== undefined && name !== container) continue;
    const value = usage[resource];
    if (value === undefined) return undefined;
    total = (total ?? 0) + milli(value);
    if (container !== undefined) break;
  }
  return total;
}

/**
 * Request of a resource by a pod, in thousandths (calculatePodRequestsFromContainers); `undefined` when one of the containers
 * that count has none, which makes the whole metric fail. Requests of the pod as a whole are not known here.
 */
export function requestOf(pod: PodObservation, { resource, container }: ResourceMetric): number | undefined {
  let total = 0;
  for (const { name, requests } of pod.containers) {
    if (container !== undefined && name !== container) continue;
    const request = requests[resource];
    if (request === undefined) return undefined;
    total += milli(request);
  }
  return total;
}
