import { procedure } from "../../../lib/index.ts";
import { STORAGE_CLASS } from "../configuration.ts";
import { NAMESPACE } from "../metrics.ts";
import { REDIS, raiseMemory } from "./adjust.ts";
import { ends, nameService, remedy } from "./common.ts";
import { cacheMemory, longerTtl, REDIS_LIMIT } from "./latency.ts";
import { hitRate } from "./queries.ts";
import { shell } from "./shell.ts";

const NS = '"$NAMESPACE"';

const nameClaim = shell(
  "Say which claim it is: labels `namespace` and `persistentvolumeclaim` of the alert",
  `export NAMESPACE=${NAMESPACE}
export CLAIM='' # like data-postgres-0`,
);

const MANIFEST = `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: ${STORAGE_CLASS.name}
provisioner: ${STORAGE_CLASS.provisioner}
parameters:
  type: ${STORAGE_CLASS.type}`;

export const claimPending = procedure("Persistent volume claims without a volume", {
  alerts: ["PersistentVolumeClaimPending"],
  first: [
    nameClaim,
    shell("Or list all of them", "kubectl get pvc --all-namespaces | grep -E 'Pending|Lost'", {
      mended: "OCTO-D17: a lost claim is as bad as a pending one",
    }),
    shell("Read its events", `kubectl describe pvc -n ${NS} "$CLAIM"`, {
      expect: "no storage class, exceeded quota, or no volume that fits a node",
    }),
  ],
  investigate: [
    shell(
      "See which storage classes there are, and which one the claim asks for",
      `kubectl get storageclass
kubectl get pvc -n ${NS} "$CLAIM" -o jsonpath='{.spec.storageClassName}{"\\n"}'
kubectl describe storageclass`,
    ),
  ],
  remedies: [
    remedy(
      "No storage class exists",
      shell(
        "Create it",
        `kubectl apply -f - <<'END'
${MANIFEST}
END`,
      ),
      shell(
        "Read the claim; the class of one that exists cannot be changed, so keep its text",
        `kubectl get pvc -n ${NS} "$CLAIM" -o yaml`,
      ),
      shell(
        `Make it anew with \`storageClassName: ${STORAGE_CLASS.name}\``,
        `kubectl get pvc -n ${NS} "$CLAIM" -o json |
  jq '.spec.storageClassName = "${STORAGE_CLASS.name}" | del(.status, .metadata.uid,
    .metadata.resourceVersion, .metadata.annotations)' > claim.json
kubectl delete pvc -n ${NS} "$CLAIM" &&
  kubectl apply -f claim.json`,
        {
          destructive: "Only for a claim that is Pending: with a bound or lost one its data goes.",
          mended: "`kubectl edit` cannot set another storageClassName: it is immutable once it is set",
        },
      ),
    ),
    remedy(
      "Storage quota exceeded",
      shell("See the quota", `kubectl get resourcequota -n ${NS}`),
      shell(
        "Increase it if needed",
        `QUOTA='' # from the list
kubectl edit resourcequota -n ${NS} "$QUOTA"`,
        { destructive: "The namespace may use more storage from now on, which costs." },
      ),
    ),
    remedy(
      "Node affinity preventing binding",
      shell(
        "See whether a free volume asks for nodes that do not exist",
        `kubectl get pv | grep Available
VOLUME='' # from the list
kubectl describe pv "$VOLUME"`,
      ),
      shell(
        "If so, delete it and recreate it without affinity",
        `kubectl get pv "$VOLUME" -o yaml > volume.yaml
kubectl delete pv "$VOLUME"`,
        { destructive: "With reclaim policy Delete the disk goes too, and the data on it." },
      ),
    ),
    remedy("The claim is Lost: its volume does not exist any more", "Restore from backup (backup-restore.md)."),
  ],
  verify: [ends("The claim is Bound and its pod runs.")],
  escalate: [
    "Senior Engineer: PVC pending for more than 15 minutes; the alert is critical then",
    "Senior Engineer: quota increase needed",
  ],
});

