import type { Mend } from "../support/mend.ts";
import { kept, kubectlAutoscale, withMinimum } from "../support/mend-autoscalers.ts";
import { REPLICAS } from "./names.ts";

/** Three pods' worth of work, whoever does it: 105 requests/s, for each of which 10 ms of CPU are used. */
const steady = {
  container: "backend",
  use: 1.05,
  request: 0.5,
  values: { "s1-prometheus": [105], "s2-prometheus": [0] },
};

export const byHand: Mend = {
  defect: "P-17",
  facts: ["FREE-RUNBOOK-05", "FREE-RUNBOOK-08"],
  title: "the autoscaler takes back what is scaled by hand",
  wrong:
    "`kubectl scale` sets the number that the autoscaler sets too, which takes the pods away again as soon as their CPU has been low " +
    "for five minutes.",
  mended: "Pages raise the minimum of the ScaledObject, and say how to set it back.",
  ours: [],
  demonstrations: [],
  objects: {
    document: [
      "kubectl autoscale deployment backend --cpu-percent=70 --min=3 --max=20 -n freeagentics-prod",
      "kubectl scale deployment/backend --replicas=10 -n freeagentics-prod",
    ],
    ours: [{ kind: "ScaledObject", name: "backend", quote: ["/spec/minReplicaCount"] }],
    comparisons: [
      {
        name: `P-17: the load of three pods, and ${REPLICAS.emergency} by hand`,
        run: (emitted) => ({
          document: kept(
            kubectlAutoscale("backend", { percent: 70, min: REPLICAS.least, max: REPLICAS.most }),
            REPLICAS.emergency,
            steady,
          ),
          ours: kept(
            withMinimum(emitted.one("ScaledObject", "backend"), REPLICAS.emergency),
            REPLICAS.emergency,
            steady,
          ),
        }),
      },
    ],
  },
};
