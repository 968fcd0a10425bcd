import type { KubernetesObject } from "../../lib/kubernetes/object.ts";
import { compareAutoscalers, type Simulated } from "../../lib/prove/scaling/compare.ts";
import { spikeLoad } from "../../lib/prove/scaling/load.ts";
import type { World } from "../../lib/prove/scaling/world.ts";
import { resourceMeasure, worldOf } from "../../lib/prove/scaling/world-of.ts";
import { scaledServices } from "../../lib/scaling/scaled.ts";
import type { Mend } from "../support/mend.ts";
import { withMinimum } from "../support/mend-autoscalers.ts";
import type { Verdict } from "../support/mend-objects.ts";
import { type Amounts, addsFrom, memoryLine, replicasAfter } from "../support/mend-replicas.ts";
import { NAMESPACE } from "./metrics.ts";
import { DEPLOYMENT, HPA, N, REPLICAS, SCALED_OBJECT } from "./names.ts";
import { alecs } from "./system.ts";

/** ALECS-HPA-01 as the document prints it. */
const documentHpa: KubernetesObject = {
  apiVersion: "autoscaling/v2",
  kind: "HorizontalPodAutoscaler",
  metadata: { name: HPA, namespace: NAMESPACE },
  spec: {
    scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: DEPLOYMENT },
    minReplicas: 3,
    maxReplicas: 20,
    metrics: [
      { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } },
      { type: "Resource", resource: { name: "memory", target: { type: "Utilization", averageUtilization: 80 } } },
    ],
    behavior: {
      scaleUp: { stabilizationWindowSeconds: 60, policies: [{ type: "Percent", value: 50, periodSeconds: 60 }] },
      scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: "Percent", value: 10, periodSeconds: 60 }] },
    },
  },
};

const [server] = scaledServices(alecs);
if (server === undefined) throw new Error("alecs: nothing scales");
const { world } = worldOf(alecs, server);

const amounts = (of: "requests" | "limits"): Amounts => ({
  cpu: server.workload[of]?.cpu?.value ?? 0,
  memory: server.workload[of]?.memory?.value ?? 0,
});
const [requests, limits] = [amounts("requests"), amounts("limits")];

const OURS = { kind: "ScaledObject", name: SCALED_OBJECT } as const;
const MINUTE = 60;

/** Where the first replica is added, and whether that is before the alert. */
function adds(object: KubernetesObject, resource: keyof Amounts, requested: Amounts, alert: number): Verdict {
  const from = addsFrom(object, resource, { requests: requested, limits });
  return {
    says: `the first replica is added when they use ${from} % of their limits, the alert fires above ${alert} %`,
    holds: from <= alert,
  };
}

const late: Mend = {
  defect: "ALECS-D10",
  facts: ["ALECS-HPA-01", "ALECS-SLO-05", "ALECS-SLO-06"],
  title: "The HPA acts after the alert",
  wrong:
    "The HPA aims at 70 % CPU and 80 % memory, where the table has its alerts, and its tolerance of a tenth lets it act later still. The HPA counts " +
    "by requests, and of what the table counts it does not say: where both are the same, replicas may stand between alert and HPA for ever, and " +
    "the table's targets of 60 % and 70 % are never met.",
  mended:
    "The document's 70 % and 80 % stand, of requests that are a half and three quarters of the limits. The HPA so acts below the alerts, and below the " +
    "targets too; a model whose autoscaler acts after an alert of the same quantity is refused (`scaling-beyond-alert`).",
  ours: [],
  demonstrations: [],
  objects: {
    document: documentHpa,
    ours: [{ ...OURS, quote: ["/spec/triggers"] }],
    comparisons: (
      [
        ["a: CPU of three replicas grows", "cpu", 70],
        ["b: memory of three replicas grows", "memory", 80],
      ] as const
    ).map(([name, resource, alert]) => ({
      name: `ALECS-D10${name}; in the document's world, requests are the limits`,
      run: (emitted) => ({
        document: adds(documentHpa, resource, limits, alert),
        ours: adds(emitted.one(OURS.kind, OURS.name), resource, requests, alert),
      }),
    })),
  },
};

const GIB = 1_073_741_824;

