import { assumed, days, minutes, scrape, seconds, service, system } from "../../lib/index.ts";
import { alerting } from "./alerting.ts";
import { crashLooping } from "./conditions.ts";
import { dashboards, grafana } from "./dashboards.ts";
import { escalation } from "./escalation.ts";
import { NAMESPACE, watched } from "./metrics.ts";
import { INGRESS_CONTROLLER, LLM_HOST, PORT_NAME } from "./names.ts";
import { connections } from "./network.ts";
import { availability, errorShare, llmTime, queryErrors, queryTime, requestTime } from "./objectives.ts";
import { dependencies } from "./platform.ts";
import { procedures } from "./procedures/procedures.ts";
import { cache, cpu, memory } from "./resources.ts";
import { rateLimited } from "./security.ts";
import { settings } from "./settings.ts";
import { severities } from "./severities.ts";
import { replicas, workload } from "./workload.ts";

/** ALCS, an analysis service on top of LLM providers. Source: the ALCS operations runbook. */
export const alcs = system("alcs", {
  title: "ALCS",
  owner: assumed("alcs", "the document names no team"),
  runs: assumed(
    ["kubernetes"],
    "docker-compose is named too, but job, namespace and limits of the rules are the cluster's",
  ),
  namespace: NAMESPACE,
  prometheus: {
    evaluationInterval: assumed(minutes(1), "not stated; Prometheus' default"),
    retention: assumed(days(31), "not stated; must cover the 30-day window"),
    selectorLabels: assumed(
      { release: "kube-prometheus-stack" },
      "not stated; the label the operator's Helm chart selects on",
    ),
  },
  runbooks: assumed("https://runbooks.example.com/alcs", "the document is not published under a URL"),
  severities,
  services: [
    service("alcs", {
      workload,
      scrape: scrape({
        job: "alcs",
        every: assumed(seconds(30), "not stated; kube-prometheus' default"),
        port: assumed(PORT_NAME, "the port of the Kubernetes Service is not stated"),
        path: "/metrics",
        through: {
          kind: "ServiceMonitor",
          labels: assumed({ app: "alcs" }, "the label of the pods; those of the Kubernetes Service are not stated"),
        },
        // ALCS-D01, ALCS-D02: down means no target at all, known or not; one of several is a warning.
        down: {
          alert: "ALCSServiceDown",
          after: minutes(1),
          severity: "critical",
          impact: "No ALCS pod can be reached.",
          target: {
            alert: "ALCSTargetDown",
            after: assumed(minutes(5), "not stated; longer than a pod's restart"),
            severity: "warning",
          },
        },
      }),
      objectives: [
        availability,
        errorShare,
        requestTime,
        llmTime,
        queryTime,
        queryErrors,
        rateLimited,
        memory,
        cpu,
        cache,
      ],
      conditions: [crashLooping],
      metrics: watched,
      scaling: replicas,
      connects: [{ to: "postgres" }, { to: "redis" }, { to: "llm-api", why: `models, at ${LLM_HOST} and others` }],
      exposed: [{ through: INGRESS_CONTROLLER }],
    }),
  ],
  dependencies,
  alerting,
  escalation,
  procedures,
  settings,
  grafana,
  dashboards,
  network: connections,
});
