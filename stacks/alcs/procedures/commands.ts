import { shell } from "../../../lib/index.ts";
import { NAMESPACE } from "../metrics.ts";
import {
  BASE_URL,
  CONFIGMAP,
  DATABASE,
  DATABASE_POD,
  DATABASE_USER,
  DEPLOYMENT,
  HPA,
  N,
  POD_LABEL,
  SECRET,
} from "../names.ts";

/** Puts the pod with the most restarts into `$POD`, so that nobody copies names on a phone. */
export const WORST_POD = `POD=$(kubectl get pods ${N} -l ${POD_LABEL} --sort-by='.status.containerStatuses[0].restartCount' -o name | tail -n 1)`;

export const RESTART = `kubectl rollout restart deployment/${DEPLOYMENT} ${N}
kubectl rollout status deployment/${DEPLOYMENT} ${N} --timeout=300s`;

/** Why `kubectl logs -l` gets `--tail=-1`. */
export const ALL_LINES =
  "with a label, kubectl shows only the last 10 lines of each pod unless `--tail` says otherwise";

/** Lines of all pods. `since` is kubectl's: `1h`. */
export function logs(since: string, filter: string): string {
  return `kubectl logs ${N} -l ${POD_LABEL} --since=${since} --tail=-1 --prefix | ${filter}`;
}

/** A query of Loki over the lines of all pods. */
export function lines(pipeline: string): string {
  return `{namespace="${NAMESPACE}", ${POD_LABEL.replace("=", '="')}"} ${pipeline}`;
}

/** Sets keys of the ConfigMap and restarts the pods, which read it at their start. */
export function configure(values: Readonly<Record<string, string>>): string {
  const patch = JSON.stringify({ data: values });
  return `kubectl patch configmap ${CONFIGMAP} ${N} --type merge -p '${patch}'
${RESTART}`;
}

/** Why one key of the Secret is patched. */
export const SECRET_MEND =
  "P-11: without `-n` the Secret goes to the default namespace, and its manifest holds only the one key; a patch keeps the others";

/** The same at the end of a chain. */
const THEN_RESTART = `kubectl rollout restart deployment/${DEPLOYMENT} ${N} &&
  kubectl rollout status deployment/${DEPLOYMENT} ${N} --timeout=300s`;

/**
 * Sets one key of the Secret from what is typed, which neither the screen nor the history shows. One chain, since `read` would
 * take the next line of what is pasted for the answer, and an empty answer must not be set.
 */
export function setSecret(key: string): string {
  return `read -rs -p 'New ${key}: ' VALUE && [ -n "$VALUE" ] && export VALUE &&
  jq -n '{stringData: {${key}: env.VALUE}}' |
  kubectl patch secret ${SECRET} ${N} --type merge --patch-file /dev/stdin &&
  ${THEN_RESTART}
unset VALUE`;
}

/** Sets one key of the ConfigMap from what is typed. */
export function setConfig(key: string): string {
  return `read -r -p 'New ${key}: ' VALUE && [ -n "$VALUE" ] && export VALUE &&
  jq -n '{data: {${key}: env.VALUE}}' |
  kubectl patch configmap ${CONFIGMAP} ${N} --type merge --patch-file /dev/stdin &&
  ${THEN_RESTART}`;
}

/** Sets a key of the ConfigMap that is typed too. */
export const SET_ANY_CONFIG = `read -r -p 'Key: ' KEY && read -r -p 'Value: ' VALUE && [ -n "$KEY" ] && export KEY VALUE &&
  jq -n '{data: {(env.KEY): env.VALUE}}' |
  kubectl patch configmap ${CONFIGMAP} ${N} --type merge --patch-file /dev/stdin &&
  ${THEN_RESTART}`;

/** Eight digits that tell whether two copies of a secret are the same, without showing either. */
export function fingerprint(key: string): string {
  return `kubectl get secret ${N} ${SECRET} -o jsonpath='{.data.${key}}' | base64 -d | sha256sum | cut -c1-8`;
}

/** Why a number of pods is asked of the HPA. */
export const HELD = "P-17: the HPA takes back what `kubectl scale` sets; its minimum holds";

/** Asks the HPA for a least number of pods; between that and its maximum it goes on working. */
export function atLeastPods(replicas: number): string {
  return `kubectl patch hpa ${HPA} ${N} --type merge -p '{"spec":{"minReplicas":${replicas}}}'`;
}

/** Runs a program in a pod of the deployment that is running. */
export function inPod(command: string): string {
  return `kubectl exec ${N} deployment/${DEPLOYMENT} -- ${command}`;
}

export const openDatabase = shell(
  "Open the database; type the statements below there",
  `kubectl exec -it ${N} ${DATABASE_POD} -- psql -U ${DATABASE_USER} -d ${DATABASE}`,
);

export const databaseAnswers = shell(
  "Ask the database",
  `kubectl exec ${N} ${DATABASE_POD} -- psql -U ${DATABASE_USER} -c "SELECT 1"`,
  { expect: "one row with 1" },
);

export const listPods = shell("List the pods", `kubectl get pods ${N}`, {
  expect: "every pod `Running` and ready, with no restarts in the last minutes",
});

export const listEvents = shell(
  "Read what the cluster did last",
  `kubectl get events ${N} --sort-by='.lastTimestamp' | tail -20`,
);

export const usage = shell("Look at what the pods use", `kubectl top pods ${N}`);

export const health = shell("Ask ALCS itself", `curl -fsS --max-time 10 ${BASE_URL}/health`, {
  expect: "an answer within ten seconds; anything else is an outage for users too",
});

export const rolledOut = shell(
  "Wait until the pods are ready",
  `kubectl rollout status deployment/${DEPLOYMENT} ${N} --timeout=300s`,
  { expect: "`successfully rolled out`" },
);