/** A heap that takes 1.5 GiB idle and twice that on a busy replica, and gives nothing back. */
const keepsMemory: World = {
  ...world,
  pod: { ...world.pod, memory: { idle: 1.5 * GIB, perLoad: 1.5 * GIB, shrinks: false } },
  measures: (metric) =>
    metric.kind === "external" ? { kind: "total-memory", above: memoryLine(metric) } : resourceMeasure(metric),
};

function back({ says, outcome: { replicas } }: Simulated): Verdict {
  return { says: `${says} In the end there are ${replicas.after}.`, holds: replicas.after === replicas.before };
}

const memory: Mend = {
  defect: "ALECS-HPA-01",
  facts: ["ALECS-HPA-01"],
  title: "Memory keeps every replica that a peak has added",
  wrong:
    "The heap of a server in node keeps most of what a peak made it take. The largest wish of all metrics counts, so that memory holds the replicas of the " +
    "busiest hour for ever.",
  mended:
    "CPU as in the document. Memory adds replicas where their average is above 80 % of the request and the tolerance, and asks for nothing below; KEDA asks " +
    "Prometheus for it, and keeps the HPA with the document's name, bounds and pace. What is left: where heaps stay above that line without any load, a replica comes and goes.",
  ours: [],
  demonstrations: [],
  objects: {
    document: documentHpa,
    ours: [{ ...OURS, quote: ["/spec/triggers", "/spec/advanced"] }],
    comparisons: [
      {
        name: "ALECS-HPA-01: half an hour of twice the load, and an hour as before",
        run(emitted) {
          const load = { ...spikeLoad(2, 30 * MINUTE), length: 90 * MINUTE };
          const both = compareAutoscalers(documentHpa, emitted.one(OURS.kind, OURS.name), keepsMemory, load);
          return { document: back(both.theirs), ours: back(both.ours) };
        },
      },
    ],
  },
};

/** Load for which the minimum is enough: 40 % of what three replicas request. */
const quiet = { requests, use: { cpu: 3 * 0.4 * requests.cpu, memory: 3 * 0.4 * requests.memory } };

function kept(object: KubernetesObject, set: number, seconds: number, after: string): Verdict {
  const replicas = replicasAfter(object, quiet, set, seconds);
  return { says: `${replicas} replicas after ${after}`, holds: replicas === set };
}

const reverted: Mend = {
  defect: "P-17",
  facts: ["ALECS-CAPACITY-01", "ALECS-SEC-02"],
  title: "Replicas that somebody sets beside the HPA are taken back",
  wrong:
    `The document scales the Deployment to ${REPLICAS.outage}, ${REPLICAS.busyCpu} and ${REPLICAS.highLoad} replicas under load and to 1 in a security incident. The HPA sets its own number every ` +
    "15 seconds: what is above its wish goes again, and what is below its minimum comes back at once.",
  mended:
    "Pages change the minimum that KEDA gives the HPA, and back. A suspected pod is quarantined by its label and leaves the Deployment, whose number of replicas " +
    "nobody touches; where nothing may run at all, KEDA is told to hold 0 (`autoscaling.keda.sh/paused-replicas`).",
  ours: [],
  demonstrations: [],
  objects: {
    document: [
      `kubectl scale deployment ${DEPLOYMENT} --replicas=${REPLICAS.highLoad} ${N}`,
      `kubectl scale deployment ${DEPLOYMENT} --replicas=1 ${N}`,
    ],
    ours: [{ ...OURS, quote: ["/spec/minReplicaCount", "/spec/maxReplicaCount"] }],
    comparisons: [
      {
        name: `P-17a: ${REPLICAS.highLoad} replicas are asked for ahead of an event, while ${REPLICAS.usual} carry the load`,
        run: (emitted) => ({
          document: kept(documentHpa, REPLICAS.highLoad, 30 * MINUTE, "half an hour"),
          ours: kept(
            withMinimum(emitted.one(OURS.kind, OURS.name), REPLICAS.highLoad),
            REPLICAS.highLoad,
            30 * MINUTE,
            "half an hour",
          ),
        }),
      },
      {
        name: "P-17b: one replica alone is to be looked at; in ours it has left the Deployment, which keeps its own",
        run: (emitted) => ({
          document: kept(documentHpa, 1, 15, "15 seconds"),
          ours: kept(emitted.one(OURS.kind, OURS.name), REPLICAS.usual, 30 * MINUTE, "half an hour"),
        }),
      },
    ],
  },
};

/** What the document states wrongly about numbers of replicas. */
export const scalingMends: readonly Mend[] = [late, memory, reverted];
