import { assumed, counter, gauge, histogram } from "../../lib/index.ts";

export const NAMESPACE = "octollm-prod";

/** All namespaces of OctoLLM, as a pattern of the document. */
export const NAMESPACES = /octollm.*/;

export const requests = counter("http_requests_total", { labels: ["status"] });

export const requestDuration = histogram("http_request_duration_seconds", {
  unit: "seconds",
  labels: ["handler"],
  buckets: assumed(
    [0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 5, 10],
    "not stated; the limits of 1 s and 2 s need bounds there and some above them",
  ),
});

export const poolActive = gauge("db_pool_active_connections", { unit: "count" });
export const poolMaximum = gauge("db_pool_max_connections", { unit: "count" });

export const cacheHits = counter("redis_keyspace_hits_total");
export const cacheMisses = counter("redis_keyspace_misses_total");

const ofPostgres = { namespace: NAMESPACE, container: "postgres" };

// OCTO-D25: one container, not also the cgroups of its pod and node that hold it.
export const postgresCpuUsed = counter("container_cpu_usage_seconds_total", {
  unit: "seconds",
  from: "cadvisor",
}).where(ofPostgres);
export const postgresCpuLimit = gauge("kube_pod_container_resource_limits", {
  unit: "cores",
  labels: ["resource"],
  from: "kube-state-metrics",
}).where({ ...ofPostgres, resource: "cpu" });
export const postgresMemoryUsed = gauge("container_memory_working_set_bytes", {
  unit: "bytes",
  from: "cadvisor",
}).where(ofPostgres);
export const postgresMemoryLimit = gauge("kube_pod_container_resource_limits", {
  unit: "bytes",
  labels: ["resource"],
  from: "kube-state-metrics",
}).where({ ...ofPostgres, resource: "memory" });

/** Disk I/O is reads and writes (OCTO-D26); the document reads the former only. */
export const postgresDisk = [
  counter("container_fs_reads_bytes_total", { unit: "bytes", from: "cadvisor" }).where(ofPostgres),
  counter("container_fs_writes_bytes_total", { unit: "bytes", from: "cadvisor" }).where(ofPostgres),
];

/** CPU and memory of one service, which people look at while its errors are investigated. */
export function containerMetrics(name: string) {
  // OCTO-D26: the container by its name; a prefix of the pod's name also matches other services.
  const ofService = { namespace: NAMESPACE, container: name };
  return [
    counter("container_cpu_usage_seconds_total", { unit: "seconds", from: "cadvisor" }).where(ofService),
    gauge("container_memory_working_set_bytes", { unit: "bytes", from: "cadvisor" }).where(ofService),
  ];
}
