import type { Scrape } from "../../model/scrape.ts";

/**
 * Labels that exporters put on every series of some metrics.
 *
 * - kube-state-metrics: https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics
 * - cAdvisor: https://github.com/google/cadvisor/blob/master/docs/storage/prometheus.md, with the names of the kubelet
 * - node_exporter: https://github.com/prometheus/node_exporter
 * - cert-manager: https://cert-manager.io/docs/devops-tips/prometheus-metrics/
 */
const EXPORTED: readonly (readonly [metric: RegExp, labels: readonly string[]])[] = [
  [/^kube_pod_container_/, ["namespace", "pod", "container"]],
  [/^kube_pod_spec_volumes_persistentvolumeclaims_/, ["namespace", "pod", "persistentvolumeclaim"]],
  [/^kube_pod_/, ["namespace", "pod"]],
  [/^kube_(deployment|statefulset|daemonset|replicaset|persistentvolumeclaim|horizontalpodautoscaler|configmap)_/, []],
  [/^kube_node_/, ["node"]],
  [/^container_/, ["namespace", "pod", "container"]],
  [/^node_filesystem_/, ["device", "fstype", "mountpoint"]],
  [/^node_network_/, ["device"]],
  [/^node_cpu_seconds_total$/, ["cpu", "mode"]],
  [/^certmanager_certificate_/, ["namespace", "name"]],
];

/** Prometheus sets them on whatever it scrapes (https://prometheus.io/docs/concepts/jobs_instances/). */
const SCRAPED = ["job", "instance"];

/**
 * Labels of the targets that the operator discovers
 * (https://prometheus-operator.dev/docs/developer/getting-started/: it relabels them from the Kubernetes objects).
 */
const DISCOVERED = {
  ServiceMonitor: ["namespace", "service", "pod", "container", "endpoint"],
  PodMonitor: ["namespace", "pod", "container", "endpoint"],
  external: [],
} as const;

/** Labels that every series of a metric surely has, by what Prometheus and well-known exporters do. */
export function exportedLabels(metric: string): readonly string[] {
  // Recorded names have a colon: no scrape wrote them.
  if (metric.includes(":")) return [];
  for (const [names, labels] of EXPORTED) {
    const [matched, kind] = names.exec(metric) ?? [];
    if (matched !== undefined) return [...SCRAPED, ...(kind === undefined ? labels : ["namespace", kind])];
  }
  return SCRAPED;
}

/** Labels that the discovery of a scrape's targets sets on everything that is scraped from them. */
export function discoveredLabels(scrape: Scrape | undefined): readonly string[] {
  return scrape?.through === undefined ? [] : DISCOVERED[scrape.through.kind];
}
