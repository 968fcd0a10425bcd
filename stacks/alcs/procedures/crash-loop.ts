import { count, procedure, promql, shell } from "../../../lib/index.ts";
import { NAMESPACE } from "../metrics.ts";
import { CONFIGMAP, CONTAINER, DATABASE_LABEL, DATABASE_POD, DEPLOYMENT, MEMORY_LIMIT, N, SECRET } from "../names.ts";
import {
  databaseAnswers,
  health,
  inPod,
  listEvents,
  listPods,
  rolledOut,
  SECRET_MEND,
  SET_ANY_CONFIG,
  setSecret,
  usage,
  WORST_POD,
} from "./commands.ts";

/** Restarts within 15 minutes that are a loop; ALCS-D06. */
const LOOP = count(3);

export const databaseUnreachable = {
  cause: "Database Connection Failed",
  steps: [
    shell("Look whether the database runs", `kubectl get pods ${N} -l ${DATABASE_LABEL}`, {
      expect: `\`${DATABASE_POD}\` is \`Running\` and ready`,
    }),
    databaseAnswers,
    shell(
      "See where `DATABASE_URL` leads",
      `kubectl get secret ${N} ${SECRET} -o jsonpath='{.data.DATABASE_URL}' | base64 -d | sed -E 's#//[^@]*@#//***@#'`,
      { expect: "host `postgres`, database `alcs`", mended: "the password would stay on the screen" },
    ),
    shell("Correct `DATABASE_URL` when it is wrong", setSecret("DATABASE_URL"), { mended: SECRET_MEND }),
  ],
};

export const outOfMemory = {
  cause: "Out of Memory (OOM)",
  steps: [
    shell(
      "See whether the pod was killed for its memory",
      `${WORST_POD}
kubectl describe ${N} "$POD" | grep -i oom`,
      { expect: "`OOMKilled` when it was; nothing otherwise" },
    ),
    shell(
      `Raise the memory limit from ${MEMORY_LIMIT.from} to ${MEMORY_LIMIT.to}`,
      `kubectl set resources deployment/${DEPLOYMENT} ${N} -c ${CONTAINER} --limits=memory=${MEMORY_LIMIT.to}
kubectl rollout status deployment/${DEPLOYMENT} ${N} --timeout=300s`,
      {
        mended:
          "`kubectl edit deployment` and then `kubectl apply -f k8s/deployment.yaml` set the limit of the file again: raise it in the file too",
      },
    ),
  ],
};

const missingVariables = {
  cause: "Missing Environment Variables",
  steps: [
    shell("See what the ConfigMap has", `kubectl get configmap ${N} ${CONFIGMAP} -o yaml`),
    shell("See which keys the Secret has", `kubectl get secret ${N} ${SECRET} -o json | jq '.data | keys'`, {
      expect: "`ANTHROPIC_API_KEY`, `API_KEY`, `DATABASE_URL`, `JWT_EXPIRES_IN`, `JWT_SECRET`",
      mended: "`jsonpath='{.data}' | jq` would print every secret",
    }),
    shell("Add what is missing to the ConfigMap", SET_ANY_CONFIG),
  ],
};

const invalidConfiguration = {
  cause: "Invalid Configuration",
  steps: [
    shell(
      "Find the complaint",
      `${WORST_POD}
kubectl logs ${N} "$POD" --previous | grep -i "config\\|invalid\\|error"`,
    ),
    shell(
      "Let a pod that runs validate the configuration",
      inPod(`node -e "console.log(require('./dist/config').validateConfig())"`),
    ),
    shell("Correct the key in the ConfigMap", SET_ANY_CONFIG),
  ],
};

const latestRelease = {
  cause: "A release that does not start",
  steps: [
    shell("See what was rolled out last", `kubectl rollout history deployment/${DEPLOYMENT} ${N}`),
    shell("Go back to the release before", `kubectl rollout undo deployment/${DEPLOYMENT} ${N}`, {
      destructive: "The present release is taken away from users, with what it brought.",
    }),
  ],
};

/** ALCS-RUNBOOK-02. */
export const crashLoop = procedure("Pods CrashLooping", {
  alerts: ["ALCSPodCrashLooping", "ALCSTargetDown"],
  about: "A pod starts, fails and is started again. Users notice when the others cannot carry its part.",
  symptoms: ["Pods constantly restarting", "`kubectl get pods` shows CrashLoopBackOff", "Health check failures"],
  first: [
    listPods,
    shell(
      "Read why the pod with the most restarts was stopped",
      `${WORST_POD}
kubectl describe ${N} "$POD"`,
      { expect: "under `Last State` the reason: `OOMKilled`, `Error`, or a failed probe under `Events`" },
    ),
    shell(
      "Read its last words",
      `${WORST_POD}
kubectl logs ${N} "$POD" --previous --tail=100`,
    ),
  ],
  investigate: [usage, listEvents],
  remedies: [databaseUnreachable, outOfMemory, missingVariables, invalidConfiguration, latestRelease],
  verify: [
    rolledOut,
    health,
    promql(
      "See that no pod restarts any more",
      `max by (pod) (increase(kube_pod_container_status_restarts_total{job="kube-state-metrics",namespace="${NAMESPACE}",pod=~"alcs-.*"}[15m]))`,
      { expect: `below ${LOOP.value}, and 0 a quarter of an hour after the remedy` },
    ),
  ],
  escalate: [
    "All pods loop: that is an outage, P0; go on at the page of ALCSServiceDown",
    "The database does not answer: Database DBA",
    "The cause is not among these: Secondary on call",
  ],
  prevent: ["Test a configuration in the staging namespace before it goes to production."],
});
