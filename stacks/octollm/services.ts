import {
  above,
  absenceIgnored,
  absentFor,
  assumed,
  atLeast,
  minimumEvents,
  minimumFailures,
  minutes,
  objective,
  percent,
  quantile,
  ratio,
  saturation,
  scrape,
  seconds,
  service,
} from "../../lib/index.ts";
import { containerMetrics, poolActive, poolMaximum, requestDuration, requests } from "./metrics.ts";
import { CONNECTS, EXPOSED } from "./network.ts";
import { type ServiceName, scalingOf, workloadOf } from "./scaling.ts";

const guard = minimumFailures(assumed(10, "traffic is not stated; OCTO-D05: two failed requests must not page"));
const fewSamples = minimumEvents(assumed(20, "traffic is not stated; a p95 of fewer than 20 requests is one request"));
const unmeasured = absentFor(
  assumed(minutes(15), "not stated; longer than a rollout, shorter than an on-call hour"),
  "warning",
);

/**
 * OCTO-D29: rule, escalation criteria and decision tree 1 disagree about who hears of 10 % errors. The rule and its place
 * among the critical procedures decide that it pages, since the criteria (more than 20 % for 10 minutes, more than 50 %)
 * tell somebody who works on it already whom to call next; these two have names of their own, so that both are seen.
 * Below 10 % the tree wants a ticket and no alert.
 */
const errors = objective("errors", {
  // OCTO-D04: the share of all requests of the service, not of each series.
  indicator: ratio({ bad: requests.where({ status: /5../ }), total: requests }),
  alert: "HighErrorRate",
  impact: "Users get errors (500, 502, 503, 504).",
  tiers: [
    above(percent(10), { over: minutes(5), for: minutes(5), severity: "critical" }),
    above(percent(20), {
      over: minutes(5),
      for: minutes(10),
      severity: "critical",
      alert: "HighErrorRateSustained",
      impact: "Users get errors, and have for ten minutes: a senior engineer is needed.",
    }),
    above(percent(50), {
      over: minutes(5),
      for: assumed(minutes(2), "not stated; a severe outage is not waited for, one bad scrape is"),
      severity: "critical",
      alert: "HighErrorRateSevere",
      impact: "Severe outage, most requests fail: the engineering lead is needed.",
    }),
  ],
  lowTraffic: guard,
  absence: unmeasured,
});

/**
 * OCTO-D08, OCTO-D09: the two rules are one, with a level each. Decision tree 2 has the levels: a warning above 1 s,
 * critical above 2 s. Exactly 2 s is in no branch of it and stays a warning.
 */
const latency = objective("latency", {
  // OCTO-D10: one quantile over all handlers and pods of the service.
  indicator: quantile(0.95, requestDuration),
  tiers: [
    above(seconds(1), {
      over: minutes(5),
      for: minutes(10),
      severity: "warning",
      alert: "HighRequestLatency",
      impact: "Responses are slow.",
    }),
    above(seconds(2), {
      over: minutes(5),
      for: minutes(10),
      severity: "critical",
      alert: "HighLatency",
      impact: "Responses are slow, some time out.",
    }),
    above(seconds(2), {
      over: minutes(5),
      for: minutes(15),
      severity: "critical",
      alert: "HighLatencySustained",
      impact: "Responses have been slow for a quarter of an hour: a senior engineer is needed.",
    }),
  ],
  lowTraffic: fewSamples,
  absence: unmeasured,
});

const pool = objective("database-pool", {
  // OCTO-D06: the mean of 5 minutes, so that one lower sample hides nothing. OCTO-D07: both sides by pod, which has the pool.
  indicator: saturation({ used: poolActive, capacity: poolMaximum, by: ["pod"] }),
  target: percent(80),
  tiers: [
    above(percent(80), {
      over: assumed(minutes(5), "not stated; that of the document's rates"),
      for: assumed(minutes(5), "not stated; as long as the critical level"),
      severity: "warning",
      alert: "DatabaseConnectionPoolHigh",
      impact: "Little of the pool is left for a burst.",
    }),
    // OCTO-D06: 19 of 20 connections are 95 % exactly, and the pool is as good as empty.
    atLeast(percent(95), {
      over: assumed(minutes(5), "not stated; that of the document's rates"),
      for: minutes(5),
      severity: "critical",
      alert: "DatabaseConnectionPoolExhausted",
      impact: "The service cannot query the database; users see errors or timeouts.",
    }),
  ],
  absence: absenceIgnored("which of the services have a pool is not stated"),
});

/** One of the services that the document calls critical; their objectives are the same. */
function httpService(name: ServiceName) {
  return service(name, {
    workload: workloadOf(name),
    scrape: scrape({
      job: assumed(name, "the document names no job; the operator takes the name of the Kubernetes Service"),
      every: assumed(seconds(30), "not stated; kube-prometheus' default"),
      port: assumed("http", "not stated"),
      through: {
        kind: "ServiceMonitor",
        labels: assumed(
          { app: name },
          "the label that the document selects pods by; those of the Kubernetes Service are not stated",
        ),
      },
      // X-D01: no rule of the document sees a service that is gone.
      down: {
        after: assumed(minutes(2), "not stated; a critical service must be seen within the 5 minutes to acknowledge"),
        severity: "critical",
        target: { after: assumed(minutes(5), "not stated; longer than a pod's restart"), severity: "warning" },
      },
    }),
    objectives: [errors, latency, pool],
    metrics: containerMetrics(name),
    scaling: scalingOf(name),
    connects: CONNECTS[name],
    exposed: EXPOSED[name],
  });
}

export const orchestrator = httpService("orchestrator");
export const reflexLayer = httpService("reflex-layer");
