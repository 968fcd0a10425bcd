import { promql } from "../../../lib/index.ts";
import { comparisonInWords, quantityInWords, RECORDED } from "../../../lib/model/conventions.ts";
import type { Objective } from "../../../lib/model/objective.ts";
import { NAMESPACE } from "../metrics.ts";
import { CONTAINER } from "../names.ts";
import { cacheHitRate, cpu, errors, memory, responseTime, uptime } from "../objectives.ts";
import { rateLimited, refused } from "../security.ts";

function recorded(name: string, objective: Objective): string {
  return `${name}{objective="${objective.name}",service="alecs-server",system="alecs"}`;
}

/** What the objective's alerts fire at: `above 1 s, above 3 s`. */
export function limits({ tiers = [] }: Objective): string {
  return tiers.map((tier) => comparisonInWords(tier.comparison, tier.threshold)).join(", ");
}

/** The threshold of the most urgent tier: `90 %`. */
export function worst({ tiers = [] }: Objective): string {
  const last = tiers.at(-1);
  return last === undefined ? "" : quantityInWords(last.threshold);
}

/** What is promised: `99.9 %`. */
export function promise({ target }: Objective): string {
  return target === undefined ? "" : quantityInWords(target);
}

function look(says: string, objective: Objective, query: string) {
  return promql(says, query, { expect: `the alert fires ${limits(objective)}` });
}

export const errorsNow = look(
  "See the share of requests that failed",
  errors,
  recorded(RECORDED.errorRatio("5m"), errors),
);

export const errorsByStatus = promql(
  "See which errors they are",
  `sum by (status) (rate(alecs_requests_total{job="alecs",namespace="${NAMESPACE}",status=~"5.."}[5m]))`,
  { expect: "500 is ours; 502, 503 and 504 are pods that are gone or too slow" },
);

export const latencyNow = look(
  "See the 95th percentile of response times",
  responseTime,
  recorded(RECORDED.value("seconds", "rate5m"), responseTime),
);

export const hitRateNow = look(
  "See the cache hit rate",
  cacheHitRate,
  `1 - ${recorded(RECORDED.errorRatio("5m"), cacheHitRate)}`,
);

export const memoryNow = look(
  "See memory as a share of its limit, by pod",
  memory,
  recorded(RECORDED.value("ratio", "last"), memory),
);

export const cpuNow = look(
  "See CPU as a share of its limit, by pod",
  cpu,
  recorded(RECORDED.value("ratio", "rate5m"), cpu),
);

export const throttledNow = promql(
  "See the share of time in which CPU is throttled, by pod",
  `sum by (pod) (rate(container_cpu_cfs_throttled_periods_total{container="${CONTAINER}",namespace="${NAMESPACE}"}[5m]))
/
sum by (pod) (rate(container_cpu_cfs_periods_total{container="${CONTAINER}",namespace="${NAMESPACE}"}[5m]))`,
  {
    expect: "near 0; a quarter and more makes requests slow",
    mended: "`kubectl describe pods` shows requests and limits, and no throttling",
  },
);

export const uptimeNow = look(
  "See the uptime of the last 30 days",
  uptime,
  `1 - ${recorded(RECORDED.errorRatio("30d"), uptime)}`,
);

export const refusedNow = look(
  "See the share of requests refused with 401 or 403",
  refused,
  recorded(RECORDED.errorRatio("5m"), refused),
);

export const limitedNow = look(
  "See the share of requests refused with 429",
  rateLimited,
  recorded(RECORDED.errorRatio("5m"), rateLimited),
);
