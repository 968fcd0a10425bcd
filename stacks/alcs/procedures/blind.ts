import { procedure, promql, shell } from "../../../lib/index.ts";
import { BASE_URL, N, POD_LABEL } from "../names.ts";

const targets = (job: string) =>
  promql("See which targets Prometheus knows, and which answer", `up{job="${job}"}`, {
    expect: "1 for each; nothing when discovery finds none, 0 when it does not answer",
  });

/** Metrics that the program no longer has. */
export const metricMissing = procedure("A metric is missing", {
  alerts: [
    "ALCSCacheFullAbsent",
    "ALCSDatabaseConnectionFailuresAbsent",
    "ALCSHighErrorRateAbsent",
    "ALCSHighLLMLatencyAbsent",
    "ALCSHighLatencyAbsent",
    "ALCSSlowDatabaseQueriesAbsent",
  ],
  about: "ALCS answers, but no longer counts: the alerts of this objective are blind. Users notice nothing.",
  first: [
    shell("See what the program counts", `curl -fsS ${BASE_URL}/metrics | grep -E '^# TYPE alcs_'`, {
      expect: "the metric that the alert names",
    }),
    targets("alcs"),
  ],
  remedies: [
    {
      cause: "A release renamed or dropped it",
      steps: [
        shell("See what was rolled out last", `kubectl rollout history deployment/alcs ${N}`),
        "Bring the metric back, or change the model, so that the rules ask for the new name",
      ],
    },
    {
      cause: "It is born with its first event",
      steps: ["Have the program set it to 0 at its start (X-D05)"],
    },
  ],
  escalate: ["Not back within the day: the owner of the service"],
});

/** What watches the pods is gone. */
export const blind = procedure("Monitoring is blind", {
  alerts: [
    "CadvisorDown",
    "KubeStateMetricsDown",
    "CertManagerDown",
    "ALCSPostgresExporterDown",
    "ALCSHighCPUUsageAbsent",
    "ALCSHighMemoryUsageAbsent",
  ],
  about: "Users notice nothing, but until it is back some alerts cannot fire: look at pods and database by hand.",
  first: [
    shell(
      "Look at what measures",
      "kubectl get pods --all-namespaces | grep -E 'kube-state-metrics|cert-manager|exporter|prometheus'",
      {
        expect: "all `Running` and ready",
      },
    ),
    targets("kube-state-metrics"),
    targets("kubelet"),
    targets("cert-manager"),
    targets("postgres-exporter"),
    shell("Meanwhile look at ALCS by hand", `kubectl get pods ${N} -l ${POD_LABEL} && kubectl top pods ${N}`),
  ],
  remedies: [
    {
      cause: "Its pod does not run",
      steps: [
        "Start it again where its Deployment is, and read why it stopped, with `kubectl describe` and `kubectl logs --previous`",
      ],
    },
    {
      cause: "It runs, and Prometheus does not reach it",
      steps: [
        "Look at the network policies of both namespaces, at the labels of its ServiceMonitor, and at Prometheus' page of targets",
      ],
    },
  ],
  escalate: ["Not back within four hours: who runs the cluster's monitoring"],
});
