import { procedure, promql, shell } from "../../../lib/index.ts";
import { BASE_URL, DEPLOYMENT, N } from "../names.ts";
import { health, listPods, usage } from "./commands.ts";

const targets = (job: string) =>
  promql("See which targets Prometheus knows, and which answer", `up{job="${job}"}`, {
    expect: "1 for each; nothing when discovery finds none, 0 when it does not answer",
  });

/** Metrics that the program no longer has. */
export const metricMissing = procedure("A metric is missing", {
  alerts: ["ALECSHighErrorRateAbsent", "ALECSHighLatencyAbsent", "ALECSLowCacheHitRateAbsent"],
  about: "ALECS answers, but no longer counts: the alerts of this objective are blind. Users notice nothing.",
  first: [
    shell("See what the program counts", `curl -fsS ${BASE_URL}/metrics | grep -E '^# TYPE alecs_'`, {
      expect: "the metric that the alert names",
    }),
    targets("alecs"),
  ],
  remedies: [
    {
      cause: "A release renamed or dropped it",
      steps: [
        shell("See what was rolled out last", `kubectl rollout history deployment/${DEPLOYMENT} ${N}`),
        "Bring the metric back, or change the model, so that the rules ask for the new name",
      ],
    },
    {
      cause: "The cache was switched off, so that it counts nothing",
      steps: ["`CACHE_ENABLED` on the page of settings switches it on"],
    },
  ],
  escalate: ["Not back within the day: L2 Engineering"],
});

/** What watches the pods is gone. */
export const blind = procedure("Monitoring is blind", {
  alerts: ["CadvisorDown", "KubeStateMetricsDown", "AlecsServerCpuAbsent", "AlecsServerMemoryAbsent"],
  about:
    "Users notice nothing, but until it is back the alerts on CPU and memory cannot fire: look at the pods by hand.",
  first: [
    shell("Look at what measures", "kubectl get pods --all-namespaces | grep -E 'kube-state-metrics|prometheus'", {
      expect: "all `Running` and ready",
    }),
    targets("kube-state-metrics"),
    targets("kubelet"),
    listPods,
    usage,
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
    {
      cause: "The container has no limit",
      steps: ["Give it one: CPU and memory are measured as shares of their limits"],
    },
  ],
  escalate: ["Not back within four hours: who runs the cluster's monitoring"],
});

/** No alert leads here: the receiver of the watchdog calls when the alert stops. */
export const silentWatchdog = procedure("The watchdog is silent", {
  about:
    "The alert Watchdog always fires, and its receiver calls when it no longer arrives. Then Prometheus, Alertmanager or the " +
    "way to the receiver is broken, and no other alert of ALECS arrives either.",
  first: [
    listPods,
    health,
    promql("See whether Prometheus evaluates the rule", `ALERTS{alertname="Watchdog",system="alecs"}`, {
      expect:
        'one series with `alertstate="firing"`; nothing: the rules of ALECS are not loaded; no answer: Prometheus is down',
    }),
  ],
  investigate: [
    shell(
      "Look at Prometheus and Alertmanager",
      "kubectl get pods --all-namespaces -l 'app.kubernetes.io/name in (prometheus, alertmanager)'",
      { expect: "all `Running` and ready" },
    ),
    promql("See what Prometheus could not send", "rate(prometheus_notifications_dropped_total[5m])", { expect: "0" }),
    promql(
      "See what Alertmanager could not send",
      "sum by (integration) (rate(alertmanager_notifications_failed_total[5m]))",
      {
        expect: "0 for each; otherwise the key in Secret `alecs-alertmanager` or the way out",
      },
    ),
  ],
  verify: ["The receiver of the watchdog has it again"],
  escalate: [
    "At once: who runs the cluster's monitoring; until it is back, somebody looks at the dashboards every quarter of an hour",
  ],
});
