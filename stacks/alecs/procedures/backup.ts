import { procedure, shell } from "../../../lib/index.ts";
import { APP, BASE_URL, BUCKET, N } from "../names.ts";
import { listPods } from "./commands.ts";

/** What the cluster fills in by itself, and refuses to be given. */
const STRIP = `del(.items[] | select(.metadata.ownerReferences)) |
  del(.items[].metadata["resourceVersion", "uid", "creationTimestamp", "generation", "managedFields"], .items[].status, .metadata) |
  del(.items[] | select(.kind == "Service" and .spec.clusterIP != "None") | .spec["clusterIP", "clusterIPs"])`;

/** ALECS-BACKUP-01 and ALECS-RESTORE-01, what people do. */
export const backups = procedure("Backup and recovery", {
  kind: "upkeep",
  frequency: "The document states no time",
  about: "ALECS has no database: what is kept is what the cluster was told.",
  first: [
    shell(
      "Back up",
      `(
set -euo pipefail
DATE=$(date +%Y%m%d-%H%M%S)
DIR="/backups/alecs-$DATE"
umask 077 && mkdir -p "$DIR"
KINDS=deployments,services,configmaps,ingresses,scaledobjects,networkpolicies,serviceaccounts
kubectl get "$KINDS" ${N} -o json | jq '${STRIP}' > "$DIR/objects.json"
kubectl get secrets ${N} -o json | jq '${STRIP}' |
  gpg --batch --pinentry-mode loopback --passphrase-file "$HOME/.alecs-backup-passphrase" \\
      --symmetric --cipher-algo AES256 --output "$DIR/secrets.gpg"
kubectl logs ${N} -l app=${APP} --since=24h --tail=-1 --prefix > "$DIR/application.log"
aws s3 sync "$DIR" "${BUCKET}/$DATE/"
)`,
      {
        expect: "three files in the bucket",
        mended:
          "P-08: without a terminal `gpg` asks nobody and fails, and the document goes on and uploads the rest. Objects are kept without what the API refuses on creation, and the HPA not at all: KEDA makes it from its ScaledObject",
      },
    ),
  ],
  remedies: [
    {
      cause: "Recovery",
      steps: [
        shell(
          "Get the backup, and put Secrets and configuration before what reads them",
          `(
set -euo pipefail
read -r -p 'Backup (as 20260131-020000): ' DATE
DIR="/backups/alecs-$DATE"
aws s3 sync "${BUCKET}/$DATE/" "$DIR"
kubectl create namespace alecs --dry-run=client -o yaml | kubectl apply -f -
gpg --batch --pinentry-mode loopback --passphrase-file "$HOME/.alecs-backup-passphrase" --decrypt "$DIR/secrets.gpg" |
  kubectl apply ${N} -f -
jq '.items |= sort_by(.kind != "ConfigMap")' "$DIR/objects.json" | kubectl apply ${N} -f -
)`,
          {
            destructive: "What is in the namespace now is overwritten by what was.",
            mended:
              "the document restores Deployments first, so their pods start without Secrets; and ends with a backup's UIDs, which the API refuses",
          },
        ),
      ],
    },
  ],
  verify: [
    listPods,
    shell("Read the first lines of the pods", `kubectl logs ${N} -l app=${APP} --tail=50 --prefix`),
    shell("Ask ALECS itself", `curl -f ${BASE_URL}/health`),
  ],
});
