import { procedure, shell } from "../../../lib/index.ts";
import {
  CONTAINER,
  DATABASE,
  DATABASE_POD,
  DATABASE_USER,
  DEPLOYMENT,
  IMAGE,
  N,
  POD_LABEL,
  STAGING,
} from "../names.ts";
import { health } from "./commands.ts";
import { errorsNow, requestTimeNow } from "./queries.ts";

const prepare = [
  shell("Review the changelog", "git log --oneline v1.0.0..v1.1.0"),
  shell("Check breaking changes", `grep -i "breaking" CHANGELOG.md`, { expect: "nothing, or a plan for each" }),
  shell(
    "Back up the current state",
    `FILE="backup-pre-upgrade-$(date +%Y%m%d).dump"
kubectl exec ${N} ${DATABASE_POD} -- pg_dump -U ${DATABASE_USER} -Fc ${DATABASE} > "$FILE"
pg_restore -f /dev/null "$FILE" && ls -lh "$FILE"`,
    {
      expect: "the size of the file; an error of `pg_restore` is a file that cannot be restored",
      mended: "P-01: `pg_restore` reads no plain SQL, and a custom dump shows when it is cut off",
    },
  ),
  shell(
    "Note down why the next revision comes",
    `kubectl annotate deployment ${DEPLOYMENT} ${N} --overwrite kubernetes.io/change-cause="1.1.0 on $(date +%Y-%m-%d)"`,
    { mended: "`deployment.kubernetes.io/revision` is the controller's own number, which `rollout undo` counts by" },
  ),
];

const staging = [
  shell(
    "Update the staging environment first",
    `kubectl set image deployment/${DEPLOYMENT} -n ${STAGING} ${CONTAINER}=${IMAGE}:1.1.0
kubectl rollout status deployment/${DEPLOYMENT} -n ${STAGING} --timeout=300s`,
  ),
  shell("Run the integration tests", "npm run test:integration -- --env=staging"),
  "Monitor for 24 hours: error rates, performance, logs",
];

const production = [
  shell(
    "Update the image",
    `kubectl set image deployment/${DEPLOYMENT} ${N} ${CONTAINER}=${IMAGE}:1.1.0
kubectl rollout status deployment/${DEPLOYMENT} ${N} --timeout=300s`,
  ),
  errorsNow,
  requestTimeNow,
  shell("If issues, roll back immediately", `kubectl rollout undo deployment/${DEPLOYMENT} ${N}`, {
    destructive: "The new release is taken away from users; a database that it has migrated stays migrated.",
  }),
];

/** ALCS-MAINT-06. */
export const update = procedure("Updating ALCS", {
  kind: "upkeep",
  frequency: "per release",
  about: "Write the version that you roll out in the place of 1.1.0.",
  remedies: [
    { cause: "Preparation", steps: prepare },
    { cause: "Deploy to staging", steps: staging },
    { cause: "Deploy to production", steps: production },
  ],
  verify: [
    health,
    shell("Check the logs", `kubectl logs ${N} -l ${POD_LABEL} --tail=100`),
    "Monitor for 1 hour, watch dashboards for anomalies",
  ],
});
