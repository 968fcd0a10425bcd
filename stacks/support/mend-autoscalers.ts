import { formatDuration } from "../../lib/core/duration.ts";
import type { Json } from "../../lib/core/json.ts";
import type { KubernetesObject } from "../../lib/kubernetes/object.ts";
import { type Simulated, simulateObject } from "../../lib/prove/scaling/compare.ts";
import type { Load } from "../../lib/prove/scaling/load.ts";
import type { World } from "../../lib/prove/scaling/world.ts";
import type { Comparison, EmittedObject, Verdict } from "./mend-objects.ts";
import { readyPod, syncs } from "./mend-replicas.ts";
import { withSpec } from "./patch.ts";

/** Longer than the longest window that an autoscaler can have, an hour, by far. Units: seconds. */
const LONG = 21_600;

/** How an autoscaler is judged on one load. */
export interface Trial {
  /** Starts with the defect. */
  readonly name: string;
  /** The document's autoscaler. */
  readonly document: KubernetesObject;
  readonly ours: Pick<EmittedObject, "kind" | "name">;
  readonly world: World;
  /** Where the document has something beside its autoscaler, as a vertical one. Default: the same world. */
  readonly documentWorld?: World;
  readonly load: Load;
  /** Whether what it did is right. */
  readonly right: (simulated: Simulated, whose: Whose) => boolean;
  /** What else there is to say. */
  readonly more?: (simulated: Simulated, whose: Whose) => string;
}

type Whose = "document" | "ours";

/** The document's autoscaler and ours on the same load, by the simulation of Kubernetes' controller. */
export function trial({ name, document, ours, world, documentWorld = world, load, right, more }: Trial): Comparison {
  const judged = (object: KubernetesObject, where: World, whose: Whose): Verdict => {
    const simulated = simulateObject(object, where, load);
    if (simulated === undefined) throw new Error(`${name}: the world has no metric of ${object.metadata.name}`);
    const { leftOut } = simulated.run;
    if (leftOut.length > 0) throw new Error(`${name}: the world has nothing of ${leftOut.join(", ")}`);
    const besides = more === undefined ? "" : ` ${more(simulated, whose)}`;
    return { says: `${simulated.says}${besides}`, holds: right(simulated, whose) };
  };
  return {
    name,
    run: (emitted) => ({
      document: judged(document, documentWorld, "document"),
      ours: judged(emitted.one(ours.kind, ours.name), world, "ours"),
    }),
  };
}

/** Load of any shape. Units: seconds; `factor` is 1 before it changes. */
export function shaped(title: string, length: number, factor: (at: number) => number): Load {
  return { title, length, ordinary: false, factor: (at) => (at < 0 ? 1 : factor(at)) };
}

/** What `kubectl autoscale` makes: CPU as a share of the request, and Kubernetes' own behaviour, unsaid. */
export function kubectlAutoscale(name: string, { percent, min, max }: { percent: number; min: number; max: number }) {
  return horizontal(name, { min, max }, [
    { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: percent } } },
  ]);
}

/** A HorizontalPodAutoscaler of a Deployment with these metrics and no behaviour. */
export function horizontal(
  name: string,
  { min, max }: { readonly min: number; readonly max: number },
  metrics: readonly Json[],
): KubernetesObject {
  return {
    apiVersion: "autoscaling/v2",
    kind: "HorizontalPodAutoscaler",
    metadata: { name },
    spec: {
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name },
      minReplicas: min,
      maxReplicas: max,
      metrics,
    },
  };
}

/** What pods do all the time. Units: cores. */
export interface Steady {
  readonly container: string;
  /** What all of them use together. */
  readonly use: number;
  /** What each requests. */
  readonly request: number;
  /** Values of metrics that are not of pods, by their keys. */
  readonly values?: Readonly<Record<string, readonly number[]>>;
}

/** Whether a number of pods that somebody sets is kept, and for how long if it is not. */
export function kept(autoscaler: KubernetesObject, replicas: number, steady: Steady): Verdict {
  const seconds = keptFor(autoscaler, replicas, steady);
  return seconds === undefined
    ? { says: `${replicas} pods stay.`, holds: true }
    : { says: `${replicas} pods are fewer after ${formatDuration(seconds * 1_000)}.`, holds: false };
}

/** An autoscaler after the command of a page. */
export function withMinimum(object: KubernetesObject, replicas: number): KubernetesObject {
  return withSpec(object, { [object.kind === "ScaledObject" ? "minReplicaCount" : "minReplicas"]: replicas });
}

/** How long a number of pods is kept; `undefined` for longer than {@link LONG}. Units: seconds. */
function keptFor(autoscaler: KubernetesObject, replicas: number, steady: Steady): number | undefined {
  const { container, use, request, values = {} } = steady;
  const observe = (count: number, now: number) => ({
    pods: Array.from({ length: count }, () => readyPod(container, { cpu: request }, { cpu: use / count }, now)),
    values,
  });
  for (const { now, replicas: left } of syncs(autoscaler, replicas, observe)) {
    if (left !== replicas) return now;
    if (now >= LONG) break;
  }
  return undefined;
}
