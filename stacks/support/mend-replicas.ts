import type { KubernetesObject } from "../../lib/kubernetes/object.ts";
import { decide } from "../../lib/scaling/controller/decide.ts";
import type { Observation, PodObservation } from "../../lib/scaling/controller/observation.ts";
import { readAutoscaler } from "../../lib/scaling/controller/read-autoscaler.ts";
import { type AutoscalerMetric, CONTROLLER_DEFAULTS } from "../../lib/scaling/controller/spec.ts";
import { INITIAL_STATE } from "../../lib/scaling/controller/state.ts";

/** CPU and memory. Units: cores, bytes. */
export interface Amounts {
  readonly cpu: number;
  readonly memory: number;
}

/** What replicas request, and what all of them use together, however many they are. */
export interface Shared {
  readonly requests: Amounts;
  readonly use: Amounts;
}

/** Long ago, so that no replica counts as starting. Units: seconds. */
const SINCE = -86_400;

/** What one sync takes. Units: seconds. */
const SYNC = CONTROLLER_DEFAULTS.syncPeriod;

/** A replica that has been ready for long; `uses` and `requests` are cores and bytes of its container. */
export function readyPod(
  container: string,
  requests: Readonly<Record<string, number>>,
  usage: Readonly<Record<string, number>>,
  now: number,
): PodObservation {
  return {
    phase: "Running",
    startedAt: SINCE,
    ready: { is: true, since: SINCE },
    containers: [{ name: container, requests }],
    sample: { at: now, window: SYNC, containers: [{ name: container, usage }] },
  };
}

/** What an autoscaler sets at every sync, from a number of replicas that somebody has set on; without an end. Units: seconds. */
export function* syncs(
  object: KubernetesObject,
  set: number,
  observe: (replicas: number, now: number) => Omit<Observation, "replicas">,
): Generator<{ readonly now: number; readonly replicas: number }> {
  const spec = readAutoscaler(object);
  let [replicas, state] = [set, INITIAL_STATE];
  for (let now = 0; ; now += SYNC) {
    ({ replicas, state } = decide(spec, state, { replicas, ...observe(replicas, now) }, now));
    yield { now, replicas };
  }
}

/**
 * What an autoscaler makes of a number of replicas that somebody has set, while the load stays as it is.
 *
 * @param seconds how long it is left to it, in whole syncs of 15 s
 */
export function replicasAfter(
  object: KubernetesObject,
  { requests, use }: Shared,
  set: number,
  seconds: number,
): number {
  const { metrics } = readAutoscaler(object);
  const observe = (replicas: number, now: number) => {
    const each = { cpu: use.cpu / Math.max(1, replicas), memory: use.memory / Math.max(1, replicas) };
    return {
      pods: Array.from({ length: replicas }, () => readyPod("main", { ...requests }, each, now)),
      values: Object.fromEntries(metrics.flatMap((one) => asked(one, each.memory, use.memory))),
    };
  };
  for (const { now, replicas } of syncs(object, set, observe)) if (now + SYNC >= seconds) return replicas;
  return set;
}

/** What our query of memory gives: the use of all replicas above its line, and 0 below. */
function asked(
  metric: AutoscalerMetric,
  average: number,
  total: number,
): readonly (readonly [string, readonly number[]])[] {
  if (metric.kind !== "external") return [];
  return [[metric.key, [average > memoryLine(metric) ? total : 0]]];
}

/** Memory of a replica from which on our query asks for more. Units: bytes. Errors: throws for another query. */
export function memoryLine(metric: AutoscalerMetric): number {
  const query = metric.kind === "external" ? metric.keda?.query : undefined;
  const line = /container_memory_working_set_bytes\{.*> bool ([0-9.e+]+)/.exec(query ?? "")?.[1];
  if (line === undefined) throw new Error(`${metric.key} is no query of memory`);
  return Number(line);
}

/** Share of its limit that a replica uses when the first replica is added to three, in whole percent; 100 where none is. */
export function addsFrom(
  object: KubernetesObject,
  resource: keyof Amounts,
  { requests, limits }: { readonly requests: Amounts; readonly limits: Amounts },
): number {
  const replicas = 3;
  let [below, from] = [0, 100];
  // More use never asks for fewer replicas, so that halves find the line.
  while (from - below > 1) {
    const percent = Math.floor((below + from) / 2);
    const use = { cpu: 0, memory: 0, [resource]: (replicas * limits[resource] * percent) / 100 };
    // Five minutes: longer than any window of scaling up here.
    if (replicasAfter(object, { requests, use }, replicas, 300) > replicas) from = percent;
    else below = percent;
  }
  return from;
}
