import { assumed, counter, gauge, histogram } from "../../lib/index.ts";

export const NAMESPACE = "freeagentics-prod";

export const requests = counter("http_requests_total", { labels: ["status"] });

export const duration = histogram("http_request_duration_seconds", {
  unit: "seconds",
  // FREE-DASH-02 shows each endpoint by itself; the document does not name the label that tells them apart.
  labels: ["endpoint"],
  buckets: assumed(
    [0.05, 0.1, 0.25, 0.5, 0.75, 1, 2, 5],
    "the document names the histogram, not its buckets; the thresholds of 0.5 and 1 s need bounds there and above",
  ),
});

export const activeConnections = gauge("freeagentics_active_connections", { unit: "count" });

export const activeUsers = gauge(
  assumed("freeagentics_active_users", "FREE-DASH-01 shows active users and no metric of them is named"),
  { unit: "count" },
);

// FREE-D17: counts of business events are for dashboards. `increase()` extrapolates, so no alert is on an exact number.
export const userRegistrations = counter("freeagentics_user_registrations_total");
export const agentInteractions = counter("freeagentics_agent_interactions_total");
export const coalitionFormations = counter("freeagentics_coalition_formations_total");

// FREE-D12, FREE-D13: cAdvisor counts every cgroup; the container's name leaves out the pod's own and the pause container.
const ofBackend = { namespace: NAMESPACE, container: "backend" };

export const cpuUsed = counter("container_cpu_usage_seconds_total", { unit: "seconds", from: "cadvisor" }).where(
  ofBackend,
);
export const cpuLimit = gauge("kube_pod_container_resource_limits", {
  unit: "cores",
  labels: ["resource"],
  from: "kube-state-metrics",
}).where({ ...ofBackend, resource: "cpu" });
// FREE-D12: the working set is what the OOM killer looks at; `container_memory_usage_bytes` counts the page cache too.
export const memoryUsed = gauge("container_memory_working_set_bytes", { unit: "bytes", from: "cadvisor" }).where(
  ofBackend,
);
// cAdvisor reports 0 where a container has no limit; such a pod is left out instead of dividing by 0.
export const memoryLimit = gauge("container_spec_memory_limit_bytes", { unit: "bytes", from: "cadvisor" }).where(
  ofBackend,
);
