import { assumed, days, minutes, scrape, seconds, service, system } from "../../lib/index.ts";
import { alerting } from "./alerting.ts";
import { conditions, JOB } from "./conditions.ts";
import { grafana } from "./dashboards.ts";
import { dependencies } from "./dependencies.ts";
import { escalation } from "./escalation.ts";
import { alertsRaised } from "./metrics.ts";
import { dataConnects, exposed, policies, workerConnects } from "./network.ts";
import {
  cacheHitRate,
  collectorFreshness,
  decisionLatency,
  errorRate,
  overhead,
  p95Latency,
  p99Latency,
  queue,
} from "./objectives.ts";
import { procedures } from "./procedures/procedures.ts";
import { backendPods, backendScaling, workerPods } from "./scaling.ts";
import { settings } from "./settings.ts";
import { severities } from "./severities.ts";

/**
 * AMAS, the learning service with the decision insights. Source: the AMAS monitoring operations runbook.
 *
 * Prometheus and Alertmanager notify. The built-in AlertEngine keeps evaluating, so that `/api/alerts/active` and its
 * history stay useful, but its webhook is off (`ALERT_WEBHOOK_URL=""`, as the document itself does in an alert storm):
 * two senders would tell everything twice, and the engine's state is lost with the process that it watches, its cap drops
 * alerts in a storm (AMAS-D09), and it neither groups nor inhibits.
 */
export const amas = system("amas", {
  runs: [
    "host",
    assumed(
      "kubernetes",
      "the document knows pm2 and docker-compose only; that AMAS is to run on Kubernetes as well is ours",
    ),
  ],
  title: "AMAS",
  owner: "Platform Engineering Team",
  namespace: assumed("amas", "the document knows no Kubernetes; the namespace where it would run"),
  prometheus: {
    evaluationInterval: assumed(minutes(1), "not stated; Prometheus' default"),
    retention: assumed(
      days(31),
      "not stated; must cover the 30-day budget of errors, and last week for the throughput",
    ),
    selectorLabels: assumed(
      { release: "kube-prometheus-stack" },
      "not stated; the label the operator's Helm chart selects on",
    ),
    address: assumed(
      "http://prometheus-operated.monitoring.svc:9090",
      "the document knows no Kubernetes; the operator's own Service, which KEDA asks",
    ),
  },
  runbooks: assumed("https://runbooks.example.com/amas", "the document is not published under a URL"),
  severities,
  services: [
    service("danci-backend", {
      workload: { kind: "pm2", name: "danci-backend" },
      onKubernetes: backendPods,
      scrape: scrape({
        job: assumed(JOB, "not stated; the name of the pm2 process"),
        every: assumed(seconds(15), "not stated; an alert storm is counted over 1 minute, which needs four samples"),
        path: "/api/about/metrics/prometheus",
        addresses: ["localhost:3000"],
        port: assumed("http", "on Kubernetes; the document has port 3000 without a name"),
        through: {
          kind: "ServiceMonitor",
          labels: assumed({ app: "danci-backend" }, "the document knows no Kubernetes"),
        },
        down: {
          alert: "AmasDown",
          after: assumed(minutes(2), "X-D01: no such rule; longer than a restart by pm2"),
          severity: "emergency",
          impact: "The API does not answer, or nobody can see whether it does.",
        },
      }),
      objectives: [
        p95Latency,
        p99Latency,
        decisionLatency,
        errorRate,
        overhead,
        cacheHitRate,
        queue,
        collectorFreshness,
      ],
      conditions,
      metrics: [alertsRaised],
      scaling: backendScaling,
      connects: dataConnects,
      exposed,
    }),
    // Stopped by hand under overload, so its absence is no alert.
    service("delayed-reward-worker", {
      workload: { kind: "pm2", name: "delayed-reward-worker" },
      onKubernetes: workerPods,
      connects: workerConnects,
    }),
  ],
  dependencies,
  alerting,
  escalation,
  procedures,
  settings,
  grafana,
  network: policies,
});
