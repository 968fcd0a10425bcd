import type { Observation } from "./observation.ts";
import type { AutoscalerSpec, ExternalMetric, KedaFallback, KedaTrigger } from "./spec.ts";
import type { ControllerState } from "./state.ts";

/**
 * The observation as the controller gets it through KEDA, and the failures in a row by metric. KEDA takes an empty result for 0
 * with `ignoreNullValues`, and serves its fallback once a trigger has failed more than `failureThreshold` times
 * (pkg/scalers/prometheus_scaler.go and pkg/fallback/fallback.go, KEDA v2.17). Every sync counts as one try.
 */
export function throughKeda(
  spec: AutoscalerSpec,
  { failures: before }: ControllerState,
  observation: Observation,
): { readonly observation: Observation; readonly failures: ControllerState["failures"] } {
  const triggers = spec.metrics.filter((metric) => metric.kind === "external" && metric.keda !== undefined);
  if (triggers.length === 0) return { observation, failures: before };
  const values: Record<string, readonly number[]> = { ...observation.values };
  const failures: Record<string, number> = {};
  for (const metric of triggers) {
    if (metric.kind !== "external" || metric.keda === undefined) continue;
    const got = served(metric.keda, values[metric.key]);
    failures[metric.key] = got === undefined ? (before[metric.key] ?? 0) + 1 : 0;
    const value = got ?? fallbackOf(metric, failures[metric.key] ?? 0, observation.replicas);
    if (value === undefined) delete values[metric.key];
    else values[metric.key] = [value];
  }
  return { observation: { ...observation, values }, failures };
}

/**
 * KEDA drops what is finer than a thousandth, and fails for a query with several results. NaN, as a rate divided by nothing has
 * it, does not fail: it becomes an integer that no quantity can hold, and arrives at the controller as 0.
 */
function served({ ignoreNullValues }: KedaTrigger, series: readonly number[] | undefined): number | undefined {
  const [value] = series ?? [];
  if (series !== undefined && series.length > 1) return undefined;
  if (value === undefined || Math.abs(value) === Number.POSITIVE_INFINITY) return ignoreNullValues ? 0 : undefined;
  return Number.isNaN(value) ? 0 : Math.trunc(value * 1_000) / 1_000;
}

/** Replicas are served as the load that asks for them. KEDA drops what is after the point of the target, so 0.5 serves 0. */
function fallbackOf(metric: ExternalMetric, failures: number, current: number): number | undefined {
  const fallback = metric.keda?.fallback;
  if (fallback === undefined || failures <= fallback.failureThreshold) return undefined;
  return Math.trunc(metric.target.value) * replicasOf(fallback, current);
}

function replicasOf({ behavior, replicas }: KedaFallback, current: number): number {
  switch (behavior) {
    case "static":
      return replicas;
    case "currentReplicas":
      return current;
    case "currentReplicasIfHigher":
      return Math.max(current, replicas);
    case "currentReplicasIfLower":
      return Math.min(current, replicas);
  }
}
