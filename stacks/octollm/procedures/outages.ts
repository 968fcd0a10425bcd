import { type Procedure, procedure } from "../../../lib/index.ts";
import { NAMESPACE } from "../metrics.ts";
import { nameCertificate, renew, restartCertManager } from "./certificate-steps.ts";
import { ends, remedy, rollback, rolloutHistory, TOOLS } from "./common.ts";
import { shell } from "./shell.ts";

/** One of the critical services: its alerts name it, so that the commands do too. */
function serviceDown(service: "orchestrator" | "reflex-layer", alerts: readonly string[]): Procedure {
  return procedure(`${service} does not answer`, {
    alerts,
    about: "A critical service is out, or short of pods. Users get errors or timeouts.",
    first: [
      shell(
        "See how its pods do",
        `export SERVICE=${service}
kubectl get pods -n ${NAMESPACE} -l "app=$SERVICE" -o wide`,
        {
          expect:
            "CrashLoopBackOff: page of PodCrashLoopBackOff. Pending: page of DeploymentReplicasMismatch. All on one node: page of NodeNotReady. Running and ready: only Prometheus does not reach it.",
        },
      ),
      rolloutHistory("See whether something was deployed just before; if so, roll back first and understand later"),
    ],
    investigate: [
      shell(
        "See whether users reach it: its Service has endpoints",
        `kubectl get endpoints -n ${NAMESPACE} ${service}`,
      ),
      shell(
        "Read what it says",
        `kubectl logs -n ${NAMESPACE} -l app=${service} --tail=100 --prefix
kubectl get events -n ${NAMESPACE} --sort-by=.lastTimestamp | tail -20`,
      ),
    ],
    remedies: [
      remedy("It began with a deployment", ...rollback(service, NAMESPACE)),
      remedy(
        "It does not start because a dependency is down",
        shell("See whether database and cache run", `kubectl get pods -n ${NAMESPACE} | grep -E 'postgres|redis'`),
        "Bring the dependency up first; the pods start by themselves when it is there.",
      ),
      remedy(
        "It runs, and only Prometheus does not reach it",
        `Open ${TOOLS.prometheus}, Status, Targets: the column Error says whether the connection is refused, times out, or the answer is no metrics.`,
        shell(
          "See whether the monitor selects its Service, and the port is called `http`",
          `kubectl get servicemonitors -n ${NAMESPACE}
kubectl get service -n ${NAMESPACE} ${service} --show-labels`,
        ),
      ),
    ],
    verify: [ends("All targets answer.")],
    escalate: [
      "Senior Engineer: root cause not identified within 15 minutes",
      "Engineering Lead: critical service (orchestrator, reflex-layer) down for more than 30 minutes",
      "Engineering Lead and VP Engineering: multiple services down",
      "VP Engineering and Customer Success: customers report it on social media",
    ],
  });
}

const certManagerDown = procedure("cert-manager does not answer", {
  alerts: ["CertManagerDown"],
  about: "Nothing yet. But no certificate is renewed, and nobody measures when they end.",
  first: [
    shell("See whether it runs", "kubectl get pods -n cert-manager"),
    shell("If not, see why", "kubectl describe pods -n cert-manager -l app=cert-manager"),
    shell("See how long the certificates are still valid", "kubectl get certificate --all-namespaces -o wide"),
  ],
  remedies: [
    remedy("It is stuck or crashed", ...restartCertManager),
    remedy("A renewal was missed meanwhile", nameCertificate, ...renew),
  ],
  verify: [ends("The target of cert-manager answers.")],
  escalate: ["Senior Engineer: cert-manager issues persist after restart"],
});

const redisExporterDown = procedure("The exporter of Redis does not answer", {
  alerts: ["RedisExporterDown"],
  about: "Nothing, if only the exporter is down; if Redis is, every look-up goes to the database.",
  first: [
    shell(
      "See whether Redis itself answers",
      `kubectl get pods -n ${NAMESPACE} | grep redis
kubectl exec -n ${NAMESPACE} statefulset/redis -- redis-cli PING`,
      { expect: "PONG: only the exporter is down." },
    ),
  ],
  remedies: [
    remedy(
      "Redis is down",
      shell(
        "Read why",
        `kubectl describe statefulset/redis -n ${NAMESPACE}
kubectl logs -n ${NAMESPACE} statefulset/redis --tail=100`,
      ),
      shell("Restart it", `kubectl rollout restart statefulset/redis -n ${NAMESPACE}`, {
        destructive:
          "The cache is empty afterwards, unless Redis persists: the database gets the whole load until it is warm.",
      }),
    ),
    remedy(
      "Only the exporter is down",
      `Open ${TOOLS.prometheus}, Status, Targets: the column Error says whether the connection is refused, times out, or the answer is no metrics.`,
    ),
  ],
  verify: [ends("The target of the exporter answers.")],
});

/** Nobody gets an alert for this one: the receiver of the watchdog calls when the alert stops. */
const silence = procedure("The watchdog is silent", {
  kind: "incident",
  about:
    "The alert Watchdog always fires, and its receiver calls when it no longer arrives: Prometheus, Alertmanager or the way " +
    "between them is broken. Until it works again nobody is told of anything.",
  first: [
    `Look for yourself: ${TOOLS.grafana}, dashboard GKE Service Health. Keep looking until alerts work again.`,
    `See whether Prometheus answers, and whether the rule Watchdog fires: ${TOOLS.prometheus}, Alerts.`,
    `See whether Alertmanager answers, and has the alert: ${TOOLS.alertmanager}.`,
    shell("See how their pods do", "kubectl get pods -n octollm-monitoring -o wide"),
  ],
  investigate: [
    shell(
      "Read what they say",
      `kubectl logs -n octollm-monitoring -l app.kubernetes.io/name=prometheus --tail=100 --prefix
kubectl logs -n octollm-monitoring -l app.kubernetes.io/name=alertmanager --tail=100 --prefix`,
      { expect: "Messages about notifications that failed name the receiver." },
    ),
  ],
  verify: [`Watchdog is in ${TOOLS.alertmanager}, and its receiver has it again.`],
  escalate: [
    "Senior Engineer: alerting is not back within 15 minutes",
    "GCP Support: the cluster itself does not answer",
  ],
});

export const outages: readonly Procedure[] = [
  serviceDown("orchestrator", ["OrchestratorDown", "OrchestratorTargetDown"]),
  serviceDown("reflex-layer", ["ReflexLayerDown", "ReflexLayerTargetDown"]),
  certManagerDown,
  redisExporterDown,
  silence,
];
