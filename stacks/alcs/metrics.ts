import { assumed, counter, gauge, histogram } from "../../lib/index.ts";
import { containerMetrics } from "../support/container-metrics.ts";

export const NAMESPACE = "alcs";

// ALCS-D11: read as a summary in the document; quantiles of several pods can only be had from a histogram.
export const requestDuration = histogram("alcs_request_duration_seconds", {
  unit: "seconds",
  buckets: assumed(
    [0.05, 0.1, 0.25, 0.5, 0.75, 1, 1.5, 2.5, 5, 10],
    "ALCS-D11: the document has no buckets; the p95 limit of 1 s needs a bound there and some above it",
  ),
});

// ALCS-D03, ALCS-D10: no request counter is documented; every request is observed once by the histogram.
export const requests = counter("alcs_request_duration_seconds_count");

export const errors = counter("alcs_errors_total");

export const llmDuration = histogram("alcs_llm_request_duration_seconds", {
  unit: "seconds",
  buckets: assumed(
    [0.5, 1, 2, 3, 5, 7.5, 10, 20, 30, 60],
    "not stated; the p95 limit of 5 s needs a bound there and some above it",
  ),
});

export const queryDuration = histogram("alcs_database_query_duration_seconds", {
  unit: "seconds",
  buckets: assumed(
    [0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 5],
    "not stated; the p95 limit of 100 ms needs a bound there and some above it",
  ),
});

// ALCS-D08: the queries among which the errors are counted.
export const queries = counter("alcs_database_query_duration_seconds_count");

export const databaseErrors = counter("alcs_database_errors_total");

export const cacheSize = gauge("alcs_cache_size_bytes", { unit: "bytes" });

// ALCS-D12: used by limit, of the container alone.
export const { cpuUsed, cpuLimit, memoryUsed, memoryLimit } = containerMetrics({
  namespace: NAMESPACE,
  container: "alcs",
});

export const lastBackup = gauge("kube_cronjob_status_last_successful_time", {
  unit: "timestamp",
  labels: ["cronjob"],
  from: "kube-state-metrics",
}).where({ namespace: NAMESPACE, cronjob: "alcs-backup" });

/** Requests that the rate limit refused. */
export const refused = counter("alcs_rate_limit_exceeded_total");

/** Read by people and dashboards; the document gives no limit for any of them. */
export const watched = [
  gauge("alcs_sessions_active", { unit: "count" }),
  counter("alcs_sessions_total"),
  counter("alcs_llm_tokens_total"),
];
