import { shell } from "../../../lib/index.ts";
import { NAMESPACE } from "../metrics.ts";
import { AKAMAI_CHECK, APP, BASE_URL, CONFIGMAP, DEPLOYMENT, N, SCALED_OBJECT, SECRET } from "../names.ts";

const WAIT = `kubectl rollout status deployment/${DEPLOYMENT} ${N} --timeout=300s`;

export const RESTART = `kubectl rollout restart deployment/${DEPLOYMENT} ${N}\n${WAIT}`;

/** Why logs are asked of all pods. */
export const ALL_PODS = "`kubectl logs deployment/...` shows one pod of several";

/** Lines of all pods. `since` is kubectl's: `1h`. */
export function logs(since: string, filter: string): string {
  return `kubectl logs ${N} -l app=${APP} --since=${since} --tail=-1 --prefix | ${filter}`;
}

/** A query of Loki over the lines of all pods. */
export function lines(pipeline: string): string {
  return `{namespace="${NAMESPACE}", app="${APP}"} ${pipeline}`;
}

/** Sets variables of the pods, which are replaced one after the other. */
export function setEnv(values: Readonly<Record<string, string>>): string {
  const assignments = Object.entries(values).map(([key, value]) => `${key}=${value}`);
  return `kubectl set env deployment/${DEPLOYMENT} ${N} ${assignments.join(" ")}\n${WAIT}`;
}

export function setLogLevel(level: string): string {
  return `kubectl patch configmap ${CONFIGMAP} ${N} --type merge -p '{"data":{"LOG_LEVEL":"${level}"}}'\n${RESTART}`;
}

/** Why a number of pods is asked of the autoscaler. */
export const HELD =
  "P-17: the HPA takes back what `kubectl scale` sets, and KEDA, whose it is, what is changed on the HPA";

/** Asks the autoscaler for a least number of pods; between that and its maximum it goes on working. */
export function atLeastPods(replicas: number): string {
  return `kubectl patch scaledobject ${SCALED_OBJECT} ${N} --type merge -p '{"spec":{"minReplicaCount":${replicas}}}'`;
}

/** Runs a program in a pod of the deployment that is running. */
export function inPod(command: string): string {
  return `kubectl exec ${N} deployment/${DEPLOYMENT} -- ${command}`;
}

/** What reaches Akamai says, from where `curl` runs. */
export const ASK_AKAMAI = `curl -sS -o /dev/null --max-time 10 -w '%{http_code} after %{time_total}s\\n' ${AKAMAI_CHECK}`;

const UNSIGNED = "the API answers 401 to a request without a signature, so `curl -f` fails even when all is well";

export const akamaiFromHere = shell("Ask Akamai from here", ASK_AKAMAI, {
  expect: "`401` within a second, since nothing is signed; `000` or `5xx` is their side or the way to it",
  mended: UNSIGNED,
});

export const akamaiFromPod = shell("Ask Akamai from a pod", inPod(ASK_AKAMAI), {
  expect: "as from here; when only the pod fails, it is the network policy or the cluster's DNS",
  mended: UNSIGNED,
});

/** Puts the credentials of the file `.edgerc` into place and has the pods read them. */
export const newCredentials = shell(
  "Put the credentials of the new `.edgerc` into the Secret, and restart the pods",
  `kubectl create secret generic ${SECRET} ${N} --from-file=edgerc=.edgerc --dry-run=client -o yaml |
  kubectl apply ${N} -f -
${RESTART}`,
  {
    destructive: "The old credentials are overwritten; revoke them at Akamai only when the new ones work.",
    mended: "P-11: without `-n` the Secret goes to the default namespace; and pods read it at their start only",
  },
);

export const listPods = shell("List the pods", `kubectl get pods ${N} -o wide`, {
  expect: "every pod `Running` and ready, with no restarts in the last minutes",
});

export const listEvents = shell(
  "Read what the cluster did last",
  `kubectl get events ${N} --sort-by='.lastTimestamp' | tail -20`,
);

export const usage = shell("Look at what the pods use", `kubectl top pods ${N}`);

export const health = shell("Ask ALECS itself", `curl -fsS --max-time 10 ${BASE_URL}/health`, {
  expect: "an answer within ten seconds; anything else is an outage for users too",
});

export const rolledOut = shell("Wait until the pods are ready", WAIT, { expect: "`successfully rolled out`" });
