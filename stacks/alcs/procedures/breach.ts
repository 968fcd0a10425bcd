import { procedure, shell } from "../../../lib/index.ts";
import { quarantineSteps } from "../../support/quarantine.ts";
import { NAMESPACE } from "../metrics.ts";
import {
  APP,
  CONTAINER,
  DEPLOYMENT,
  FORENSICS,
  IMAGE,
  INGRESS,
  N,
  POD_LABEL,
  PORT,
  QUARANTINE,
  STAGING,
} from "../names.ts";
import { newApiKey } from "./authentication.ts";
import { health, rolledOut, SECRET_MEND, setSecret } from "./commands.ts";
import { suspicious } from "./rate-limits.ts";

const evidence = shell(
  "Collect evidence, before anything is restarted",
  `DIR="incident-$(date +%Y%m%d-%H%M%S)" && mkdir -p "$DIR"
kubectl logs ${N} -l ${POD_LABEL} --since=24h --tail=-1 --prefix --timestamps > "$DIR/incident-logs.txt"
kubectl get events ${N} --sort-by='.lastTimestamp' > "$DIR/incident-events.txt"
kubectl get pods,deployments,ingresses,networkpolicies ${N} -o yaml > "$DIR/objects.yaml"
sha256sum "$DIR"/* > "$DIR.sha256" && cat "$DIR.sha256"`,
  {
    expect: "three files that are not empty; put them where the Security Team keeps evidence",
    mended: "with a label kubectl keeps the last 10 lines of each pod; what a pod logged is gone when it restarts",
  },
);

/** ALCS-RUNBOOK-09: what closing the Ingress leaves open. */
const quarantined = quarantineSteps(
  {
    namespace: NAMESPACE,
    key: "app",
    value: APP,
    label: QUARANTINE,
    forensics: `pods of namespace \`${FORENSICS.namespace}\` on port ${PORT}`,
  },
  "the document closes the Ingress only: the pod that somebody is in still reaches the database, Redis and every HTTPS server outside",
);

const patched = [
  shell(
    "Try the release that closes the hole in staging",
    `read -r -p 'Version: ' VERSION && [ -n "$VERSION" ] &&
  kubectl set image deployment/${DEPLOYMENT} -n ${STAGING} ${CONTAINER}="${IMAGE}:$VERSION" &&
  kubectl rollout status deployment/${DEPLOYMENT} -n ${STAGING} --timeout=300s`,
  ),
  shell(
    "Roll it out",
    `read -r -p 'Version: ' VERSION && [ -n "$VERSION" ] &&
  kubectl set image deployment/${DEPLOYMENT} ${N} ${CONTAINER}="${IMAGE}:$VERSION" &&
  kubectl rollout status deployment/${DEPLOYMENT} ${N} --timeout=300s`,
    { mended: "P-14: `latest` is whatever was pushed last, untested, and nobody can tell later what ran" },
  ),
];

/** ALCS-RUNBOOK-09. */
export const breach = procedure("Security breach", {
  kind: "incident",
  about: "Somebody has or had access who should not. Keep them out, keep the evidence, change every key. This is P0.",
  first: [
    shell(
      "Isolate: block external access, and keep the way back",
      `kubectl get ingress ${INGRESS} ${N} -o yaml > ingress-before.yaml
kubectl delete ingress ${INGRESS} ${N}`,
      {
        destructive: "ALCS is closed to everybody until the last step.",
        mended: "the Ingress is saved first, since `k8s/ingress.yaml` may not be what ran",
      },
    ),
    evidence,
    quarantined.take,
  ],
  investigate: [quarantined.look, ...suspicious],
  remedies: [
    {
      cause: "Rotate all credentials",
      steps: [
        ...newApiKey,
        shell("Change the secret of the tokens", setSecret("JWT_SECRET"), {
          destructive: "Every user has to log in again.",
          mended: SECRET_MEND,
        }),
        shell(
          "Change the key of the LLM provider, made on its console; revoke the old one there",
          setSecret("ANTHROPIC_API_KEY"),
          {
            mended: `the document changes API_KEY only. ${SECRET_MEND}`,
          },
        ),
        shell("Change the password of the database, made by the DBA", setSecret("DATABASE_URL"), {
          mended: `the document changes API_KEY only. ${SECRET_MEND}`,
        }),
      ],
    },
    { cause: "Patch vulnerabilities", steps: patched },
  ],
  verify: [
    rolledOut,
    shell("Restore service", "kubectl apply -f k8s/ingress.yaml", {
      destructive: "ALCS is open again: only when every key is changed and the hole is closed.",
    }),
    health,
    "Look for refused requests again after an hour",
    quarantined.end,
  ],
  escalate: [
    "At once: Security Team and Escalation (manager)",
    "Data of users may be out: the manager decides who has to be told, and by when",
  ],
  prevent: ["Write down in the report how they got in and what would have shown it."],
});
