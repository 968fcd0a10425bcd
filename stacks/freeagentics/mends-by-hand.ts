import { formatDuration } from "../../lib/core/duration.ts";
import type { KubernetesObject } from "../../lib/kubernetes/object.ts";
import type { Mend } from "../support/mend.ts";
import { keptFor, kubectlAutoscale } from "../support/mend-autoscalers.ts";
import type { Verdict } from "../support/mend-objects.ts";
import { REPLICAS } from "./names.ts";

/** Three pods' worth of work, whoever does it: 105 requests/s, for each of which 10 ms of CPU are used. */
const steady = {
  container: "backend",
  use: 1.05,
  request: 0.5,
  values: { "s1-prometheus": [105], "s2-prometheus": [0] },
};

/** ScaledObject of ours after the command of the page. */
function withMinimum(object: KubernetesObject, replicas: number): KubernetesObject {
  const { spec } = object;
  if (typeof spec !== "object" || spec === null || Array.isArray(spec)) throw new Error("no spec");
  return { ...object, spec: { ...spec, minReplicaCount: replicas } };
}

function kept(object: KubernetesObject, replicas: number): Verdict {
  const seconds = keptFor(object, replicas, steady);
  return seconds === undefined
    ? { says: `${replicas} pods stay.`, holds: true }
    : { says: `${replicas} pods are fewer after ${formatDuration(seconds * 1_000)}.`, holds: false };
}

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
          ),
          ours: kept(withMinimum(emitted.one("ScaledObject", "backend"), REPLICAS.emergency), REPLICAS.emergency),
        }),
      },
    ],
  },
};
