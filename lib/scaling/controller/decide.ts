import { storeChange } from "./events.ts";
import { throughKeda } from "./keda.ts";
import { type Limit, limitChange } from "./limit.ts";
import type { Observation } from "./observation.ts";
import { proposeAverage, proposeUtilization } from "./pod-proposal.ts";
import { type AutoscalerMetric, type AutoscalerSpec, CONTROLLER_DEFAULTS, type ControllerSettings } from "./spec.ts";
import { stabilize } from "./stabilize.ts";
import type { ControllerState } from "./state.ts";
import { proposeTotal } from "./total-proposal.ts";

/**
 * Why an answer is as it is, in the words of the conditions that `kubectl describe hpa` shows. Only the first two are not
 * Kubernetes': there are more replicas than `max` or fewer than `min`, so that no metric was read.
 */
export type Reason =
  | "AboveMaximum"
  | "BelowMinimum"
  | "ScalingDisabled"
  | "FailedGetResourceMetric"
  | "FailedGetContainerResourceMetric"
  | "FailedGetPodsMetric"
  | "FailedGetObjectMetric"
  | "FailedGetExternalMetric"
  | "ScaleUpStabilized"
  | "ScaleDownStabilized"
  | Limit;

/** What the controller does at one sync. */
export interface Decision {
  /** `spec.replicas` of the target from now on. */
  readonly replicas: number;
  readonly state: ControllerState;
  /** In the order in which they came up; none when the metrics alone decided. */
  readonly reasons: readonly Reason[];
  /** Key of the metric that asked for the most, when metrics decided. */
  readonly metric?: string;
}

/** What the metrics together ask for. */
interface Proposal {
  /** Absent when nothing may be done. */
  readonly replicas?: number;
  readonly metric?: string;
  readonly failures: readonly Reason[];
}

/**
 * One sync of Kubernetes' controller: reconcileAutoscaler in pkg/controller/podautoscaler/horizontal.go, Kubernetes v1.34
 * (https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#algorithm-details). Changes nothing
 * that it is given.
 *
 * @param now seconds, on the clock of the observation and the state
 */
export function decide(
  spec: AutoscalerSpec,
  before: ControllerState,
  observation: Observation,
  now: number,
  settings: ControllerSettings = CONTROLLER_DEFAULTS,
): Decision {
  const { replicas: current } = observation;
  // The number of replicas at the first sync holds scaling down back as if the metrics had asked for it.
  const state =
    before.recommendations.length > 0 ? before : { ...before, recommendations: [{ replicas: current, at: now }] };
  if (current === 0 && spec.min !== 0) return { replicas: 0, state, reasons: ["ScalingDisabled"] };
  if (current > spec.max) return changed(spec, state, current, spec.max, now, ["AboveMaximum"]);
  if (current < spec.min) return changed(spec, state, current, spec.min, now, ["BelowMinimum"]);

  const seen = throughKeda(spec, state, observation);
  const proposal = proposeAll(spec, seen.observation, now, settings);
  if (proposal.replicas === undefined) {
    return { replicas: current, state: { ...state, failures: seen.failures }, reasons: proposal.failures };
  }
  const stable = stabilize(spec, state.recommendations, current, proposal.replicas, now, settings);
  const { replicas, limit } = limitChange(spec, state, current, stable.replicas, now);
  const reasons: Reason[] = [...proposal.failures];
  if (stable.replicas !== proposal.replicas) reasons.push(stabilizedBy(spec, current, proposal.replicas));
  if (limit !== undefined) reasons.push(limit);
  const next = { ...state, recommendations: stable.recommendations, failures: seen.failures };
  return changed(spec, next, current, replicas, now, reasons, proposal.metric);
}

/** Without `behavior` only scaling down is held back. */
function stabilizedBy({ behaviour }: AutoscalerSpec, current: number, desired: number): Reason {
  return behaviour !== undefined && desired >= current ? "ScaleUpStabilized" : "ScaleDownStabilized";
}

function changed(
  spec: AutoscalerSpec,
  state: ControllerState,
  current: number,
  replicas: number,
  now: number,
  reasons: readonly Reason[],
  metric?: string,
): Decision {
  return {
    replicas,
    state: replicas === current ? state : storeChange(spec, state, current, replicas, now),
    reasons,
    ...(metric === undefined ? {} : { metric }),
  };
}

/**
 * The most that a metric asks for (computeReplicasForMetrics). When one of them fails, replicas may still be added but not
 * removed; when all fail, nothing is done.
 */
function proposeAll(
  spec: AutoscalerSpec,
  observation: Observation,
  now: number,
  settings: ControllerSettings,
): Proposal {
  const failures: Reason[] = [];
  let replicas = 0;
  let key: string | undefined;
  for (const metric of spec.metrics) {
    const proposed = propose(metric, spec, observation, now, settings);
    if (proposed === undefined) failures.push(failureOf(metric));
    else if (replicas === 0 || proposed > replicas) {
      replicas = proposed;
      key = metric.key;
    }
  }
  const isUseless = failures.length >= spec.metrics.length || (failures.length > 0 && replicas < observation.replicas);
  if (isUseless) return { failures };
  // Negative values of a metric ask for none.
  return { replicas: Math.max(0, replicas), failures, ...(key === undefined ? {} : { metric: key }) };
}

function propose(
  metric: AutoscalerMetric,
  spec: AutoscalerSpec,
  observation: Observation,
  now: number,
  settings: ControllerSettings,
): number | undefined {
  switch (metric.kind) {
    case "resource":
      return metric.target.kind === "utilization"
        ? proposeUtilization(metric, metric.target.percent, spec, observation, now, settings)
        : proposeAverage(metric, metric.target.value, spec, observation, now, settings);
    case "pods":
      return proposeAverage(metric, metric.target.value, spec, observation, now, settings);
    case "object":
    case "external":
      return proposeTotal(metric, spec, observation);
  }
}

function failureOf(metric: AutoscalerMetric): Reason {
  switch (metric.kind) {
    case "resource":
      return metric.container === undefined ? "FailedGetResourceMetric" : "FailedGetContainerResourceMetric";
    case "pods":
      return "FailedGetPodsMetric";
    case "object":
      return "FailedGetObjectMetric";
    case "external":
      return "FailedGetExternalMetric";
  }
}
