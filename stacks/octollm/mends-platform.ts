import { constant, ramp, series, stale } from "../../lib/index.ts";
import type { Mend } from "../support/mend.ts";
import { after, firesFrom, MINUTE, ofObject, ofOrchestrator, SAMPLES, silent } from "./mend-series.ts";
import { NAMESPACE } from "./metrics.ts";

/** Three series a node, of which one is 1: what Ready is until minute 10, and after it. */
function ready(after10: "true" | "false" | "unknown") {
  return ["true", "false", "unknown"].map((status) =>
    series(
      "kube_node_status_condition",
      { job: "kube-state-metrics", node: "gke-cluster-pool-1-def", condition: "Ready", status },
      constant(status === "true" ? 1 : 0, 10),
      constant(status === after10 ? 1 : 0, SAMPLES - 10),
    ),
  );
}

const deadNode: Mend = {
  defect: "OCTO-D03",
  facts: ["OCTO-ALERT-02"],
  title: "NodeNotReady misses dead nodes",
  wrong:
    "A kubelet that does not answer makes the condition unknown, not false. Three of the five causes in the document do so.",
  mended: "Whether the condition is anything but true; and one alert more when that holds for over 30 % of the nodes.",
  ours: ["NodeNotReady", "ManyNodesNotReady"],
  demonstrations: [
    {
      name: "OCTO-D03a: the kubelet of a node stops at minute 10",
      step: MINUTE,
      series: ready("unknown"),
      document: { fact: "OCTO-ALERT-02", expect: silent },
      ours: [
        { alert: "NodeNotReady", labels: { severity: "critical" }, expect: [...firesFrom(15), after(120, 1)] },
        { alert: "ManyNodesNotReady", labels: { severity: "critical" }, expect: firesFrom(15) },
      ],
    },
    {
      name: "OCTO-D03b: the kubelet says at minute 10 that its node is not ready",
      step: MINUTE,
      series: ready("false"),
      document: { fact: "OCTO-ALERT-02", expect: firesFrom(15) },
      ours: [{ alert: "NodeNotReady", labels: { severity: "critical" }, expect: firesFrom(15) }],
    },
  ],
};

function expires(name: string, at: number, ...end: readonly ReturnType<typeof stale>[]) {
  const labels = { job: "cert-manager", namespace: NAMESPACE, name };
  const samples = end.length === 0 ? SAMPLES : 10;
  return series("certmanager_certificate_expiration_timestamp_seconds", labels, constant(at, samples), ...end);
}

const DAY = 86_400;

const neverIssued: Mend = {
  defect: "OCTO-D12",
  facts: ["OCTO-ALERT-06"],
  title: "CertificateExpiringInSevenDays mixes up four states",
  wrong:
    "A certificate that was never issued is exported as 0, and one that has expired is less than 7 days from its end.",
  mended: "An alert each for expiring (at 7 days, 3 days and 24 hours), expired and never issued.",
  ours: [
    "CertificateExpiringInSevenDays",
    "CertificateExpiringInThreeDays",
    "CertificateExpiringInOneDay",
    "CertificateExpired",
    "CertificateNeverIssued",
  ],
  demonstrations: [
    {
      name: "OCTO-D12a: certificates never issued, expired after 1 minute, with 6 and with 60 days left",
      step: MINUTE,
      series: [
        expires("new-tls-cert", 0),
        expires("old-tls-cert", MINUTE),
        expires("api-tls-cert", 6 * DAY),
        expires("grafana-tls-cert", 60 * DAY),
      ],
      document: { fact: "OCTO-ALERT-06", expect: [after(59, 0), after(60, 3)] },
      ours: [
        { alert: "CertificateExpiringInSevenDays", labels: { severity: "critical" }, expect: firesFrom(60) },
        { alert: "CertificateExpiringInThreeDays", labels: {}, expect: silent },
        { alert: "CertificateExpired", labels: { name: "old-tls-cert" }, expect: firesFrom(6) },
        { alert: "CertificateNeverIssued", labels: { name: "new-tls-cert" }, expect: firesFrom(60) },
      ],
    },
    {
      name: "OCTO-D12b: certificates with 2 days and with 20 hours left",
      step: MINUTE,
      series: [expires("api-tls-cert", 2 * DAY), expires("grafana-tls-cert", 20 * 3_600)],
      document: { fact: "OCTO-ALERT-06", expect: [after(59, 0), after(60, 2)] },
      ours: [
        {
          alert: "CertificateExpiringInThreeDays",
          labels: { severity: "critical" },
          expect: [after(9, 0), after(10, 2)],
        },
        { alert: "CertificateExpiringInOneDay", labels: { name: "grafana-tls-cert" }, expect: firesFrom(10) },
        { alert: "CertificateExpiringInOneDay", labels: { name: "api-tls-cert" }, expect: silent },
      ],
    },
  ],
};

