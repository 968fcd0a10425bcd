import { procedure, shell } from "../../../lib/index.ts";
import { BACKEND, CHANNEL, FRONTEND, N, VIRTUAL_SERVICE } from "../names.ts";
import {
  databaseFromBackend,
  health,
  inPod,
  listPods,
  metricsAnswer,
  monitoringHealth,
  undo,
  usage,
} from "./commands.ts";
import { errorsNow, responseNow } from "./queries.ts";

const migration = shell("Verify database migrations", inPod(BACKEND, "alembic current"), {
  expect: "the revision of the release, with `(head)`",
});

const version = shell("Say which version: a tag, never `latest`", "export VERSION='' # like v1.2.3", {
  mended: "P-14: nobody can say afterwards what `latest` was",
});

/** FREE-MAINT-05. */
export const deployment = procedure("Standard deployment", {
  kind: "upkeep",
  frequency: "per release",
  first: [
    "Pre-deployment: the same version has run on staging",
    version,
    health,
    monitoringHealth,
    databaseFromBackend,
    usage,
    `Say in ${CHANNEL} that it begins`,
  ],
  remedies: [
    {
      cause: "Deploy",
      steps: [
        shell(
          "Using zero-downtime deployment script",
          `./scripts/deployment/zero-downtime-deploy.sh \\
  --version "\${VERSION:?which version}" \\
  --strategy blue-green \\
  --env production`,
          { destructive: "Replaces what users use; it rolls back by itself when it detects a failure." },
        ),
        shell(
          "Alternative: using Kubernetes deployment script",
          `./k8s/deploy-k8s-enhanced.sh \\
  --version "\${VERSION:?which version}" \\
  --strategy blue-green \\
  --namespace freeagentics-prod`,
          { destructive: "Replaces what users use." },
        ),
      ],
    },
  ],
  verify: [
    listPods,
    shell("See the deployments", `kubectl get deployments ${N} -o wide`, {
      expect: "all replicas ready, and the images of the version",
    }),
    health,
    migration,
    metricsAnswer,
    errorsNow,
    responseNow,
    shell("Verify critical user flows: run automated smoke tests", "./scripts/deployment/smoke-tests.sh", {
      expect: "all pass",
    }),
  ],
  escalate: ["Anything but the expected answers: the page Rollback, at once"],
});

/** FREE-MAINT-06. */
export const rollback = procedure("Rollback", {
  about:
    "The zero-downtime deployment script includes automatic rollback; this is for when it does not see what users see.",
  first: [
    shell(
      "See what there is to go back to",
      `kubectl rollout history deployment/${BACKEND} ${N}\nkubectl rollout history deployment/${FRONTEND} ${N}`,
    ),
    undo(BACKEND),
    undo(FRONTEND),
    health,
  ],
  remedies: [
    {
      cause: "The database was migrated, and the old release cannot work with it",
      steps: [
        shell("Check current database revision", inPod(BACKEND, "alembic current")),
        "The migration that goes back has to exist in the image that runs: do this before `rollout undo`, or with the image of the new release",
        shell(
          "Make a backup: the page Database backup",
          `kubectl exec ${N} deployment/postgres -- \\
  pg_dump -U freeagentics freeagentics | gzip > "db-before-downgrade-$(date +%Y%m%d%H%M).sql.gz"`,
        ),
        shell("Rollback database migration (if needed)", inPod(BACKEND, "alembic downgrade -1"), {
          destructive: "Columns and tables of the migration are dropped with what users wrote into them since.",
        }),
        shell("Verify database state", inPod(BACKEND, "alembic current"), { expect: "one revision earlier" }),
      ],
    },
    {
      cause: "Traffic has to go to the stable version at once (Istio)",
      steps: [
        shell(
          "Keep what is there",
          `kubectl get virtualservice ${VIRTUAL_SERVICE} ${N} -o yaml > virtualservice-before.yaml`,
          {
            mended: "the document overwrites all routes and keeps no copy",
          },
        ),
        shell(
          "Traffic rollback",
          `kubectl patch virtualservice ${VIRTUAL_SERVICE} ${N} --type=merge \\
  -p '${JSON.stringify({
    spec: { http: [{ route: [{ destination: { host: "backend-stable" }, weight: 100 }] }] },
  })}'`,
          {
            destructive:
              "All routes are replaced by this one, those of the frontend and of WebSockets too: requests for them go to the backend.",
          },
        ),
        shell("Take it back", `kubectl replace ${N} -f virtualservice-before.yaml`, {
          mended: "the document has no step back",
        }),
      ],
    },
  ],
  verify: [health, errorsNow, responseNow],
  escalate: ["Engineering Manager: the rollback does not help, or data has to be given up"],
});
