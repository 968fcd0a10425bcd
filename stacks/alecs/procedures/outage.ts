import { procedure, shell } from "../../../lib/index.ts";
import { APP, CHANNEL, DEPLOYMENT, N, REPLICAS } from "../names.ts";
import {
  akamaiFromHere,
  akamaiFromPod,
  atLeastPods,
  HELD,
  health,
  listEvents,
  listPods,
  RESTART,
  rolledOut,
} from "./commands.ts";
import { errorsNow, uptimeNow } from "./queries.ts";

/** ALECS-ROUTE-01. */
export const communicate = [
  `Post in incident channel: ${CHANNEL}, by the template Incident message`,
  "Update status page",
  "Notify stakeholders",
];

export const rollBack = {
  cause: "It came with the last release",
  steps: [
    shell("See what was rolled out last", `kubectl rollout history deployment/${DEPLOYMENT} ${N}`),
    shell("Go back to the release before", `kubectl rollout undo deployment/${DEPLOYMENT} ${N}`, {
      destructive: "The present release is taken away from users, with what it brought.",
    }),
    rolledOut,
  ],
};

/** ALECS-RUNBOOK-01. */
export const outage = procedure("P0 critical incident response", {
  alerts: ["ALECSDown", "ALECSTargetDown", "AlecsServerUptime", "AlecsServerUptimeBudgetBurn"],
  about: "ALECS does not answer, or did not for too long in sum. With no target left this is P0.",
  first: [
    health,
    listPods,
    listEvents,
    shell("Read the last lines of every pod", `kubectl logs ${N} -l app=${APP} --tail=100 --prefix`, {
      mended: "`-f` never ends, and `deployment/...` shows one pod of several",
    }),
    ...communicate,
  ],
  investigate: [
    akamaiFromHere,
    shell(
      "Read why the pod with the most restarts was stopped",
      `POD=$(kubectl get pods ${N} -l app=${APP} --sort-by='.status.containerStatuses[0].restartCount' -o name | tail -n 1)
kubectl describe ${N} "$POD"
kubectl logs ${N} "$POD" --previous --tail=50`,
    ),
    shell("Look at the nodes", "kubectl get nodes && kubectl top nodes"),
    uptimeNow,
  ],
  remedies: [
    {
      cause: "Too few pods for the load",
      steps: [shell(`Have ${REPLICAS.outage} pods at least`, atLeastPods(REPLICAS.outage), { mended: HELD })],
    },
    {
      cause: "Pods hang",
      steps: [
        shell("Restart pods if necessary", RESTART, {
          destructive: "One pod after the other is replaced; what it was doing ends, and its cache is empty.",
        }),
      ],
    },
    rollBack,
    {
      cause: "Akamai does not answer",
      steps: [
        akamaiFromPod,
        "Nothing of ours helps: say so in the channel, and ask Akamai Support, support.akamai.com",
      ],
    },
  ],
  verify: [health, rolledOut, errorsNow],
  escalate: [
    "15 minutes without a cause: L2 Engineering, the development team",
    "Still down after an hour: L3 Architecture; then Management",
    "Akamai: support.akamai.com; nodes: the cloud provider's support",
  ],
  prevent: [
    "When it is over, set the minimum of the HPA back: the page Scaling",
    "Write the report by the template Incident report, and what was missing here into this page",
  ],
});
