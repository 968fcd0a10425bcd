import { assumed, days, dependency, minutes, scrape, seconds, service, system } from "../../lib/index.ts";
import { alerting } from "./alerting.ts";
import { grafana } from "./dashboards.ts";
import { escalation } from "./escalation.ts";
import { NAMESPACE } from "./metrics.ts";
import { AKAMAI, INGRESS_CONTROLLER, NETWORK_POLICY, PORT_NAME } from "./names.ts";
import { akamai, connections, ingress, redis } from "./network.ts";
import { cacheHitRate, cpu, errors, memory, responseTime, uptime } from "./objectives.ts";
import { procedures } from "./procedures/procedures.ts";
import { rateLimited, refused } from "./security.ts";
import { settings } from "./settings.ts";
import { severities } from "./severities.ts";
import { replicas, workload } from "./workload.ts";

const platformScrape = (job: string) =>
  scrape({
    job: assumed(job, `the document does not name the ${job} job; this is kube-prometheus' name`),
    every: assumed(seconds(30), "not stated; kube-prometheus' default"),
    through: { kind: "external" },
    down: {
      after: assumed(minutes(10), "not stated; rules about pods are blind meanwhile, users are not"),
      severity: "warning",
    },
  });

/** ALECS, an MCP server for Akamai. Source: the ALECS operations runbook. */
export const alecs = system("alecs", {
  title: "ALECS",
  owner: assumed("alecs", "the document names no team"),
  runs: ["kubernetes"],
  namespace: NAMESPACE,
  prometheus: {
    evaluationInterval: assumed(minutes(1), "not stated; Prometheus' default"),
    retention: assumed(days(31), "not stated; must cover the 30-day window"),
    selectorLabels: assumed(
      { release: "kube-prometheus-stack" },
      "not stated; the label the operator's Helm chart selects on",
    ),
    address: assumed(
      "http://prometheus-operated.monitoring.svc:9090",
      "not stated; the operator's Service in kube-prometheus' namespace",
    ),
  },
  runbooks: assumed("https://runbooks.example.com/alecs", "the document is not published under a URL"),
  severities,
  services: [
    service("alecs-server", {
      workload,
      scrape: scrape({
        job: "alecs",
        every: assumed(seconds(30), "not stated; kube-prometheus' default"),
        port: assumed(PORT_NAME, "port 8080 of the container has no name in the document"),
        through: {
          kind: "ServiceMonitor",
          labels: assumed({ app: "alecs-server" }, "the labels of alecs-service are not stated"),
        },
        // ALECS-D01, ALECS-D02: down means no target at all; one of three is a warning.
        down: {
          alert: "ALECSDown",
          after: minutes(1),
          severity: "critical",
          target: {
            alert: "ALECSTargetDown",
            after: assumed(minutes(5), "not stated; longer than a pod's restart"),
            severity: "warning",
          },
        },
      }),
      objectives: [uptime, errors, responseTime, cacheHitRate, memory, cpu, refused, rateLimited],
      scaling: replicas,
      connects: [
        { to: "akamai-api", why: `https to ${AKAMAI}` },
        { to: "redis", why: "the distributed cache, where it is switched on" },
      ],
      exposed: [{ through: INGRESS_CONTROLLER }],
      policy: NETWORK_POLICY,
    }),
  ],
  dependencies: [
    akamai,
    redis,
    ingress,
    dependency("object-storage", { type: "object-storage", address: "s3://alecs-backups/" }),
    dependency("alecs-tls", { type: "certificate", facts: { namespace: NAMESPACE } }),
    dependency("log-aggregation", { type: "logging", facts: { product: "ELK or Splunk, optional" } }),
    dependency("kube-state-metrics", { type: "kube-state-metrics", scrape: platformScrape("kube-state-metrics") }),
    dependency("cadvisor", { type: "cadvisor", scrape: platformScrape("kubelet") }),
  ],
  alerting,
  escalation,
  procedures,
  settings,
  grafana,
  network: connections,
});
