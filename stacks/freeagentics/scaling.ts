import {
  assumed,
  cores,
  type Given,
  gibibytes,
  minutes,
  onCpu,
  onLoad,
  onMemory,
  percent,
  perSecond,
  scaling,
  seconds,
  type Workload,
} from "../../lib/index.ts";
import { requests } from "./metrics.ts";
import { BACKEND, FRONTEND, REPLICAS } from "./names.ts";

const SIDECARS = assumed(["istio-proxy"], "Istio is stated; that its proxies run beside the pods is its default");

/** Requests per second of a pod that uses its whole CPU limit. */
const WHOLE = 100;

export const backendWorkload: Given<Workload> = {
  kind: "Deployment",
  name: BACKEND,
  container: BACKEND,
  labels: { app: BACKEND },
  ports: [{ name: assumed("http", "port 8000 of the container has no name in the document"), port: 8_000 }],
  // Stated as what the backend is raised to: `vertical scaling (update resource limits)`.
  requests: { cpu: cores(0.5), memory: gibibytes(1) },
  limits: { cpu: cores(1), memory: gibibytes(2) },
  sidecars: SIDECARS,
  startup: assumed(seconds(60), "not stated; a Python process that loads agents, and a readiness probe after it"),
};

export const frontendWorkload: Given<Workload> = {
  kind: "Deployment",
  name: FRONTEND,
  container: FRONTEND,
  labels: assumed({ app: FRONTEND }, "stated for backend and postgres; the same for the frontend"),
  ports: assumed([{ name: "http", port: 3_000 }], "not stated; the port that Next.js listens on"),
  // Appendix A scales it to 3. No autoscaler is stated: it renders pages, and what they wait for is the backend.
  replicas: 3,
  sidecars: SIDECARS,
};

/**
 * FREE-HPA-01, FREE-CAPACITY-01 to -04. CPU is the document's trigger and stays. Memory adds pods and never holds them, as a Python
 * heap does not shrink. Response time and errors are no triggers: what makes them grow is often not the number of pods, and more
 * of these then ask the same database. They warn at the document's values (FREE-D09); what follows in their place is the
 * load that pods carry.
 */
export const backendScaling = scaling({
  min: REPLICAS.least,
  max: REPLICAS.most,
  on: [
    // `--cpu-percent=70`: of the request, as Kubernetes counts.
    onCpu(percent(70)),
    onLoad(requests, {
      perReplica: assumed(
        perSecond(0.35 * WHOLE),
        "FREE-CAPACITY-03, -04: no load is stated; what a pod serves at 70 % of its requested CPU, so that both triggers agree",
      ),
      over: assumed(minutes(2), "not stated; four scrapes"),
    }),
    onMemory(
      assumed(
        percent(70),
        "FREE-CAPACITY-02: 80 % of the limit warns somebody; a tenth above 70 % the autoscaler acts, which is before",
      ),
      { of: "limit" },
    ),
  ],
  down: {
    stabilization: assumed(minutes(5), "not stated; Kubernetes' default"),
    steps: [
      {
        share: assumed(percent(50), "not stated; half a minute's default, as WebSockets of the pods that go are cut"),
        every: assumed(minutes(1), "not stated; so that the rest takes over before more go"),
      },
    ],
  },
  carries: assumed(perSecond(WHOLE), "not stated; 10 ms of CPU for a request. A load test of one pod measures it"),
  // The document applies one beside the HPA, on the same CPU; ours says what it would set, and a person decides.
  recommendsRequests: true,
});
