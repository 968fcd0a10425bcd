import { logql, procedure, shell } from "../../../lib/index.ts";
import { HPA, N, NETWORK_POLICY, REPLICAS } from "../names.ts";
import { ALL_PODS, lines, logs, usage } from "./commands.ts";
import { errorsNow, hitRateNow, latencyNow } from "./queries.ts";

/** ALECS-RUNBOOK-06. */
export const logAnalysis = procedure("Log analysis", {
  about: "What to look for in the log, with kubectl, in Loki, and in Splunk.",
  investigate: [
    shell("Newest errors", logs("1h", "grep ERROR | tail -20"), { mended: ALL_PODS }),
    shell("Longest durations", logs("1h", `grep "duration=" | awk '{print $NF}' | sort -n | tail -n 20`)),
    shell("Refused requests", logs("1h", `grep -E "\\b(401|403)\\b" | tail -n 50`), {
      mended: "401 is part of longer numbers too",
    }),
    shell("Cache", logs("1h", `grep -Eo "cache_hit|cache_miss" | sort | uniq -c`)),
    logql(
      "Errors by endpoint, in Loki",
      `sum by (endpoint) (count_over_time(${lines('| logfmt | level="error"')} [5m]))`,
    ),
    logql(
      "Mean duration by tool, in Loki",
      `avg by (tool) (avg_over_time(${lines('| logfmt | tool!="" | unwrap duration(duration)')} [5m]))`,
    ),
    logql(
      "Cache hits and misses, in Loki",
      `sum by (cache_hit) (count_over_time(${lines('| logfmt | cache_hit!=""')} [5m]))`,
    ),
    'Errors by endpoint, in Splunk: `source="alecs" level="error" | stats count by endpoint`',
    'Mean duration by tool, in Splunk: `source="alecs" tool=* | stats avg(duration) by tool`',
    'Cache hits and misses, in Splunk: `source="alecs" cache_hit=* | stats count by cache_hit`',
  ],
});

/** ALECS-D11 */
const insteadOfGauge = {
  ...hitRateNow,
  command: {
    kind: "promql" as const,
    text: hitRateNow.command?.text ?? "",
    mended:
      "ALECS-D11: the gauge `alecs_cache_hit_rate` appears nowhere else; ours is made of the counters that the alert reads",
  },
};

/** ALECS-CAPACITY-02: the document's list, with where each of it is now. */
const CHECKLIST = [
  {
    cause: "Performance tuning checklist, application level",
    steps: [
      "Enable caching with appropriate TTL: `CACHE_ENABLED`, `CACHE_TTL` and `CACHE_DEFAULT_TTL` on the page of settings",
      "Configure request coalescing: `COALESCING_ENABLED` there",
      "Optimize connection pool size: `CONNECTION_POOL_SIZE` there",
      "Enable compression for large responses: a change of code",
      "Implement circuit breaker pattern: a change of code",
    ],
  },
  {
    cause: "Performance tuning checklist, infrastructure level",
    steps: [
      "Right-size resource requests/limits: the HPA counts by requests and the alerts by limits, so change both in the model",
      `Configure horizontal pod autoscaling: \`${HPA}\`, which is derived from the model`,
      "Use appropriate storage classes: no volume of the server is stated",
      `Optimize network policies: \`${NETWORK_POLICY}\`, which is derived from what the model connects`,
      `Enable resource quotas: for at least the requests of ${REPLICAS.most} pods, and one more for a rollout`,
    ],
  },
  {
    cause: "Performance tuning checklist, monitoring level",
    steps: [
      "Set up comprehensive metrics: the rules read those of the server, its containers and the cluster",
      "Configure meaningful alerts: each has a page here",
      "Implement distributed tracing: nothing of it is stated; connections to a collector have to be let through then",
      "Enable log aggregation: the page Log analysis has the queries",
      "Set up dashboards: one for each promise, and the infrastructure's",
    ],
  },
];

/** ALECS-RUNBOOK-07. */
export const performance = procedure("Performance monitoring", {
  about: "Performance as it is now; the dashboards have what it was.",
  investigate: [
    shell("Watch what the pods use", `watch -n 5 'kubectl top pods ${N}'`),
    usage,
    latencyNow,
    insteadOfGauge,
    errorsNow,
    shell(
      "Look for pods that find no room or do not answer",
      `kubectl get events ${N} --sort-by='.lastTimestamp' | grep -E "(FailedScheduling|OutOfmemory|Unhealthy)"`,
      { expect: "nothing" },
    ),
  ],
  remedies: CHECKLIST,
});
