import type { KubernetesObject } from "../../lib/kubernetes/object.ts";
import { simulateObject } from "../../lib/prove/scaling/compare.ts";
import { stepLoad } from "../../lib/prove/scaling/load.ts";
import { worldOf } from "../../lib/prove/scaling/world-of.ts";
import { scaledServices } from "../../lib/scaling/scaled.ts";
import type { Mend } from "../support/mend.ts";
import { withMinimum } from "../support/mend-autoscalers.ts";
import type { Verdict } from "../support/mend-objects.ts";
import { replicasAfter } from "../support/mend-replicas.ts";
import { DEPLOYMENT, HPA, N, REPLICAS } from "./names.ts";
import { BUSY, cpu } from "./resources.ts";
import { alcs } from "./system.ts";

const [server] = scaledServices(alcs);
if (server === undefined) throw new Error("alcs: nothing scales");
const { world } = worldOf(alcs, server);

const OURS = { kind: "HorizontalPodAutoscaler", name: HPA } as const;

/** How long ALCSHighCPUUsage waits. Units: seconds. */
const ALERT_AFTER = cpu.tiers?.[0]?.for.value ?? 0;

/** Use of their limits by three pods, in percent: over the document's target, under what it scales at. */
const BETWEEN = 75;
const SCALES_ABOVE = 80;

/** What one who follows the document does. */
function byHand(): Verdict {
  const replicas = BETWEEN > SCALES_ABOVE ? REPLICAS.busy : REPLICAS.usual;
  const use = (BETWEEN * REPLICAS.usual) / replicas;
  return {
    says: `${BETWEEN} % is not above ${SCALES_ABOVE} %, so that ${replicas} pods stay at ${use} %, over the target, for as long as the load lasts`,
    holds: use <= BUSY.value * 100,
  };
}

function byHpa(object: KubernetesObject): Verdict {
  // On target, three pods use the base of this world.
  const before = (100 * world.base) / (REPLICAS.usual * world.pod.carries);
  const load = { ...stepLoad(BETWEEN / before), title: `From ${Math.round(before)} % to ${BETWEEN} % at once` };
  const simulated = simulateObject(object, world, load);
  if (simulated === undefined) throw new Error("the HPA follows nothing that is simulated");
  const { replicas, readyAt } = simulated.outcome;
  const use = Math.round((BETWEEN * REPLICAS.usual) / replicas.after);
  return {
    says: `${simulated.says} They then use ${use} % of their limits, before the alert has waited its ${ALERT_AFTER / 60} minutes.`,
    holds: use <= BUSY.value * 100 && readyAt < ALERT_AFTER,
  };
}

const twoLimits: Mend = {
  defect: "ALCS-D09",
  facts: ["ALCS-SLO-07", "ALCS-CAPACITY-01", "ALCS-HPA-01"],
  title: "CPU has two limits, and the HPA none",
  wrong:
    "The target is less than 70 % of the limit, somebody scales above 80 %, and what the HPA aims at is not stated. Between the two the target is broken and " +
    "nothing is to be done.",
  mended:
    "One number, 70 %, is promise, alert and HPA. The HPA counts by requests, which are half the limits, so that it acts at 35 % of the limit and its tolerance, " +
    "long before the alert; the page has the minimum of the HPA raised only for what the HPA cannot know.",
  ours: ["ALCSHighCPUUsage"],
  demonstrations: [],
  objects: {
    document: ["# Scale up if CPU >80%", `kubectl scale deployment ${DEPLOYMENT} ${N} --replicas=${REPLICAS.busy}`],
    ours: [{ ...OURS, quote: ["/spec/minReplicas", "/spec/maxReplicas", "/spec/metrics"] }],
    comparisons: [
      {
        name: `ALCS-D09: load comes that takes ${BETWEEN} % of the CPU limits of three pods`,
        run: (emitted) => ({ document: byHand(), ours: byHpa(emitted.one(OURS.kind, OURS.name)) }),
      },
    ],
  },
};

const { requests } = server.workload;
const each = { cpu: requests?.cpu?.value ?? 0, memory: requests?.memory?.value ?? 0 };

/** Load for which so many pods are enough: 40 % of what they request. */
function enough(replicas: number) {
  return { requests: each, use: { cpu: replicas * 0.4 * each.cpu, memory: 0 } };
}

function kept(object: KubernetesObject, set: number, load: ReturnType<typeof enough>, seconds: number): Verdict {
  const replicas = replicasAfter(object, load, set, seconds);
  const time = seconds < 60 ? `${seconds} seconds` : `${seconds / 60} minutes`;
  return { says: `${replicas} pods after ${time}`, holds: replicas === set };
}

const HALF_AN_HOUR = 1_800;

const reverted: Mend = {
  defect: "P-17",
  facts: ["ALCS-HPA-01", "ALCS-CAPACITY-01"],
  title: "Pods that somebody sets beside the HPA are taken back",
  wrong:
    "The HPA sets its own number every 15 seconds: six pods go again when load is low for five minutes. To have fewer, the document deletes the HPA and applies it " +
    "again afterwards, which brings its minimum back at once; until then nothing answers load.",
  mended: "Pages change the minimum of the HPA, and back; it goes on working between that and its maximum.",
  ours: [],
  demonstrations: [],
  objects: {
    document: [
      `kubectl scale deployment ${DEPLOYMENT} ${N} --replicas=${REPLICAS.busy}`,
      "",
      `kubectl delete hpa ${HPA} ${N}`,
      `kubectl scale deployment ${DEPLOYMENT} ${N} --replicas=${REPLICAS.few}`,
      "kubectl apply -f k8s/hpa.yaml",
    ],
    ours: [{ ...OURS, quote: ["/spec/minReplicas"] }],
    comparisons: (
      [
        ["P-17a: six pods ahead of an event, while three carry the load", REPLICAS.busy, REPLICAS.usual],
        ["P-17b: two pods in a quiet night, which are enough", REPLICAS.few, REPLICAS.few],
      ] as const
    ).map(([name, set, needed]) => ({
      name: `${name}; k8s/hpa.yaml is not printed, and ours stands for it`,
      run(emitted) {
        const hpa = emitted.one(OURS.kind, OURS.name);
        const load = enough(needed);
        return {
          document: kept(hpa, set, load, set < REPLICAS.usual ? 15 : HALF_AN_HOUR),
          ours: kept(withMinimum(hpa, set), set, load, HALF_AN_HOUR),
        };
      },
    })),
  },
};

/** What the document states wrongly about numbers of pods. */
export const scalingMends: readonly Mend[] = [twoLimits, reverted];
