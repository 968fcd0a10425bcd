import {
  assumed,
  cores,
  type Given,
  mebibytes,
  minutes,
  onCpu,
  percent,
  perSecond,
  scaling,
  seconds,
  type Workload,
} from "../../lib/index.ts";

/** The services that the document calls critical. */
export type ServiceName = "orchestrator" | "reflex-layer";

/** From the start of a pod until it answers, and the requests of one that uses its whole CPU limit. */
const OF: Readonly<Record<ServiceName, { readonly startup: number; readonly carries: number }>> = {
  // Plans a task and waits for models most of the time.
  orchestrator: { startup: 45, carries: 50 },
  // Answers from its cache or passes on.
  "reflex-layer": { startup: 15, carries: 500 },
};

export const workloadOf = (name: ServiceName): Given<Workload> => ({
  kind: assumed("Deployment", "the pod of the example has the name of a Deployment's"),
  name: assumed(name, "the pods' names begin with it; the Deployment's own is not stated"),
  container: assumed(name, "not stated; the name of the Deployment"),
  labels: { app: name },
  ports: assumed([{ name: "http", port: 8_000 }], "not stated; the scrape's name, and a port of HTTP in containers"),
  // OCTO-CAPACITY-02: what the document raises (to 1000m and 1Gi) is what is there.
  limits: { cpu: cores(0.5), memory: mebibytes(512) },
  requests: {
    cpu: assumed(cores(0.25), "limits are stated, requests are not; half of it, which leaves room for bursts"),
    memory: assumed(mebibytes(512), "not stated; the limit, as nodes cannot take memory back"),
  },
  startup: assumed(seconds(OF[name].startup), "not stated; to be measured at a rollout"),
});

/**
 * OCTO-HPA-01: the command of the document, written down. It names the autoscaler after the Deployment and has Kubernetes' own
 * behaviour. OCTO-HPA-02: what makes scaling too frequent is not the threshold but how soon replicas are taken away again, so
 * they stay for ten minutes.
 */
export const scalingOf = (name: ServiceName) =>
  scaling({
    min: 2,
    max: 10,
    on: [onCpu(percent(70))],
    down: {
      stabilization: assumed(
        minutes(10),
        "OCTO-HPA-02: `if scaling too frequent`; twice Kubernetes' 5 minutes, which a job that runs every ten outlasts",
      ),
      steps: [
        {
          share: assumed(percent(50), "not stated; Kubernetes takes all at once"),
          every: assumed(minutes(1), "not stated; so that caches of the others warm up before more go"),
        },
      ],
    },
    carries: assumed(perSecond(OF[name].carries), "not stated; a load test of one pod measures it"),
  });
