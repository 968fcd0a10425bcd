import { logql, procedure, shell } from "../../../lib/index.ts";
import { N } from "../names.ts";
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
});