const noCertManager: Mend = {
  defect: "OCTO-D13",
  facts: ["OCTO-ALERT-06"],
  title: "CertificateExpiringInSevenDays is silent when cert-manager does not run",
  wrong: "That is the first cause in the document, and takes the metric with it.",
  mended: "CertManagerDown: no target of cert-manager answers, or there is none.",
  ours: ["CertManagerDown"],
  demonstrations: [
    {
      name: "OCTO-D13: 6 days are left, and cert-manager is gone from minute 10 on",
      step: MINUTE,
      series: [
        series("up", { job: "cert-manager", instance: "10.0.2.1:9402" }, constant(1, 10), stale()),
        expires("api-tls-cert", 6 * DAY, stale()),
      ],
      document: { fact: "OCTO-ALERT-06", expect: silent },
      ours: [{ alert: "CertManagerDown", labels: { severity: "warning" }, expect: [...firesFrom(20), after(120, 1)] }],
    },
  ],
};

function nodeCpu(mode: string, perMinute: number) {
  const labels = { job: "node-exporter", instance: "node-1:9100", cpu: "0", mode };
  return series("node_cpu_seconds_total", labels, ramp(0, perMinute, SAMPLES));
}

function podCpu(pod: string, container: string, perMinute: number) {
  const labels = { job: "kubelet", namespace: NAMESPACE, pod, container };
  return series("container_cpu_usage_seconds_total", labels, ramp(0, perMinute, SAMPLES));
}

const looseQueries: Mend = {
  defect: "OCTO-D26",
  facts: ["OCTO-METRIC-02", "OCTO-METRIC-06", "OCTO-METRIC-12"],
  title: "queries match too much, or read what only grows",
  wrong:
    "The prefix of a pod's name is also that of other workloads. A counter of seconds is not a usage, and disk I/O is " +
    "writing too.",
  mended: "The container by its name, rates of counters, and both directions of the disk.",
  ours: ["HighNodeCPUUsage", "DatabaseHighCPUUsage"],
  demonstrations: [
    {
      name: "OCTO-D26a: an idle node with one core for an hour",
      step: MINUTE,
      series: [nodeCpu("idle", 60), nodeCpu("user", 0)],
      document: {
        fact: "OCTO-METRIC-02",
        reading: 'node_cpu_seconds_total{instance="node-1:9100",mode="idle"} > 0.8',
        values: [
          {
            at: 60 * MINUTE,
            samples: [
              {
                labels: {
                  __name__: "node_cpu_seconds_total",
                  job: "node-exporter",
                  instance: "node-1:9100",
                  cpu: "0",
                  mode: "idle",
                },
                value: 3_600,
              },
            ],
          },
        ],
      },
      ours: [{ alert: "HighNodeCPUUsage", labels: {}, expect: silent }],
    },
    {
      name: "OCTO-D26b: a node is busy for 95 % of the time",
      step: MINUTE,
      series: [nodeCpu("idle", 3), nodeCpu("user", 57)],
      ours: [
        { alert: "HighNodeCPUUsage", labels: { severity: "warning" }, expect: firesFrom(11) },
        { alert: "HighNodeCPUUsage", labels: { severity: "critical" }, expect: firesFrom(31) },
      ],
    },
    {
      name: "OCTO-D26c: PostgreSQL uses 0.5 of its core, its exporter 0.4",
      step: MINUTE,
      series: [
        podCpu("postgres-0", "postgres", 30),
        podCpu("postgres-exporter-5d8", "exporter", 24),
        ofObject(
          "kube_pod_container_resource_limits",
          { pod: "postgres-0", container: "postgres", resource: "cpu" },
          constant(1, SAMPLES),
        ),
      ],
      document: {
        fact: "OCTO-METRIC-06",
        reading: 'sum(rate(container_cpu_usage_seconds_total{pod=~"postgres.*"}[5m])) > bool 0.8',
        values: [{ at: 60 * MINUTE, samples: [{ labels: {}, value: 1 }] }],
      },
      ours: [{ alert: "DatabaseHighCPUUsage", labels: {}, expect: silent }],
    },
  ],
};