const nameDeployment = shell(
  "Say which workload it is: labels `namespace` and `deployment` (or `statefulset`) of the alert",
  `export NAMESPACE=${NAMESPACE}
export DEPLOYMENT='' # like orchestrator`,
);

export const replicasMismatch = procedure("Workloads with fewer replicas than wanted", {
  alerts: ["DeploymentReplicasMismatch"],
  first: [
    nameDeployment,
    shell(
      "List them; those whose READY is not full are short of replicas",
      `kubectl get deployments --all-namespaces
kubectl get statefulsets --all-namespaces`,
      { mended: "OCTO-D18: StatefulSets too, which postgres and redis are" },
    ),
    shell("See how its pods do", `kubectl get pods -n ${NS} -l "app=$DEPLOYMENT"`, {
      expect: "Pending: resources or a claim. ImagePullBackOff: the image. CrashLoopBackOff: it crashes.",
    }),
  ],
  investigate: [shell("Read what keeps them from running", `kubectl describe pods -n ${NS} -l "app=$DEPLOYMENT"`)],
  remedies: [
    remedy(
      "Pods pending due to resources",
      shell("Read why they are pending", `kubectl describe pods -n ${NS} -l "app=$DEPLOYMENT" | grep -A 5 Events`, {
        expect: '"Insufficient cpu" or "Insufficient memory".',
      }),
      "Add more nodes (page of HighNodeCPUUsage), or reduce resource requests.",
    ),
    remedy(
      "Image pull error",
      shell(
        "Correct the name of the image, or the credentials to pull it",
        `CONTAINER='' IMAGE='' # name, and name with tag of the right image
kubectl set image "deployment/$DEPLOYMENT" -n ${NS} \\
  "$CONTAINER=$IMAGE"`,
        { destructive: "Rolls the Deployment out with another image." },
      ),
    ),
    remedy("Pods crashing", "Go on with the page of PodCrashLoopBackOff."),
  ],
  verify: [
    shell("See that it is complete", `kubectl rollout status "deployment/$DEPLOYMENT" -n ${NS} --timeout=5m`, {
      expect: "successfully rolled out",
    }),
    ends("READY is full."),
  ],
  escalate: [
    "Senior Engineer: mismatch persists for more than 30 minutes; the alert is critical then",
    "Senior Engineer: related to resource capacity issues",
  ],
});

export const lowCacheHitRate = procedure("Cache that answers too little", {
  alerts: ["LowCacheHitRate"],
  first: [
    hitRate,
    cacheMemory,
    shell(
      "See whether it throws entries out",
      `kubectl exec -n ${NAMESPACE} statefulset/redis -- redis-cli INFO stats |
  grep evicted_keys`,
      { expect: "The same number a minute later. It grows: the cache is too small." },
    ),
  ],
  investigate: [nameService],
  remedies: [
    remedy(
      "Cache too small (frequent evictions)",
      raiseMemory(REDIS),
      REDIS_LIMIT,
      "If it does not restart by itself, restart Redis.",
      shell("Restart Redis", `kubectl rollout restart statefulset/redis -n ${NAMESPACE}`, {
        destructive:
          "The cache is empty afterwards, unless Redis persists: the database gets the whole load until it is warm.",
      }),
    ),
    remedy("Cache TTL too short", ...longerTtl),
    remedy(
      "Data access patterns changed",
      "Implement cache warming: pre-populate it with frequently accessed data.",
      "Adjust the cache strategy (e.g., cache-aside vs. write-through).",
    ),
  ],
  verify: [hitRate, ends("The hit rate is above 50 %, and back above 80 % when the cache is warm.")],
  escalate: [
    "Senior Engineer: hit rate less than 30 % for more than 1 hour; the alert is critical then",
    "Senior Engineer: causing user-facing latency issues",
  ],
});
