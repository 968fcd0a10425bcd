import { procedure, promql } from "../../../lib/index.ts";
import { NAMED_DEPLOYMENT, raiseMemory } from "./adjust.ts";
import { debugPod, ends, namePod, remedy, restart, rollback, TOOLS } from "./common.ts";
import { shell } from "./shell.ts";

const NS = '"$NAMESPACE"';
const DEPLOYMENT = "$DEPLOYMENT";

/** OCTO-D25: the container, not also the cgroups above it, and without the page cache. */
const memoryOfContainers = promql(
  "See the memory of the containers over the last hours (OCTO-D25: working set, by container).",
  `sum by (namespace, pod, container) (
  container_memory_working_set_bytes{job="kubelet", namespace=~"octollm.*", container!=""}
)`,
  { mended: "OCTO-D25: by container, and without the page cache; the document's query counts everything twice" },
);

const logs = shell(
  "Read the logs, of this start and of the one before.",
  `kubectl logs -n ${NS} "$POD" -c "$CONTAINER" --tail=100
kubectl logs -n ${NS} "$POD" -c "$CONTAINER" --previous`,
  {
    expect:
      '"Connection refused": a dependency is unavailable. "Out of memory": limits too low. "Panic: runtime error": a code bug. "Permission denied": RBAC or a volume mount.',
  },
);

const lastEnd = shell(
  "See whether the container was killed for its memory (OOMKilled), and what it may use.",
  `kubectl get pod -n ${NS} "$POD" \\
  -o jsonpath='{.status.containerStatuses[*].lastState.terminated.reason}{"\\n"}'
kubectl get pod -n ${NS} "$POD" \\
  -o jsonpath='{.spec.containers[*].resources}{"\\n"}'`,
);

const dependencyRefused = remedy(
  "Connection refused to a dependency (database, Redis, another service)",
  shell(
    "Say which one the log names, and see whether it is healthy.",
    `export DEPENDENCY='' PORT='' # like postgres 5432
kubectl get pods -n ${NS} -l "app=$DEPENDENCY"`,
  ),
  debugPod("Test connectivity from within the cluster", NS, 'nc -zv -w 5 "$DEPENDENCY" "$PORT"', "open"),
  shell("See whether its Service has endpoints.", `kubectl get endpoints -n ${NS} "$DEPENDENCY"`, {
    expect: "At least one address. None: no pod of it is ready, or the selector matches none.",
  }),
  shell(
    "If it is down, restart it first (postgres and redis are StatefulSets: `statefulset/postgres`).",
    `kubectl rollout restart "deployment/$DEPENDENCY" -n ${NS}
kubectl rollout status "deployment/$DEPENDENCY" -n ${NS} --timeout=5m`,
    { destructive: "Interrupts the dependency for everyone who uses it." },
  ),
  shell("When it is ready, start the affected pod anew.", `kubectl delete pod -n ${NS} "$POD"`, {
    destructive: "Ends the pod; its controller makes a new one.",
  }),
);

const imagePull = remedy(
  "Image pull error",
  shell(
    "Look at the name and tag of the image.",
    `kubectl get pod -n ${NS} "$POD" -o jsonpath='{.spec.containers[*].image}{"\\n"}'`,
  ),
  shell(
    "See whether the registry has it.",
    `PROJECT=$(gcloud config get-value project)
gcloud container images list --repository="gcr.io/$PROJECT"`,
  ),
  shell("See whether the secret to pull it is there.", `kubectl get secrets -n ${NS} | grep gcr`),
  shell(
    "If the image is wrong, set the right one.",
    `IMAGE='' # name and tag of the right one
kubectl set image "deployment/${DEPLOYMENT}" -n ${NS} \\
  "$CONTAINER=$IMAGE"`,
    { destructive: "Rolls the Deployment out with another image." },
  ),
);

const wrongConfiguration = remedy(
  "Configuration error",
  shell(
    "See whether the ConfigMap is there and right.",
    `export CONFIGMAP='' # like orchestrator-config
kubectl get configmap -n ${NS} "$CONFIGMAP" -o yaml`,
  ),
  shell("If it is wrong, correct it.", `kubectl edit configmap -n ${NS} "$CONFIGMAP"`, {
    destructive: "Changes the configuration of all pods that read it, from their next start on.",
  }),
  restart("Restart the pods, so that they read it.", DEPLOYMENT, NS),
);

