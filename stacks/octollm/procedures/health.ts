import { procedure, shell } from "../../../lib/index.ts";
import { NAMESPACE } from "../metrics.ts";
import { challenge, httpsWorks, issuer, nameCertificate } from "./certificate-steps.ts";
import { debugPod, ends, nameService, openDatabase, remedy, rollback, rolloutHistory, TOOLS } from "./common.ts";

export const health = procedure("Connectivity and certificate checks", {
  kind: "health-check",
  about: "Whether services reach each other, and users reach them over HTTPS.",
  first: [
    debugPod(
      "See whether a port of a service answers from within the cluster, here that of the database",
      NAMESPACE,
      "nc -zv -w 5 postgres 5432",
      "open",
    ),
    debugPod("And that of the cache", NAMESPACE, "nc -zv -w 5 redis 6379", "open"),
    shell(
      "See whether each service has endpoints",
      `kubectl get endpoints -n ${NAMESPACE} orchestrator reflex-layer postgres redis`,
      { expect: "At least one address each." },
    ),
    nameCertificate,
    ...issuer,
    challenge,
    httpsWorks,
  ],
});

export const serviceDown = procedure("A service does not answer", {
  alerts: ["OrchestratorDown", "ReflexLayerDown", "OrchestratorTargetDown", "ReflexLayerTargetDown"],
  about: "A critical service is out, or short of pods. Users get errors or timeouts.",
  first: [
    nameService,
    shell("See how its pods do", `kubectl get pods -n ${NAMESPACE} -l "app=$SERVICE" -o wide`, {
      expect:
        "CrashLoopBackOff: page of PodCrashLoopBackOff. Pending: page of DeploymentReplicasMismatch. All on one node: page of NodeNotReady. Running and ready: only Prometheus does not reach it.",
    }),
    rolloutHistory("See whether something was deployed just before; if so, roll back first and understand later"),
  ],
  investigate: [
    shell("See whether users reach it: its Service has endpoints", `kubectl get endpoints -n ${NAMESPACE} "$SERVICE"`),
    shell(
      "Read what it says",
      `kubectl logs -n ${NAMESPACE} -l "app=$SERVICE" --tail=100 --prefix
kubectl get events -n ${NAMESPACE} --sort-by=.lastTimestamp | tail -20`,
    ),
  ],
  remedies: [
    remedy("It began with a deployment", ...rollback("$SERVICE", NAMESPACE)),
    remedy(
      "A dependency is down, so that it does not start",
      shell("See whether database and cache run", `kubectl get pods -n ${NAMESPACE} | grep -E 'postgres|redis'`),
      openDatabase,
    ),
    remedy(
      "It runs, and only Prometheus does not reach it",
      `Open ${TOOLS.prometheus}, Status, Targets: the column Error says whether the connection is refused, times out, or the answer is no metrics.`,
      shell(
        "See whether the monitor selects its Service, and the port is called `http`",
        `kubectl get servicemonitors -n ${NAMESPACE}
kubectl get service -n ${NAMESPACE} "$SERVICE" --show-labels`,
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
