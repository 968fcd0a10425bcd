import { type Step, shell } from "../../lib/index.ts";

/** Pods that an incident may take the connections of. */
export interface Suspects {
  readonly namespace: string;
  /** Label that the Deployment and the Kubernetes Service select by: `app`. */
  readonly key: string;
  readonly value: string;
  /** The label of `network.quarantine`. */
  readonly label: string;
  /** What still reaches them, in words: `pods of namespace forensics, on port 8080`. */
  readonly forensics: string;
}

/** What people do with a pod in quarantine, in this order. */
export interface QuarantineSteps {
  readonly take: Step;
  readonly look: Step;
  readonly end: Step;
}

/**
 * Takes single pods out of the network and out of their Deployment, which starts others in their place. One label does the
 * first, since the policies exclude pods that have it; without the label of the app no Service, ReplicaSet or autoscaler counts them.
 */
export function quarantineSteps(
  { namespace, key, value, label, forensics }: Suspects,
  mended: string,
): QuarantineSteps {
  const quarantined = `kubectl get pods -n ${namespace} -l ${label}`;
  return {
    take: shell(
      "Quarantine the pods that are suspected, all of them when nobody knows which; others take their place",
      `kubectl get pods -n ${namespace} -l ${key}=${value} -o wide
read -r -p 'Pods, with spaces between: ' -a PODS && [ "\${#PODS[@]}" -gt 0 ] &&
  kubectl label pods "\${PODS[@]}" -n ${namespace} ${label}="$(date -u +%Y%m%dT%H%M%SZ)" ${key}-`,
      {
        expect: `\`labeled\` for each: from now on only ${forensics} reach them, and they reach nobody. Connections that are open already may live on, that is up to the network plugin`,
        destructive: "What these pods were doing for users ends. They run on, as evidence, and no rollout stops them.",
        mended,
      },
    ),
    look: shell(
      "Look at them: `kubectl` goes through their node, which no policy stops",
      `kubectl get networkpolicies -n ${namespace} -l 'app.kubernetes.io/managed-by!=burnline'
${quarantined} -o wide
for POD in $(${quarantined} -o name); do
  kubectl get "$POD" -n ${namespace} -o yaml > "\${POD#pod/}.yaml"
  kubectl logs "$POD" -n ${namespace} --timestamps > "\${POD#pod/}.log"
  kubectl exec "$POD" -n ${namespace} -- ps aux
done`,
      {
        expect:
          "no policy: one of somebody else that selects every pod lets these connect as well, so delete it. What runs in a pod beside what its image starts is evidence: do not stop it",
      },
    ),
    end: shell("End the quarantine: delete the pods", `kubectl delete pods -n ${namespace} -l ${label}`, {
      destructive: "What they hold in memory and on their disks is gone: only when nobody needs it any more.",
    }),
  };
}
