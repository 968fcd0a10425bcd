import { counter, gauge } from "../../lib/index.ts";

/** What a container uses, from cAdvisor, and its limits, from kube-state-metrics. */
export function containerMetrics(container: { readonly namespace: string; readonly container: string }) {
  const limit = { labels: ["resource"], from: "kube-state-metrics" } as const;
  const name = "kube_pod_container_resource_limits";
  return {
    cpuUsed: counter("container_cpu_usage_seconds_total", { unit: "seconds", from: "cadvisor" }).where(container),
    cpuLimit: gauge(name, { ...limit, unit: "cores" }).where({ ...container, resource: "cpu" }),
    // The working set, because the page cache in container_memory_usage_bytes is no reason to be killed.
    memoryUsed: gauge("container_memory_working_set_bytes", { unit: "bytes", from: "cadvisor" }).where(container),
    memoryLimit: gauge(name, { ...limit, unit: "bytes" }).where({ ...container, resource: "memory" }),
  };
}
