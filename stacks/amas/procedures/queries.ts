import { type DoneStep, promql } from "../../../lib/index.ts";
import { comparisonInWords, quantityInWords, RECORDED } from "../../../lib/model/conventions.ts";
import type { Objective } from "../../../lib/model/objective.ts";
import { cacheHitRate, decisionLatency, errorRate, overhead, p95Latency, p99Latency, queue } from "../objectives.ts";

function recorded(name: string, objective: Objective): string {
  return `${name}{objective="${objective.name}",service="danci-backend",system="amas"}`;
}

/** What the objective's alert fires at: `above 600 ms`. */
export function limit({ tiers = [] }: Objective): string {
  const [first] = tiers;
  return first === undefined ? "" : comparisonInWords(first.comparison, first.threshold);
}

/** What is promised: `500 ms`. */
export function promise({ target }: Objective): string {
  return target === undefined ? "" : quantityInWords(target);
}

function look(says: string, objective: Objective, query: string): DoneStep {
  return promql(says, query, { expect: `the alert fires ${limit(objective)}; ${promise(objective)} is promised` });
}

const milliseconds = (says: string, objective: Objective) =>
  look(says, objective, recorded(RECORDED.value("milliseconds", "rate5m"), objective));

export const decisionNow = milliseconds("See the 99th percentile of decision writes", decisionLatency);
export const p95Now = milliseconds("See the 95th percentile of requests", p95Latency);
export const p99Now = milliseconds("See the 99th percentile of requests", p99Latency);
export const overheadNow = milliseconds("See what measuring adds to a request", overhead);
export const errorsNow = look(
  "See the share of requests that failed",
  errorRate,
  recorded(RECORDED.errorRatio("5m"), errorRate),
);
export const hitsNow = look(
  "See the cache hit rate",
  cacheHitRate,
  `1 - ${recorded(RECORDED.errorRatio("15m"), cacheHitRate)}`,
);
export const queueNow = look("See how many decisions wait", queue, recorded(RECORDED.value("count", "last"), queue));

export const errorsByStatus = promql(
  "See which errors they are",
  'sum by (status) (rate(http_errors_total{job="danci-backend",status=~"5.."}[5m]))',
  { expect: "500 is ours; 502, 503 and 504 are a process that is gone or too slow" },
);

const FULL_NAMES = "AMAS-D10: `cache_hit` and `cache_miss` are no full names of metrics";

export const hitsAndMisses: readonly DoneStep[] = [
  promql("See how often the cache answers each second", 'sum(rate(amas_cache_hit_total{job="danci-backend"}[5m]))', {
    mended: FULL_NAMES,
  }),
  promql("See how often it does not", 'sum(rate(amas_cache_miss_total{job="danci-backend"}[5m]))', {
    expect: "fewer than a fifth of all; both near 0: nobody asks, so look at the throughput instead",
  }),
];

export const collectedNow = promql(
  "See how old the newest collection is, in seconds",
  'time() - amas_metrics_collected_timestamp_seconds{job="danci-backend"}',
  {
    expect: "at most 30: the collector runs each 30 s",
    mended: "AMAS-D06: an empty queue shows 0 and is healthy, and a collector that is stuck shows its last value",
  },
);

export const targets = (job: string): DoneStep =>
  promql("See which targets Prometheus knows, and which answer", `up{job="${job}"}`, {
    expect: "1 for each; nothing when it is not configured, 0 when it does not answer",
  });
