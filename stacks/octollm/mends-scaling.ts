import type { World } from "../../lib/prove/scaling/world.ts";
import type { Mend } from "../support/mend.ts";
import { kept, kubectlAutoscale, shaped, trial, withMinimum } from "../support/mend-autoscalers.ts";

const OURS = { kind: "HorizontalPodAutoscaler", name: "orchestrator" } as const;
const BOUNDS = { min: 2, max: 10 };

/** Two replicas on target: at 0.175 of 0.5 cores each serves 17.5 of 50 requests/s. */
const orchestrator: World = {
  pod: { container: "orchestrator", carries: 50, cpuLimit: 0.5, requests: { cpu: 0.25 }, startup: 45 },
  base: 35,
  scrape: 30,
  measures: (metric) => (metric.kind === "resource" && metric.resource === "cpu" ? { kind: "cpu" } : undefined),
};

/** Every twelve minutes a job doubles the load for four. */
const jobs = shaped("Twice the load for 4 of every 12 minutes, for 2 hours", 7_200, (at) => (at % 720 < 240 ? 2 : 1));

const tooFrequent: Mend = {
  defect: "OCTO-HPA-02",
  facts: ["OCTO-HPA-02"],
  title: "another threshold does not make scaling less frequent",
  wrong:
    "The threshold says how many replicas there are, not how often they change: with 80 % instead of 70 % they come and go with " +
    "every wave of the load. The field of the document, `targetCPUUtilizationPercentage`, is of autoscaling/v1.",
  mended:
    "Replicas stay for ten minutes after they were last needed, so that waves in shorter distance change nothing; the page says " +
    "how to make it longer. The threshold is `averageUtilization` of autoscaling/v2, and stays.",
  ours: [],
  demonstrations: [],
  objects: {
    document: [
      "kubectl autoscale deployment/orchestrator -n octollm-prod --cpu-percent=70 --min=2 --max=10",
      "kubectl edit hpa -n octollm-prod orchestrator # targetCPUUtilizationPercentage: 80",
    ],
    ours: [{ ...OURS, quote: ["/spec/metrics", "/spec/behavior/scaleDown"] }],
    comparisons: [
      trial({
        name: "OCTO-HPA-02: a job doubles the load every 12 minutes",
        document: kubectlAutoscale("orchestrator", { percent: 80, ...BOUNDS }),
        ours: OURS,
        world: orchestrator,
        load: jobs,
        right: ({ outcome }) => outcome.turns <= 1,
        more: ({ outcome }) => `Changes of the number: ${outcome.changes}.`,
      }),
    ],
  },
};

/** Two replicas' worth of work. */
const steady = { container: "orchestrator", use: 0.35, request: 0.25 };

const byHand: Mend = {
  defect: "P-17",
  facts: ["OCTO-RUNBOOK-06", "OCTO-RUNBOOK-08", "OCTO-RUNBOOK-09"],
  title: "the autoscaler takes back what is scaled by hand",
  wrong:
    "The document has an autoscaler and scales the same Deployment with `kubectl scale`. Both set one number, and the autoscaler does so " +
    "every 15 seconds.",
  mended: "Pages change the bounds of the autoscaler, and say how to set them back.",
  ours: [],
  demonstrations: [],
  objects: {
    document: [
      "kubectl autoscale deployment/orchestrator -n octollm-prod --cpu-percent=70 --min=2 --max=10",
      "kubectl scale deployment/orchestrator -n octollm-prod --replicas=6",
    ],
    ours: [{ ...OURS, quote: ["/spec/minReplicas"] }],
    comparisons: [
      {
        name: "P-17: the load of two replicas, and 6 by hand",
        run: (emitted) => ({
          document: kept(kubectlAutoscale("orchestrator", { percent: 70, ...BOUNDS }), 6, steady),
          ours: kept(withMinimum(emitted.one(OURS.kind, OURS.name), 6), 6, steady),
        }),
      },
    ],
  },
};

/** What the document states wrongly about the number of replicas. */
export const scalingMends: readonly Mend[] = [tooFrequent, byHand];
