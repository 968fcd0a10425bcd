import {
  above,
  absenceIgnored,
  absentFor,
  assumed,
  below,
  days,
  hitRatio,
  minimumEvents,
  minimumFailures,
  minutes,
  noBurnRate,
  objective,
  percent,
  quantile,
  ratio,
  saturation,
  seconds,
  up,
  workbook,
} from "../../lib/index.ts";
import { cacheHits, cacheRequests, cpuLimit, cpuUsed, duration, memoryLimit, memoryUsed, requests } from "./metrics.ts";

const window = assumed(days(30), "ALECS-D12: no objective has a window; 30 days is the SRE workbook's");
const guard = minimumFailures(assumed(10, "traffic is not stated; ten failures keep single ones at night from paging"));
const fewSamples = minimumEvents(assumed(20, "traffic is not stated; a p95 of fewer than 20 requests is one request"));
const unmeasured = absentFor(
  assumed(minutes(15), "not stated; longer than a rollout, shorter than an on-call hour"),
  "warning",
);

export const uptime = objective("uptime", {
  indicator: up(),
  target: percent(99.9),
  over: window,
  burnRate: workbook({ page: "critical", ticket: "warning" }),
  tiers: [
    below(percent(99.5), { over: window, for: minutes(0), severity: "warning" }),
    below(percent(99), { over: window, for: minutes(0), severity: "critical" }),
  ],
  lowTraffic: minimumFailures(assumed(3, "not stated; one or two failed scrapes are no outage")),
  absence: absenceIgnored("`up` always exists for a known target, and ALECSDown covers targets that are gone"),
});

export const errors = objective("errors", {
  indicator: ratio({ bad: requests.where({ status: /5../ }), total: requests }),
  target: percent(99.9),
  over: window,
  burnRate: workbook({ page: "critical", ticket: "warning" }),
  // ALECS-D03: a share of the requests, not errors per second. ALECS-D04: the table has two levels.
  alert: "ALECSHighErrorRate",
  tiers: [
    above(percent(0.5), { over: minutes(5), for: minutes(2), severity: "warning" }),
    above(percent(1), { over: minutes(5), for: minutes(2), severity: "critical" }),
  ],
  lowTraffic: guard,
  absence: unmeasured,
});

export const responseTime = objective("response-time", {
  // ALECS-D05: one quantile over all routes and pods.
  indicator: quantile(0.95, duration),
  target: seconds(0.5),
  // ALECS-D06: the document's rule has the critical threshold with the severity of the other level.
  alert: "ALECSHighLatency",
  tiers: [
    above(seconds(1), { over: minutes(5), for: minutes(5), severity: "warning" }),
    above(seconds(3), { over: minutes(5), for: minutes(5), severity: "critical" }),
  ],
  lowTraffic: fewSamples,
  absence: unmeasured,
});

export const cacheHitRate = objective("cache-hit-rate", {
  // ALECS-D08: both sides summed; no hit at all counts as 0 %.
  indicator: hitRatio({ hits: cacheHits, total: cacheRequests }),
  target: percent(80),
  over: window,
  burnRate: noBurnRate("a cold cache is no outage: the table's two levels are enough"),
  // ALECS-D07
  alert: "ALECSLowCacheHitRate",
  tiers: [
    below(percent(70), { over: minutes(5), for: minutes(10), severity: "warning" }),
    below(percent(50), { over: minutes(5), for: minutes(10), severity: "critical" }),
  ],
  lowTraffic: minimumEvents(
    assumed(100, "traffic is not stated; below 100 look-ups in 5 minutes the ratio says little"),
  ),
  absence: unmeasured,
});

const sustained = assumed(
  minutes(5),
  "the table has thresholds without a duration; 5 minutes is that of the latency rule",
);

export const memory = objective("memory", {
  indicator: saturation({ used: memoryUsed, capacity: memoryLimit, by: ["pod"] }),
  target: percent(70),
  tiers: [
    above(percent(80), { for: sustained, severity: "warning" }),
    above(percent(90), { for: sustained, severity: "critical" }),
  ],
  absence: unmeasured,
});

export const cpu = objective("cpu", {
  indicator: saturation({ used: cpuUsed, capacity: cpuLimit, by: ["pod"] }),
  target: percent(60),
  tiers: [
    above(percent(70), { over: minutes(5), for: sustained, severity: "warning" }),
    above(percent(85), { over: minutes(5), for: sustained, severity: "critical" }),
  ],
  absence: unmeasured,
});
