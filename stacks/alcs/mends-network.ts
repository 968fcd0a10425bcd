import type { Mend } from "../support/mend.ts";
import { Passage, podOf } from "../support/mend-policies.ts";
import { NAMESPACE } from "./metrics.ts";
import { APP, DATABASE_APP, FORENSICS, INGRESS, PORT, QUARANTINE } from "./names.ts";

const others = [
  podOf("postgres", NAMESPACE, { app: DATABASE_APP }, 5432),
  podOf("redis", NAMESPACE, { app: "redis" }, 6379),
  podOf("another pod of ALCS", NAMESPACE, { app: APP }, PORT),
  podOf("the forensic pod", FORENSICS.namespace, FORENSICS.labels),
];
const suspected = podOf("the pod", NAMESPACE, { app: APP }, PORT);
/** As the page leaves it: in quarantine, and out of its Deployment, which has started another. */
const quarantined = { ...suspected, labels: { [QUARANTINE]: "20261121T235500Z" } };

const breach: Mend = {
  defect: "ALCS-RUNBOOK-09",
  facts: ["ALCS-RUNBOOK-09"],
  title: "Closing the Ingress isolates nothing that is inside",
  wrong:
    "Without the Ingress no user comes in. Whoever is in a pod already keeps what the pod may open: the database, Redis, and every HTTPS server, " +
    "as the policies have to let it reach the LLM.",
  mended: `The Ingress is closed as well, and the label \`${QUARANTINE}\` takes every connection of the pod but the forensic ones; it runs on as evidence, and another takes its place.`,
  ours: [],
  demonstrations: [],
  objects: {
    document: [`kubectl delete ingress ${INGRESS} -n ${NAMESPACE}`],
    ours: [{ kind: "NetworkPolicy", name: `${NAMESPACE}.quarantine` }],
    comparisons: [
      {
        name: "ALCS-RUNBOOK-09: somebody is in a pod of ALCS",
        run({ all }) {
          const verdict = (pod: typeof suspected) => new Passage(all, [...others, pod]).outwards(pod);
          // No policy of ours reads the Ingress: the document's step changes nothing here.
          return { document: verdict(suspected), ours: verdict(quarantined) };
        },
      },
    ],
  },
};

/** What the document states wrongly about isolating. */
export const networkMends: readonly Mend[] = [breach];
