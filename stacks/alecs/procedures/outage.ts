import { procedure, shell } from "../../../lib/index.ts";
import { APP, CHANNEL, DEPLOYMENT, N, REPLICAS } from "../names.ts";
import { callAfter } from "../severities.ts";
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
  `Post in incident channel: ${CHANNEL}`,
  "Update status page: the page Status page texts has the words",
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

const worstPod = shell(
  "Read why the pod with the most restarts was stopped",
  `POD=$(kubectl get pods ${N} -l app=${APP} --sort-by='.status.containerStatuses[0].restartCount' -o name | tail -n 1)
kubectl describe ${N} "$POD"
kubectl logs ${N} "$POD" --previous --tail=50`,
);

/** ALECS-RUNBOOK-01. */
export const outage = procedure("P0 critical incident response", {
  alerts: ["ALECSDown", "AlecsServerUptime", "AlecsServerUptimeBudgetBurn"],
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
    worstPod,
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
    `Not over after ${callAfter.l2}: L2 Engineering, the development team`,
    `After ${callAfter.l3}: L3 Architecture; after ${callAfter.management}: Management`,
    "Akamai: support.akamai.com; nodes: the cloud provider's support",
  ],
  prevent: [
    "When it is over, let the HPA go down again: the page Scaling",
    "Write the report, from the template Post-mortem, and what was missing here into this page",
  ],
});

/** One of several does not answer; the others carry its part. */
export const oneReplica = procedure("One replica does not answer", {
  alerts: ["ALECSTargetDown"],
  about: "The other replicas carry its part. Users notice when these are too few.",
  first: [listPods, worstPod],
  remedies: [
    {
      cause: "It hangs or crashes",
      steps: [
        shell(
          "Have it replaced; read its log first",
          `read -r -p 'Pod: ' POD &&
  kubectl delete pod ${N} "$POD"`,
          { destructive: "What it was doing ends. Its log goes with it." },
        ),
      ],
    },
    rollBack,
    {
      cause: "It is well, and Prometheus does not reach it",
      steps: ["Look at the network policy, and at Prometheus' page of targets for the reason"],
    },
  ],
  verify: [rolledOut, errorsNow],
  escalate: ["A second replica follows: the page of ALECSDown"],
});
