import { given } from "../core/given.ts";
import type { Json } from "../core/json.ts";
import type { KubernetesObject } from "../kubernetes/object.ts";
import type { Labels } from "../kubernetes/selector.ts";
import type { LoadTrigger, ResourceTrigger, Trigger } from "../model/scaling.ts";
import type { System } from "../model/system.ts";
import type { Expression } from "../promql/ast.ts";
import { print } from "../promql/print.ts";
import { behaviorOf } from "./behavior.ts";
import { containerBesideSidecars, targetRef } from "./horizontal.ts";
import { loadQuery, loadThreshold, type MetricSelector, memoryQuery, workingSet } from "./queries.ts";
import { targetUse, utilization } from "./resource-target.ts";
import type { Scaled } from "./scaled.ts";

/** How often KEDA asks, which is its default. Units: seconds. */
const POLLING_INTERVAL = 30;

/** Questions in a row without an answer, after which the fallback counts: a minute and a half. */
const FAILURE_THRESHOLD = 3;

/** Lets KEDA take over a HorizontalPodAutoscaler of the same name; otherwise it refuses to work beside it. */
const TAKES_OVER = "scaledobject.keda.sh/transfer-hpa-ownership";

/**
 * The ScaledObject of KEDA for everything that a service follows: two autoscalers on one workload would undo each other's work
 * (https://keda.sh/docs/2.17/reference/scaledobject-spec/; `fallback.behavior` needs KEDA 2.17).
 *
 * A question without an answer is no load of 0: `ignoreNullValues` is off, and after three failures the number of replicas stays
 * where it is, though never below the minimum. CPU may still add some. `cooldownPeriod` is left out, as it is about zero replicas.
 */
export function scaledObject(system: System, scaled: Scaled, labels: Labels, select: MetricSelector): KubernetesObject {
  const { scaling, name, namespace } = scaled;
  return {
    apiVersion: "keda.sh/v1alpha1",
    kind: "ScaledObject",
    metadata: { name, namespace, labels, annotations: { [TAKES_OVER]: "true" } },
    spec: {
      scaleTargetRef: targetRef(scaled),
      pollingInterval: POLLING_INTERVAL,
      minReplicaCount: scaling.min,
      maxReplicaCount: scaling.max,
      fallback: {
        failureThreshold: FAILURE_THRESHOLD,
        replicas: scaling.min,
        behavior: "currentReplicasIfHigher",
      },
      advanced: { horizontalPodAutoscalerConfig: { name, behavior: behaviorOf(scaling) } },
      triggers: scaling.on.flatMap((trigger, index) => triggerOf(system, scaled, trigger, index, select)),
    },
  };
}

function triggerOf(
  system: System,
  scaled: Scaled,
  trigger: Trigger,
  index: number,
  select: MetricSelector,
): readonly Json[] {
  switch (trigger.kind) {
    case "cpu":
      return cpuTrigger(scaled, trigger);
    case "memory":
      return memoryTrigger(system, scaled, trigger, select);
    case "load":
      return [loadTrigger(system, scaled, trigger, index, select)];
  }
}

function cpuTrigger({ workload }: Scaled, trigger: ResourceTrigger): readonly Json[] {
  const value = utilization(trigger, workload);
  if (value === undefined) return [];
  const containerName = containerBesideSidecars(workload);
  return [
    {
      type: "cpu",
      metricType: "Utilization",
      metadata: { value: `${value}`, ...given("containerName", containerName) },
    },
  ];
}

function memoryTrigger(
  system: System,
  scaled: Scaled,
  trigger: ResourceTrigger,
  select: MetricSelector,
): readonly Json[] {
  const use = targetUse(trigger, scaled.workload);
  const metric = workingSet(system, scaled);
  if (use === undefined || metric === undefined) return [];
  const bytes = Math.floor(use);
  return [prometheusTrigger(system, "memory", memoryQuery(select(scaled.service, metric), bytes), `${bytes}`)];
}

function loadTrigger(
  system: System,
  scaled: Scaled,
  trigger: LoadTrigger,
  index: number,
  select: MetricSelector,
): Json {
  const loads = scaled.scaling.on.slice(0, index).filter(({ kind }) => kind === "load").length;
  const name = loads === 0 ? "load" : `load-${loads + 1}`;
  return prometheusTrigger(system, name, loadQuery(system, scaled, trigger, select), `${loadThreshold(trigger)}`);
}

function prometheusTrigger(system: System, name: string, query: Expression, perReplica: string): Json {
  return {
    type: "prometheus",
    name,
    // Said although it is the default: KEDA 2.17.0 refuses a fallback without it (kedacore/keda#6696).
    metricType: "AverageValue",
    metadata: {
      serverAddress: system.prometheus.address ?? "",
      query: print(query),
      threshold: perReplica,
      ignoreNullValues: "false",
    },
  };
}
