import { assumed, counter, histogram } from "../../lib/index.ts";
import { containerMetrics } from "../support/container-metrics.ts";

export const NAMESPACE = "alecs";

export const requests = counter("alecs_requests_total", { labels: ["status"] });

export const duration = histogram("alecs_request_duration_seconds", {
  unit: "seconds",
  buckets: assumed(
    [0.1, 0.25, 0.5, 1, 2, 3, 4, 5, 10],
    "the document names the histogram, not its buckets; thresholds of 0.5, 1 and 3 s need bounds there and one above 3 s",
  ),
});

export const cacheHits = counter("alecs_cache_hits_total");
export const cacheRequests = counter("alecs_cache_requests_total");

export const { cpuUsed, cpuLimit, memoryUsed, memoryLimit } = containerMetrics({
  namespace: NAMESPACE,
  container: "alecs",
});
