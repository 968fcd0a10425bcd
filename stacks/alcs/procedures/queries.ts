import { type DoneStep, promql } from "../../../lib/index.ts";
import { comparisonInWords, quantityInWords, RECORDED } from "../../../lib/model/conventions.ts";
import type { Objective } from "../../../lib/model/objective.ts";
import { NAMESPACE } from "../metrics.ts";
import { errorShare, llmTime, queryErrors, queryTime, requestTime } from "../objectives.ts";
import { cache, cpu, memory } from "../resources.ts";

/** What the rules recorded for an objective of the service. */
function recorded(name: string, objective: Objective): string {
  return `${name}{objective="${objective.name}",service="alcs",system="alcs"}`;
}

/** What the objective's alert fires at: `above 1 %`. */
export function limit({ tiers = [] }: Objective): string {
  const [first] = tiers;
  return first === undefined ? "" : comparisonInWords(first.comparison, first.threshold);
}

/** The number of the limit: `1 s`. */
export function threshold({ tiers = [] }: Objective): string {
  const [first] = tiers;
  return first === undefined ? "" : quantityInWords(first.threshold);
}

function look(says: string, objective: Objective, name: string) {
  return promql(says, recorded(name, objective), { expect: `the alert fires ${limit(objective)}` });
}

export const errorsNow = look(
  "See the share of requests that failed, from `alcs_errors_total`",
  errorShare,
  RECORDED.errorRatio("5m"),
);
export const requestTimeNow = look(
  "See the 95th percentile of `alcs_request_duration_seconds`",
  requestTime,
  RECORDED.value("seconds", "rate5m"),
);
export const llmTimeNow = look(
  "See the 95th percentile of `alcs_llm_request_duration_seconds`",
  llmTime,
  RECORDED.value("seconds", "rate5m"),
);
export const queryTimeNow = look(
  "See the 95th percentile of database queries",
  queryTime,
  RECORDED.value("seconds", "rate5m"),
);
export const queryErrorsNow = look(
  "See the share of database queries that failed",
  queryErrors,
  RECORDED.errorRatio("5m"),
);
export const memoryNow = look("See memory as a share of its limit, by pod", memory, RECORDED.value("ratio", "last"));
export const cpuNow = look("See CPU as a share of its limit, by pod", cpu, RECORDED.value("ratio", "rate5m"));
export const cacheNow = look(
  "See `alcs_cache_size_bytes` as a share of the size it is configured for, by pod",
  cache,
  RECORDED.value("ratio", "last"),
);

export const sessionsNow = promql(
  "See how many users are active",
  `sum(alcs_sessions_active{job="alcs",namespace="${NAMESPACE}"})`,
);

export const refusedNow = promql(
  "See how many requests a minute the rate limit refuses",
  `sum(rate(alcs_rate_limit_exceeded_total{job="alcs",namespace="${NAMESPACE}"}[5m])) * 60`,
);

/** A query where the document reads `/metrics`. */
export function insteadOfMetrics(step: DoneStep): DoneStep {
  const { command } = step;
  if (command === undefined) return step;
  const mended = "ALCS-D11: `/metrics` shows counters since the start of whichever pod answers, not what happens now";
  return { ...step, command: { ...command, mended } };
}
