import { procedure, shell } from "../../../lib/index.ts";
import { APP, DEPLOYMENT, HPA, N, NETWORK_POLICY, REPLICAS, SECRET } from "../names.ts";
import { health, RESTART, rolledOut } from "./commands.ts";
import { whoIsRefused } from "./refused.ts";

const forensics = shell(
  "Collect forensic data, before anything is restarted",
  `DIR="incident-$(date +%Y%m%d-%H%M%S)" && mkdir -p "$DIR"
kubectl logs ${N} -l app=${APP} --since=24h --tail=-1 --prefix --timestamps > "$DIR/incident-logs.txt"
kubectl get events ${N} --sort-by='.lastTimestamp' > "$DIR/incident-events.txt"
kubectl get pods,deployments,hpa,networkpolicies ${N} -o yaml > "$DIR/objects.yaml"
sha256sum "$DIR"/* > "$DIR.sha256" && cat "$DIR.sha256"`,
  {
    expect: "three files that are not empty",
    mended: "an hour of one pod is too little, and last in the document: what a pod logged is gone when it restarts",
  },
);

const isolate = [
  shell(
    "See which policies there are, and keep the one that is changed",
    `kubectl get networkpolicies ${N}
kubectl get networkpolicy ${NETWORK_POLICY} ${N} -o json |
  jq 'del(.metadata.resourceVersion, .metadata.uid, .metadata.creationTimestamp, .metadata.managedFields, .status)' > policy-before.json`,
    {
      expect: `\`${NETWORK_POLICY}\` alone: policies add up, so another one that selects the pods keeps its doors open and has to go too`,
    },
  ),
  shell(
    "Immediate isolation: nothing comes in, nothing goes out",
    `kubectl patch networkpolicy ${NETWORK_POLICY} ${N} --type merge -p '{"spec":{"policyTypes":["Ingress","Egress"],"ingress":[],"egress":[]}}'`,
    {
      destructive: "ALECS is closed to everybody, and cannot reach Akamai, until the policy of before is back.",
      mended:
        'the document closes `{"spec":{"ingress":[]}}` only, which leaves the way out open; connections that are open already may live on until the pod ends',
    },
  ),
];

const oneReplica = shell(
  "Scale down to investigate: one pod, and no other",
  `kubectl patch hpa ${HPA} ${N} --type merge -p '{"spec":{"minReplicas":1,"maxReplicas":1}}'
kubectl scale deployment ${DEPLOYMENT} ${N} --replicas=1`,
  {
    destructive: "The other pods end, with what was in them: forensic data first.",
    mended: `P-17: with its minimum of ${REPLICAS.usual} the HPA takes the pods back at once`,
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
  first: [forensics, ...isolate, oneReplica],
  investigate: [
    ...whoIsRefused,
    shell("See what runs that the image did not start", `kubectl exec ${N} deployment/${DEPLOYMENT} -- ps aux`, {
      expect: "one node process; anything else is evidence: do not stop it",
    }),
  ],
  remedies: [
    { cause: "Credentials may be known", steps: rotate },
    {
      cause: "A hole in the image",
      steps: ["Roll out the version that closes it, never `latest`: the page Rolling update and rollback"],
    },
  ],
  verify: [
    shell("Open ALECS again", `kubectl replace ${N} -f policy-before.json`, {
      destructive: "Everybody can reach it: only when every key is changed and the hole is closed.",
    }),
    shell(
      "Give the HPA its bounds back",
      `kubectl patch hpa ${HPA} ${N} --type merge -p '{"spec":{"minReplicas":${REPLICAS.usual},"maxReplicas":${REPLICAS.most}}}'`,
    ),
    rolledOut,
    health,
  ],
  escalate: [
    "At once: L2 Engineering and Management",
    "Data of customers may be out: Management decides who has to be told",
  ],
  prevent: ["Write down in the report how they got in and what would have shown it."],
});
