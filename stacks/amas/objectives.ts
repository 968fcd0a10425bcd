import {
  above,
  absenceIgnored,
  absentFor,
  assumed,
  below,
  count,
  days,
  freshness,
  hitRatio,
  milliseconds,
  minimumEvents,
  minimumFailures,
  minutes,
  noBurnRate,
  objective,
  percent,
  quantile,
  queueDepth,
  ratio,
  seconds,
  workbook,
} from "../../lib/index.ts";
import {
  cacheHits,
  cacheMisses,
  collected,
  decisionWrite,
  errors,
  monitoringOverhead,
  queueSize,
  requestDuration,
  requests,
} from "./metrics.ts";

// AMAS-D01, AMAS-D02: where the table, a section's title and the AlertEngine's rule differ, the table wins: it is the
// agreed list, it has a target beside each threshold, and alerting at the target would make every promise a page.
// AMAS-D08: the table has no severities. What users notice is `high` as in the engine's rule, the rest is milder.

/** The table says what the values are measured over, and no rule but the AlertEngine's says how long they must hold. */
const sustained = assumed(minutes(2), "the table has no duration; 2 minutes is that of the AlertEngine's one rule");
const window = assumed(days(30), "the table measures over minutes and has no window for a budget; the SRE workbook's");
const fewRequests = minimumEvents(assumed(100, "traffic at night is not stated; a p99 of fewer is one request"));
const unmeasured = absentFor(
  assumed(minutes(15), "X-D01: no rule about missing data; longer than a restart by pm2"),
  "medium",
);

export const p95Latency = objective("p95-latency", {
  indicator: quantile(0.95, requestDuration),
  target: milliseconds(200),
  alert: "AmasP95Latency",
  impact: "Requests are slow for users.",
  tiers: [
    // AMAS-D12: the document scales at the target, where a system that keeps its promise stands. Replicas follow the load; this
    // tells who optimizes, between target and alert.
    above(
      assumed(milliseconds(225), "AMAS-D12: the document's trigger is the target; half-way between it and the alert"),
      {
        over: minutes(5),
        for: sustained,
        severity: "medium",
        impact: "Users do not notice yet; soon they will.",
      },
    ),
    above(milliseconds(250), { over: minutes(5), for: sustained, severity: "high" }),
  ],
  lowTraffic: fewRequests,
  absence: unmeasured,
});

export const p99Latency = objective("p99-latency", {
  indicator: quantile(0.99, requestDuration),
  target: milliseconds(500),
  alert: "AmasP99Latency",
  impact: "One request in a hundred is slow.",
  tiers: [above(milliseconds(600), { over: minutes(5), for: sustained, severity: "high" })],
  lowTraffic: fewRequests,
  absence: absenceIgnored("AmasP95LatencyAbsent watches the same histogram"),
});

export const decisionLatency = objective("decision-latency", {
  indicator: quantile(0.99, decisionWrite),
  target: milliseconds(500),
  // The engine's `decision-latency-p99`, in letters that an alert's name may have.
  alert: "AmasDecisionLatencyP99",
  impact: "The API answers slowly and users notice the lag.",
  // AMAS-D01: 500 is the target; the alert is the table's 600 over 5 minutes.
  tiers: [above(milliseconds(600), { over: minutes(5), for: minutes(2), severity: "high" })],
  lowTraffic: minimumEvents(
    assumed(100, "the p99 of fewer writes is the slowest one, which may be slow once in a while"),
  ),
  absence: unmeasured,
});

export const errorRate = objective("error-rate", {
  // AMAS-D05: every 5xx, as a share of all requests.
  indicator: ratio({ bad: errors.where({ status: /5../ }), total: requests }),
  target: percent(99),
  over: window,
  burnRate: workbook({ page: "high", ticket: "low" }),
  // The engine's `http.error_rate.5xx`. AMAS-D02: the table's 2 %; 1 % is the objective.
  alert: "AmasHttpErrorRate5xx",
  impact: "Requests fail for users.",
  tiers: [above(percent(2), { over: minutes(5), for: sustained, severity: "high" })],
  lowTraffic: minimumFailures(assumed(10, "traffic at night is not stated; ten failures keep single ones from paging")),
  absence: unmeasured,
});

export const overhead = objective("monitoring-overhead", {
  // `Per request` is a bound for each request; the p99 is the nearest thing to it that one odd request does not raise.
  indicator: quantile(0.99, monitoringOverhead),
  target: milliseconds(100),
  alert: "AmasMonitoringOverhead",
  impact: "Measuring requests slows them down.",
  tiers: [
    above(milliseconds(150), {
      over: assumed(minutes(5), "`Per request` is no window; that of the other latencies"),
      for: sustained,
      severity: "medium",
    }),
  ],
  lowTraffic: fewRequests,
  absence: unmeasured,
});

export const cacheHitRate = objective("cache-hit-rate", {
  indicator: hitRatio({ hits: cacheHits, misses: cacheMisses }),
  target: percent(80),
  over: window,
  burnRate: noBurnRate("a cold cache is no outage; the table's one level is enough"),
  alert: "AmasCacheHitRate",
  impact: "The database gets the reads that the cache should answer.",
  tiers: [below(percent(60), { over: minutes(15), for: sustained, severity: "medium" })],
  lowTraffic: minimumEvents(
    assumed(100, "traffic is not stated; below 100 look-ups in 15 minutes the ratio says little"),
  ),
  absence: unmeasured,
});

export const queue = objective("queue-depth", {
  indicator: queueDepth(queueSize.where({ type: "decision" })),
  target: count(500),
  alert: "AmasQueueDepth",
  impact: "Decisions wait, and are lost if the process ends.",
  tiers: [
    above(count(500), {
      for: assumed(minutes(5), "no duration is stated; ten collections of 30 s, so that a burst may drain"),
      severity: "high",
    }),
  ],
  absence: unmeasured,
});

export const collectorFreshness = objective("collector-freshness", {
  // AMAS-D06: `non-zero values` refuses an empty queue and accepts a collector that is stuck.
  indicator: freshness(collected, { by: ["instance"] }),
  alert: "AmasCollectorStale",
  impact: "Everything else that is measured is old: the other alerts cannot be trusted.",
  tiers: [
    above(assumed(seconds(150), "not stated; five collections of 30 s missed"), {
      for: minutes(0),
      severity: "medium",
    }),
  ],
  absence: unmeasured,
});
