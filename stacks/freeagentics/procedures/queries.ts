import { type DoneStep, promql } from "../../../lib/index.ts";
import { comparisonInWords, RECORDED } from "../../../lib/model/conventions.ts";
import type { Objective } from "../../../lib/model/objective.ts";
import { NAMESPACE } from "../metrics.ts";
import { cpu, errorRate, memory, responseTime } from "../objectives.ts";
import { accessRefused, rateLimited } from "../security.ts";

function recorded(name: string, objective: Objective): string {
  return `${name}{objective="${objective.name}",service="backend",system="freeagentics"}`;
}

/** What the objective's alerts fire at: `above 1 %, above 5 %`. */
export function limits({ tiers = [] }: Objective): string {
  return tiers.map((tier) => comparisonInWords(tier.comparison, tier.threshold)).join(", ");
}

/** What scaling starts at, the mildest of them: `above 1 %`. */
export function trigger({ tiers = [] }: Objective): string {
  const [first] = tiers;
  return first === undefined ? "" : comparisonInWords(first.comparison, first.threshold);
}

function look(says: string, objective: Objective, name: string): DoneStep {
  return promql(says, recorded(name, objective), { expect: `the alert fires ${limits(objective)}` });
}

export const errorsNow = look("See the share of requests that failed", errorRate, RECORDED.errorRatio("5m"));
export const responseNow = look(
  "See the 95th percentile of response times",
  responseTime,
  RECORDED.value("seconds", "rate5m"),
);
export const cpuNow = look("See CPU as a share of its limit, by pod", cpu, RECORDED.value("ratio", "rate5m"));
export const memoryNow = look("See memory as a share of its limit, by pod", memory, RECORDED.value("ratio", "last"));
export const refusedNow = look(
  "See the share of requests refused with 401 or 403",
  accessRefused,
  RECORDED.errorRatio("5m"),
);
export const limitedNow = look("See the share of requests refused with 429", rateLimited, RECORDED.errorRatio("5m"));

const OWN = `job="backend",namespace="${NAMESPACE}"`;

/** The query of the document, so that it can be asked without Grafana too. */
export const P95 = `histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{${OWN}}[5m])))`;

export const requestsNow = promql(
  "See how many requests come each second",
  `sum(rate(http_requests_total{${OWN}}[5m]))`,
  {
    mended: "FREE-D02: without `sum` it is one line for each set of labels",
  },
);

export const errorsByStatus = promql(
  "See which errors they are",
  `sum by (status) (rate(http_requests_total{${OWN},status=~"5.."}[5m]))`,
  { expect: "500 is ours; 502, 503 and 504 are pods that are gone or too slow" },
);

export const activeUsers = promql("See how many are connected", `sum(freeagentics_active_connections{${OWN}})`, {
  expect: "as at the same hour of last week; near 0: nobody gets through",
});

export const nodeCpu = promql(
  "See CPU by node",
  `1 - avg by (instance) (rate(node_cpu_seconds_total{cluster="freeagentics",job="node-exporter",mode="idle"}[5m]))`,
  { mended: "FREE-D06: without `avg by (instance)` it is one line for each core" },
);

export const nodeMemory = promql(
  "See memory by node",
  `1 - node_memory_MemAvailable_bytes{cluster="freeagentics",job="node-exporter"}
/
node_memory_MemTotal_bytes{cluster="freeagentics",job="node-exporter"}`,
);

export const podCpu = promql(
  "See CPU by container, in cores",
  `sum by (pod, container) (rate(container_cpu_usage_seconds_total{container!="",namespace="${NAMESPACE}"}[5m]))`,
  { mended: 'FREE-D13: without `container!=""` each core is counted at every cgroup' },
);

export const podMemory = promql(
  "See memory by container, as a share of its limit",
  `container_memory_working_set_bytes{container!="",namespace="${NAMESPACE}"}
/
(container_spec_memory_limit_bytes{container!="",namespace="${NAMESPACE}"} > 0)`,
  { mended: "FREE-D12: a container without a limit divides by 0" },
);

export const targets = (job: string): DoneStep =>
  promql("See which targets Prometheus knows, and which answer", `up{job="${job}"}`, {
    expect: "1 for each; nothing when discovery finds none, 0 when it does not answer",
  });