const codeBug = remedy(
  "Code bug (panic, runtime error)",
  `Look for traces that show the error: ${TOOLS.jaeger}, service and failing operation.`,
  shell(
    "Identify the commit that introduced the bug, from the tag of the image",
    `kubectl get deployment -n ${NS} "${DEPLOYMENT}" \\
  -o jsonpath='{.spec.template.spec.containers[*].image}{"\\n"}'`,
  ),
  ...rollback(DEPLOYMENT, NS),
  "Create an incident ticket, CrashLoopBackOff in <service> due to <error>, with logs, traces and reproduction steps.",
);

const volume = remedy(
  "Persistent volume mount failure",
  shell("See which claim is not bound.", `kubectl get pvc -n ${NS}`),
  shell(
    "Read its events.",
    `CLAIM='' # like data-postgres-0
kubectl describe pvc -n ${NS} "$CLAIM"`,
  ),
  shell(
    "If it is Pending, look at its storage class; the page of PersistentVolumeClaimPending goes on from there.",
    "kubectl get storageclass",
  ),
  "If it is Lost, restore from backup (backup-restore.md).",
);

export const podCrashLoopBackOff = procedure("Pods that crash again and again", {
  alerts: ["PodCrashLoopBackOff"],
  first: [
    namePod,
    shell(
      "List the pods; those with the most restarts are last.",
      `kubectl get pods -n ${NS} --sort-by='.status.containerStatuses[0].restartCount'`,
    ),
    logs,
    "Several pods on one node, and NodeNotReady fires: it is the node. Several services at once: call a Senior Engineer.",
  ],
  investigate: [
    shell("Read the events of the pod.", `kubectl describe pod -n ${NS} "$POD"`, {
      expect:
        "Back-off restarting failed container: see the logs. ErrImagePull: the image. FailedMount: a volume or Secret. OOMKilled: memory.",
    }),
    lastEnd,
    shell(
      "Look at its environment; values may be secret.",
      `kubectl get pod -n ${NS} "$POD" -o jsonpath='{.spec.containers[*].env}{"\\n"}'`,
    ),
    shell(
      "See which ConfigMaps and Secrets it reads, and whether they have the keys.",
      `kubectl describe pod -n ${NS} "$POD" | grep -E -A 3 'ConfigMap|Secret'
kubectl describe configmap -n ${NS} "$DEPLOYMENT-config"
kubectl describe secret -n ${NS}`,
    ),
  ],
  remedies: [
    dependencyRefused,
    remedy(
      "Out of memory (OOMKilled)",
      memoryOfContainers,
      raiseMemory(NAMED_DEPLOYMENT),
      "Watch the memory after the restart.",
    ),
    imagePull,
    wrongConfiguration,
    codeBug,
    volume,
  ],
  verify: [
    shell("See that the pod stays up.", `kubectl get pods -n ${NS} --watch`, {
      expect: "READY is full and RESTARTS stays as it is.",
    }),
    ends("No container waits in CrashLoopBackOff."),
  ],
  escalate: [
    "Senior Engineer: root cause not identified within 15 minutes",
    "Senior Engineer: multiple pods crashing across different services",
    "Senior Engineer: rollback does not resolve the issue",
    "Senior Engineer: data loss suspected",
    "Engineering Lead: critical service (orchestrator, reflex-layer) down for more than 30 minutes",
    "Engineering Lead: root cause requires code fix (cannot be resolved by configuration or restart)",
    "VP Engineering: complete outage (all services down)",
    "VP Engineering: data corruption suspected",
    "VP Engineering: estimated resolution time more than 2 hours",
  ],
  prevent: [
    "Keep limits and configuration that helped in the manifests, not only in the cluster.",
    "If a deployment brought it, add a test that would have seen it.",
  ],
});

export const podOomKilled = procedure("Containers killed for their memory", {
  alerts: ["PodOOMKilled"],
  first: [
    namePod,
    shell(
      "Or list all of them.",
      `kubectl get pods --all-namespaces -o json | jq -r '
  .items[]
  | select(any(.status.containerStatuses[]?;
      .lastState.terminated.reason == "OOMKilled"))
  | [.metadata.namespace, .metadata.name] | @tsv'`,
    ),
  ],
  investigate: [lastEnd, memoryOfContainers],
  remedies: [
    remedy("Increase memory limits: too low for what it does", raiseMemory(NAMED_DEPLOYMENT)),
    remedy(
      "Check for memory leaks: memory increases steadily over time",
      restart("Restart it, which helps until memory has leaked again.", DEPLOYMENT, NS),
      "Enable heap profiling and investigate.",
    ),
  ],
  verify: [ends("The memory stays below the limit and the number of restarts stays as it is.")],
  escalate: [
    "Senior Engineer: OOMKilled repeatedly (more than 3 times in 1 hour); the alert is critical then",
    "Senior Engineer: memory leak suspected",
  ],
  prevent: ["Set limits from the highest working set of a normal week."],
});
