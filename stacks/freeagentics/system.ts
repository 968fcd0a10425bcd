import { assumed, days, minutes, scrape, seconds, service, system } from "../../lib/index.ts";
import { alerting } from "./alerting.ts";
import { dashboards, grafana } from "./dashboards.ts";
import { dependencies } from "./dependencies.ts";
import { escalation } from "./escalation.ts";
import {
  activeConnections,
  activeUsers,
  agentInteractions,
  coalitionFormations,
  NAMESPACE,
  userRegistrations,
} from "./metrics.ts";
import { backendConnects, frontendConnects, policies } from "./network.ts";
import { cpu, errorRate, memory, responseTime } from "./objectives.ts";
import { procedures } from "./procedures/procedures.ts";
import { backendScaling, backendWorkload, frontendWorkload } from "./scaling.ts";
import { accessRefused, rateLimited } from "./security.ts";
import { settings } from "./settings.ts";
import { severities } from "./severities.ts";

/** FreeAgentics, a multi-agent platform. Source: the FreeAgentics production operations runbook. */
export const freeagentics = system("freeagentics", {
  title: "FreeAgentics",
  owner: "Platform Team",
  runs: ["kubernetes"],
  namespace: NAMESPACE,
  prometheus: {
    evaluationInterval: assumed(minutes(1), "not stated; Prometheus' default"),
    retention: assumed(days(15), "not stated; Prometheus' default, and no rule looks back further than an hour"),
    selectorLabels: assumed(
      { release: "kube-prometheus-stack" },
      "not stated; the label the operator's Helm chart selects on",
    ),
    address: assumed(
      "http://prometheus-operated.monitoring.svc:9090",
      "not stated; the operator's own Service, which KEDA asks inside of the cluster",
    ),
  },
  runbooks: assumed("https://runbooks.example.com/freeagentics", "the document is not published under a URL"),
  severities,
  services: [
    service("backend", {
      workload: backendWorkload,
      scrape: scrape({
        job: assumed("backend", "the document's rules name no job; the name of the Kubernetes Service"),
        every: assumed(seconds(30), "not stated; kube-prometheus' default"),
        port: assumed("http", "port 8000 of the container has no name in the document"),
        through: {
          kind: "ServiceMonitor",
          labels: assumed({ app: "backend" }, "stated for the pods (`app: backend`), not for the Kubernetes Service"),
        },
        down: {
          after: assumed(minutes(2), "X-D01: the document has no such rule; longer than one failed scrape"),
          severity: "critical",
          impact: "The API does not answer, or nobody can see whether it does.",
          target: {
            after: assumed(minutes(10), "not stated; longer than a pod's restart"),
            severity: "ticket",
          },
        },
      }),
      objectives: [errorRate, responseTime, cpu, memory, accessRefused, rateLimited],
      metrics: [activeConnections, activeUsers, userRegistrations, agentInteractions, coalitionFormations],
      scaling: backendScaling,
      connects: backendConnects,
      exposed: [{ through: "istio" }],
    }),
    // The document names no metric of the frontend; users see its failures as failures of the public endpoints.
    service("frontend", { workload: frontendWorkload, connects: frontendConnects, exposed: [{ through: "istio" }] }),
  ],
  dependencies,
  alerting,
  escalation,
  procedures,
  settings,
  grafana,
  dashboards,
  network: policies,
});
