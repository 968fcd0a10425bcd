import { procedure, shell } from "../../../lib/index.ts";
import { quarantineSteps } from "../../support/quarantine.ts";
import { NAMESPACE } from "../metrics.ts";
import { APP, FORENSICS, HPA, N, NETWORK_POLICY, PORT, QUARANTINE, REPLICAS, SCALED_OBJECT, SECRET } from "../names.ts";
import { health, RESTART, rolledOut } from "./commands.ts";
import { whoIsRefused } from "./refused.ts";

/** Annotation that KEDA holds a number of replicas by (https://keda.sh/docs/latest/concepts/scaling-deployments/). */
const PAUSED = "autoscaling.keda.sh/paused-replicas";

const forensics = shell(
  "Collect forensic data, before anything is restarted",
  `DIR="incident-$(date +%Y%m%d-%H%M%S)" && mkdir -p "$DIR"
kubectl logs ${N} -l app=${APP} --since=24h --tail=-1 --prefix --timestamps > "$DIR/incident-logs.txt"
kubectl get events ${N} --sort-by='.lastTimestamp' > "$DIR/incident-events.txt"
kubectl get pods,deployments,scaledobjects,hpa,networkpolicies ${N} -o yaml > "$DIR/objects.yaml"
sha256sum "$DIR"/* > "$DIR.sha256" && cat "$DIR.sha256"`,
  {
    expect: "three files that are not empty",
    mended: "an hour of one pod is too little, and last in the document: what a pod logged is gone when it restarts",
  },
);

/** ALECS-SEC-02: isolating, and one pod to look at. */
const quarantined = quarantineSteps(
  {
    namespace: NAMESPACE,
    key: "app",
    value: APP,
    label: QUARANTINE,
    forensics: `pods of namespace \`${FORENSICS.namespace}\` on port ${PORT}`,
  },
  `ALECS-NETPOL-01: \`"ingress":[]\` in \`${NETWORK_POLICY}\` closes every pod to users and leaves the way out of the suspected one open. P-17: scaled down to 1 replica, the others' evidence is gone, and with its minimum of ${REPLICAS.usual} the HPA takes the number back`,
);

const close = shell(
  "When it is the image and not a pod: close ALECS, and have no pod started from it",
  `kubectl annotate scaledobject ${SCALED_OBJECT} ${N} ${PAUSED}=0 --overwrite
kubectl get pods ${N} -l app=${APP}`,
  {
    expect: "no pod after a minute; those in quarantine run on",
    destructive:
      "ALECS is down for everybody until it is opened again. Pods that are not in quarantine end, with what was in them.",
    mended: "P-17: a number that KEDA is told holds; `kubectl scale` does not",
  },
);

const rotate = [
  "Make new credentials in Akamai's control center into `.edgerc.new`, and revoke the old ones there",
  shell(
    "Rotate all credentials",
    `kubectl create secret generic ${SECRET} ${N} --from-file=edgerc=.edgerc.new --dry-run=client -o yaml |
  kubectl apply ${N} -f -
${RESTART}`,
    {
      destructive: "The old credentials are overwritten.",
      mended:
        "between `delete secret` and `create secret` a pod that restarts does not start; and pods read it at their start only",
    },
  ),
];

/** ALECS-SEC-02. */
export const securityIncident = procedure("Security incident", {
  kind: "incident",
  about: "Somebody has or had access who should not. Keep the evidence, keep them out, change every key. This is P0.",
  first: [forensics, quarantined.take, close],
  investigate: [quarantined.look, ...whoIsRefused],
  remedies: [
    { cause: "Credentials may be known", steps: rotate },
    {
      cause: "A hole in the image",
      steps: ["Roll out the version that closes it, never `latest`: the page Rolling update and rollback"],
    },
  ],
  verify: [
    shell(
      "Open ALECS again",
      `kubectl annotate scaledobject ${SCALED_OBJECT} ${N} ${PAUSED}-
kubectl get scaledobject,hpa ${N}`,
      {
        expect: `\`PAUSED\` is \`False\`, and the HPA is back; where it stays paused, delete the HPA \`${HPA}\`: KEDA makes it anew`,
        destructive: "Everybody can reach it: only when every key is changed and the hole is closed.",
      },
    ),
    rolledOut,
    health,
    quarantined.end,
  ],
  escalate: [
    "At once: L2 Engineering and Management",
    "Data of customers may be out: Management decides who has to be told",
  ],
  prevent: ["Write down in the report how they got in and what would have shown it."],
});
