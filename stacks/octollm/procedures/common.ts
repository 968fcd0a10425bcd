import type { DoneStep, Remedy, Step } from "../../../lib/index.ts";
import { NAMESPACE } from "../metrics.ts";
import { shell } from "./shell.ts";

/** Tools of the document's quick reference. */
export const TOOLS = {
  grafana: "https://grafana.octollm.dev",
  prometheus: "https://prometheus.octollm.dev",
  jaeger: "https://jaeger.octollm.dev",
  alertmanager: "https://alertmanager.octollm.dev",
} as const;

/** The dashboard that the document opens first. */
export const SERVICE_HEALTH = "Grafana, dashboard GKE Service Health";

/** Empty until the reader fills it in, so that a command which is pasted too early fails instead of hitting the wrong service. */
export const nameService: DoneStep = shell(
  "Say which service it is: label `service` of the alert. Its Deployment and its label `app` have the same name.",
  "export SERVICE='' # orchestrator or reflex-layer",
);

/** Commands of a page about a pod ask for these variables. */
export const namePod: DoneStep = shell(
  "Say which pod it is: labels `namespace`, `pod` and `container` of the alert. A Deployment's name is that of the pod without its last two parts.",
  `export NAMESPACE=${NAMESPACE}
export POD='' # like orchestrator-7d9f8c-xk2p9
export CONTAINER='' DEPLOYMENT='' # like orchestrator`,
);

/** When a Deployment was last rolled out, to compare with the beginning of the trouble. */
export const rolloutHistory = (says: string): DoneStep =>
  shell(
    says,
    `kubectl rollout history "deployment/$SERVICE" -n ${NAMESPACE}
kubectl get replicasets -n ${NAMESPACE} -l "app=$SERVICE" \\
  --sort-by=.metadata.creationTimestamp`,
    { expect: "The newest ReplicaSet is as old as the last rollout." },
  );

/** Back to the version before, for a Deployment and namespace as the shell writes them. */
export const rollback = (deployment: string, namespace: string): readonly Step[] => [
  shell("Roll back to the version before.", `kubectl rollout undo "deployment/${deployment}" -n ${namespace}`, {
    destructive:
      "Replaces every pod of the Deployment; what the newer version brought is gone until it is deployed again.",
  }),
  shell(
    "See that the rollback ends.",
    `kubectl rollout status "deployment/${deployment}" -n ${namespace} --timeout=5m`,
    {
      expect: "successfully rolled out",
    },
  ),
];

/** Restarts all pods of a Deployment one after the other. */
export const restart = (says: string, deployment: string, namespace: string): DoneStep =>
  shell(says, `kubectl rollout restart "deployment/${deployment}" -n ${namespace}`, {
    destructive: "Ends every pod of the Deployment, one after the other; requests in flight may fail.",
  });

/** Bounds of the autoscalers, as the document has them. */
export const BOUNDS = { least: 2, most: 10 } as const;

/** A change of the autoscaler that the model gives to orchestrator and reflex-layer. */
export function patchAutoscaler(name: string, namespace: string, bounds: string): string {
  const spec = `{"spec":{${bounds}}}`;
  // Single quotes are easier to read, and hide variables from the shell.
  const quoted = bounds.includes("$") ? `"${spec.replaceAll('"', '\\"')}"` : `'${spec}'`;
  return `kubectl patch hpa "${name}" -n ${namespace} --type merge \\
  -p ${quoted}`;
}

/** More replicas of a service, by hand: an autoscaler keeps what is its minimum. */
export const scaleOut = (says: string, workload: string, namespace: string): readonly Step[] => [
  shell(
    says,
    `kubectl get hpa "${workload}" -n ${namespace}
REPLICAS='' # more than it has now
${patchAutoscaler(workload, namespace, '"minReplicas":$REPLICAS')}`,
    {
      destructive: "Changes the capacity at once.",
      expect: "NotFound: it has no autoscaler, and the next command is for it",
      mended: "P-17: the autoscaler takes back what kubectl scale sets",
    },
  ),
  shell(
    "Where it has none.",
    `REPLICAS='' # more than it has now
kubectl scale "deployment/${workload}" -n ${namespace} \\
  --replicas="$REPLICAS"`,
    { destructive: "Changes the capacity at once." },
  ),
  shell(
    "A day later, let the autoscaler choose again.",
    patchAutoscaler(workload, namespace, `"minReplicas":${BOUNDS.least}`),
    { mended: "the document has no step back" },
  ),
];

/** Lets an autoscaler choose the number of replicas. */
export const autoscale = (workload: string, namespace: string): DoneStep =>
  shell(
    "Where it has none, have an autoscaler do it from now on; orchestrator and reflex-layer have theirs in stacks/octollm/manifests/scaling.yaml.",
    `kubectl autoscale "deployment/${workload}" -n ${namespace} \\
  --cpu-percent=70 --min=${BOUNDS.least} --max=${BOUNDS.most}`,
    { destructive: "From now on the autoscaler chooses the number of replicas; containers need a CPU request." },
  );

/** A session of psql, in which the SQL of a page is run. */
export const openDatabase: DoneStep = shell(
  "Connect to the database.",
  `kubectl exec -it -n ${NAMESPACE} statefulset/postgres -- psql -U octollm`,
);

/**
 * Runs something in a pod that goes away afterwards. The document's has no namespace, so that it starts in another than
 * the service, and runs as root, which Pod Security "restricted" refuses.
 */
export const debugPod = (says: string, namespace: string, command: string, expect: string): DoneStep =>
  shell(
    says,
    `kubectl run debug --rm -it --restart=Never -n ${namespace} \\
  --image=busybox:1.36 --override-type=strategic --overrides='{"spec": {
    "securityContext": {"runAsNonRoot": true, "runAsUser": 65534,
      "seccompProfile": {"type": "RuntimeDefault"}},
    "containers": [{"name": "debug", "securityContext": {
      "allowPrivilegeEscalation": false,
      "capabilities": {"drop": ["ALL"]}}}]}}' \\
  -- ${command}`,
    {
      expect,
      mended:
        "in the namespace of the service, and as Pod Security restricted wants it: not as root, without capabilities",
    },
  );

/** How the end of an alert is seen. */
export const ends = (what: string): Step =>
  `${what} Watch it for 10 to 15 minutes, then see in ${TOOLS.alertmanager} that the alert has ended and no related one is left.`;

export const remedy = (cause: string, ...steps: readonly Step[]): Remedy => ({ cause, steps });
