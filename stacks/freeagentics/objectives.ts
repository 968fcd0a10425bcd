import {
  above,
  absentFor,
  assumed,
  minimumEvents,
  minimumFailures,
  minutes,
  objective,
  percent,
  quantile,
  ratio,
  saturation,
  seconds,
} from "../../lib/index.ts";
import { cpuLimit, cpuUsed, duration, memoryLimit, memoryUsed, requests } from "./metrics.ts";

// The document promises nothing, it has thresholds only: so there is no budget, and no alert on how fast one is spent.

const unmeasured = absentFor(
  assumed(minutes(15), "X-D01: the document has no such rule; longer than a rollout, shorter than an on-call hour"),
  "warning",
);

export const errorRate = objective("error-rate", {
  // FREE-D01, FREE-D02, FREE-D14: the share of all requests, both sides summed.
  indicator: ratio({ bad: requests.where({ status: /5../ }), total: requests }),
  alert: "HighErrorRate",
  impact: "Requests fail for users.",
  tiers: [
    // FREE-D09: the scaling trigger warns, so that somebody scales before the page; the HPA looks at CPU only.
    above(percent(1), { over: minutes(5), for: minutes(2), severity: "warning" }),
    above(percent(5), { over: minutes(5), for: minutes(5), severity: "critical" }),
  ],
  lowTraffic: minimumFailures(assumed(10, "traffic is not stated; ten failures keep single ones at night from paging")),
  absence: unmeasured,
});

export const responseTime = objective("response-time", {
  // FREE-D03: one quantile over all endpoints and pods.
  indicator: quantile(0.95, duration),
  alert: "HighResponseTime",
  impact: "Pages load slowly for users.",
  tiers: [
    // FREE-D09: the document scales and pages on one condition. Its value warns whoever scales; the page comes above it.
    above(seconds(0.5), { over: minutes(5), for: minutes(5), severity: "warning" }),
    above(assumed(seconds(1), "FREE-D09: page and scaling trigger are both 500 ms; the page is at twice that"), {
      over: minutes(5),
      for: minutes(5),
      severity: "critical",
    }),
  ],
  lowTraffic: minimumEvents(assumed(20, "traffic is not stated; a p95 of fewer than 20 requests is one request")),
  absence: unmeasured,
});

// FREE-D08, FREE-D09, FREE-D14: one name, two things. The scaling triggers (CPU 70 % for 10 m, memory 80 % for 5 m) are
// about the pods, because scaling changes these; HighCPUUsage and HighMemoryUsage (80 % for 10 m) read `node_*` and
// are about the nodes. So both durations of memory stand, each for its own thing.

export const cpu = objective("cpu", {
  // Of the limit, and the HPA's 70 % are of the request, which is half of it: the HPA acts above 38.5 % of the limit. With one
  // base for both, a pod that is scaled as it should be would stand in the alert's band.
  indicator: saturation({ used: cpuUsed, capacity: cpuLimit, by: ["pod"] }),
  alert: "BackendHighCPUUsage",
  impact: "The HPA has not brought CPU use down: it is at its maximum, or one pod has more load than the others.",
  tiers: [above(percent(70), { over: minutes(5), for: minutes(10), severity: "warning" })],
  absence: unmeasured,
});

export const memory = objective("memory", {
  indicator: saturation({ used: memoryUsed, capacity: memoryLimit, by: ["pod"] }),
  alert: "BackendHighMemoryUsage",
  impact: "The container is killed when it reaches its limit.",
  tiers: [above(percent(80), { for: minutes(5), severity: "warning" })],
  absence: unmeasured,
});
