import { assumed, counter, gauge, histogram } from "../../lib/index.ts";

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

const ofContainer = { namespace: NAMESPACE, container: "alecs" };

export const cpuUsed = counter("container_cpu_usage_seconds_total", { unit: "seconds", from: "cadvisor" }).where(
  ofContainer,
);
export const cpuLimit = gauge("kube_pod_container_resource_limits", {
  unit: "cores",
  labels: ["resource"],
  from: "kube-state-metrics",
}).where({ ...ofContainer, resource: "cpu" });
export const memoryUsed = gauge("container_memory_working_set_bytes", { unit: "bytes", from: "cadvisor" }).where(
  ofContainer,
);
export const memoryLimit = gauge("kube_pod_container_resource_limits", {
  unit: "bytes",
  labels: ["resource"],
  from: "kube-state-metrics",
}).where({ ...ofContainer, resource: "memory" });
