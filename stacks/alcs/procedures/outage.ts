import { procedure, shell } from "../../../lib/index.ts";
import { DATABASE_LABEL, DATABASE_POD, DEPLOYMENT, N, REPLICAS } from "../names.ts";
import { callAfter } from "../severities.ts";
import { health, listPods, rolledOut } from "./commands.ts";
import { errorsNow } from "./queries.ts";

const events = shell("Read what happened", `kubectl get events ${N} --sort-by='.lastTimestamp'`);
const nodes = shell("Look at the nodes", "kubectl get nodes", { expect: "every node `Ready`" });
const cluster = shell("Ask the cluster", "kubectl cluster-info", {
  expect: "an answer; otherwise the cluster is down: Cloud Provider Support",
});

const databaseGone = {
  cause: "Database is down",
  steps: [
    shell("Look at the database", `kubectl get pods ${N} -l ${DATABASE_LABEL}`),
    shell("Read its last lines", `kubectl logs ${N} ${DATABASE_POD} --tail=100`, {
      expect: "a full disk, memory or a recovery that goes on: a restart helps with none of them",
    }),
    shell("Start it again", `kubectl delete pod ${N} ${DATABASE_POD}`, {
      destructive: "Every connection and transaction ends; a recovery that goes on begins anew.",
    }),
    shell("Wait for it", `kubectl wait --for=condition=ready pod -l ${DATABASE_LABEL} ${N} --timeout=300s`),
  ],
};

const allLoop = {
  cause: "All pods are CrashLooping",
  steps: [
    shell("Go back to the release before", `kubectl rollout undo deployment/${DEPLOYMENT} ${N}`, {
      destructive: "The present release is taken away from users, with what it brought.",
    }),
    shell(
      `Or start all ${REPLICAS.usual} pods anew`,
      `kubectl scale deployment ${DEPLOYMENT} ${N} --replicas=0
kubectl wait --for=delete pod ${N} -l app=${DEPLOYMENT} --timeout=120s
kubectl scale deployment ${DEPLOYMENT} ${N} --replicas=${REPLICAS.usual}`,
      {
        destructive: "Pods that still answer are stopped too. At 0 replicas the HPA is off, until the second command.",
      },
    ),
  ],
};

const nodeDown = {
  cause: "Node is down",
  steps: [
    nodes,
    shell(
      "Move the pods off the node that is not ready",
      `NODE=$(kubectl get nodes --no-headers | awk '$2 ~ /^NotReady/ {print $1; exit}')
kubectl drain "$NODE" --ignore-daemonsets --delete-emptydir-data --timeout=120s`,
      {
        destructive:
          "Every pod of the node is evicted, those of other systems too, and what they keep in emptyDir volumes is lost.",
        mended: "without a timeout the command hangs where the kubelet no longer answers",
      },
    ),
    "Pods will reschedule to healthy nodes automatically",
  ],
};

/** ALCS-RUNBOOK-07. */
export const outage = procedure("Complete service outage", {
  alerts: ["ALCSServiceDown", "AlcsAvailabilityBudgetBurn"],
  about: "No pod of ALCS answers: nobody can work with it. This is P0.",
  first: [health, listPods, events, nodes, cluster],
  remedies: [databaseGone, allLoop, nodeDown],
  verify: [health, rolledOut, errorsNow],
  escalate: [
    "At once: say it in the channel and on the status page, with the template Incident notification",
    `Not over after ${callAfter.secondary}: Secondary on call; after ${callAfter.manager}: Escalation (manager)`,
    "Nodes or the cluster itself: Cloud Provider Support",
    "Data looks wrong: the page Data corruption",
  ],
  prevent: ["Write an incident report from its template within a week."],
});

export const databaseDown = procedure("Database down", {
  alerts: ["ALCSDatabaseDown"],
  about: "Sessions cannot be read or written, and pods of ALCS crash one after the other.",
  first: [
    shell("See whether the database or only its exporter is gone", `kubectl get pods ${N} -l ${DATABASE_LABEL}`, {
      expect: `\`${DATABASE_POD}\` runs and is ready: then look at the alert ALCSPostgresExporterDown`,
    }),
  ],
  remedies: [databaseGone, nodeDown],
  verify: [health, errorsNow],
  escalate: [
    `It does not come back in ${callAfter.secondary}: Database DBA`,
    "Data is missing afterwards: the page Data corruption",
  ],
});
