import type { Json } from "../../lib/core/json.ts";
import type { KubernetesObject } from "../../lib/kubernetes/object.ts";
import { MemoryStorage } from "../../lib/promql/data/storage.ts";
import { instantQuery } from "../../lib/promql/eval/query.ts";
import { loadSeries } from "../../lib/promql/notation/load.ts";
import { decide } from "../../lib/scaling/controller/decide.ts";
import type { Observation, PodObservation } from "../../lib/scaling/controller/observation.ts";
import { readAutoscaler } from "../../lib/scaling/controller/read-autoscaler.ts";
import { INITIAL_STATE } from "../../lib/scaling/controller/state.ts";
import { at } from "./mill.ts";

const SYNC = 15;
const MIB = 1_048_576;

/** What each pod of the mill uses. Units: cores, MiB. */
interface Use {
  readonly cpu: number;
  readonly memory?: number;
  /** With a proxy beside it that requests nothing. */
  readonly proxy?: true;
}

/** Pods of the mill that have run for long. */
export function pods(count: number, { cpu, memory = 100, proxy }: Use): readonly PodObservation[] {
  const beside = proxy === undefined ? [] : [{ name: "istio-proxy", requests: {} }];
  return Array.from({ length: count }, () => ({
    phase: "Running",
    startedAt: 0,
    ready: { is: true, since: 30 },
    containers: [{ name: "grinder", requests: { cpu: 0.4, memory: 300 * MIB } }, ...beside],
    sample: {
      at: 100_000,
      window: 15,
      containers: [
        { name: "grinder", usage: { cpu, memory: memory * MIB } },
        ...beside.map(({ name }) => ({ name, usage: { cpu: 0.05, memory: MIB } })),
      ],
    },
  }));
}

/** What the number of replicas is after so many minutes in which each replica uses as much, and values are as they are. */
export function replicasAfter(
  minutes: number,
  object: KubernetesObject,
  start: number,
  see: (replicas: number) => Omit<Observation, "replicas">,
): number {
  const spec = readAutoscaler(object);
  let state = INITIAL_STATE;
  let replicas = start;
  for (let now = 100_000; now < 100_000 + minutes * 60; now += SYNC) {
    const decision = decide(spec, state, { ...see(replicas), replicas }, now);
    state = decision.state;
    replicas = decision.replicas;
  }
  return replicas;
}

/** Everything that a trigger's query gives over series of 30 s, ten minutes after their beginning. */
export function asked(object: KubernetesObject, trigger: number, series: string): readonly number[] {
  const query: Json | undefined = at(object, `spec.triggers.${trigger}.metadata.query`);
  if (typeof query !== "string") throw new Error("no query");
  const storage = new MemoryStorage();
  loadSeries(storage, series, { step: 30_000 });
  const result = instantQuery(storage, query, 600_000);
  if (result.type !== "vector") throw new Error(result.type);
  return result.samples.map(({ value }) => {
    if (typeof value !== "number") throw new Error("a histogram");
    return value;
  });
}

/** Working set of each pod of the mill, in MiB, as series. */
export function memoryOf(each: readonly number[], namespace = "flour"): string {
  return each
    .map((size, index) => {
      const pod = `mill-5d9c7b4f6-abc${`${index}`.padStart(2, "0")}`;
      const labels = `job="kubelet",namespace="${namespace}",pod="${pod}",container="grinder"`;
      return `container_memory_working_set_bytes{${labels}} ${size * MIB}x20`;
    })
    .join("\n");
}

/** Requests of each pod, per second, as series. */
export function requestsOf(each: readonly number[], namespace = "flour"): string {
  return each
    .map((rate, index) => {
      const labels = `job="mill",namespace="${namespace}",pod="mill-${index}",status="200"`;
      return `mill_requests_total{${labels}} 0+${rate * 30}x20`;
    })
    .join("\n");
}