const noData: Mend = {
  defect: "X-D01",
  facts: ["OCTO-ALERT-02", "OCTO-ALERT-03", "OCTO-ALERT-05", "OCTO-ALERT-13"],
  title: "no rule notices that its data is gone",
  wrong: "All 16 rules compare series. Where there are none nothing is compared, and silence looks like health.",
  mended:
    "An alert when a service or an exporter has no target that answers, and one for each metric that is missing while " +
    "its targets answer.",
  ours: [
    "OrchestratorDown",
    "ReflexLayerDown",
    "RedisExporterDown",
    "KubeStateMetricsDown",
    "CadvisorDown",
    "NodeExporterDown",
    "HighErrorRateAbsent",
    "OrchestratorLatencyAbsent",
    "LowCacheHitRateAbsent",
  ],
  demonstrations: [
    {
      name: "X-D01a: Prometheus knows no target of OctoLLM or its exporters for two hours",
      step: MINUTE,
      series: [series("up", { job: "prometheus", instance: "10.0.1.1:9090" }, constant(1, SAMPLES))],
      document: { fact: "OCTO-ALERT-02", expect: silent },
      ours: [
        ...["OrchestratorDown", "ReflexLayerDown"].map((alert) => ({
          alert,
          labels: { severity: "critical" },
          expect: firesFrom(2),
        })),
        ...["RedisExporterDown", "KubeStateMetricsDown", "CadvisorDown", "NodeExporterDown"].map((alert) => ({
          alert,
          labels: { severity: "warning" },
          expect: firesFrom(10),
        })),
      ],
    },
    ...(
      [
        ["b", "http_requests_total", "OCTO-ALERT-03", "HighErrorRateAbsent"],
        ["c", "http_request_duration_seconds", "OCTO-ALERT-05", "OrchestratorLatencyAbsent"],
      ] as const
    ).map(([letter, metric, fact, alert]) => ({
      name: `X-D01${letter}: the orchestrator answers, but ${metric} is not exported`,
      step: MINUTE,
      series: [ofOrchestrator("up", {}, constant(1, SAMPLES))],
      document: { fact, expect: silent },
      ours: [{ alert, labels: { severity: "warning", service: "orchestrator" }, expect: firesFrom(15) }],
    })),
    {
      name: "X-D01d: the exporter of Redis answers, but redis_keyspace_hits_total is not exported",
      step: MINUTE,
      series: [series("up", { job: "redis-exporter", namespace: NAMESPACE }, constant(1, SAMPLES))],
      document: { fact: "OCTO-ALERT-13", expect: silent },
      ours: [{ alert: "LowCacheHitRateAbsent", labels: { severity: "warning" }, expect: firesFrom(15) }],
    },
  ],
};

/** What the document states wrongly about nodes and certificates, and what it does not notice. */
export const platformMends: readonly Mend[] = [deadNode, neverIssued, noCertManager, looseQueries, noData];
