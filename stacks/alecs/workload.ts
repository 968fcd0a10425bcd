import {
  assumed,
  cores,
  type Given,
  gibibytes,
  minutes,
  onCpu,
  onMemory,
  percent,
  scaling,
  seconds,
  type Workload,
} from "../../lib/index.ts";
import { APP, CONTAINER, DEPLOYMENT, HPA, PORT, PORT_NAME, REPLICAS } from "./names.ts";

export const workload: Given<Workload> = {
  kind: "Deployment",
  name: DEPLOYMENT,
  container: CONTAINER,
  labels: assumed({ app: APP }, "the labels of the pods are not stated; the name of the Deployment"),
  ports: [{ name: assumed(PORT_NAME, "port 8080 of the container has no name in the document"), port: PORT }],
  // ALECS-D10: 70 % of the request is 35 % of the limit, so the HPA acts before the alert at 70 % of the limit.
  requests: {
    cpu: assumed(cores(1), "not stated; half the limit, so that twice the load fits while new pods start"),
    memory: assumed(
      gibibytes(3),
      "not stated; three quarters of the limit, so that the HPA acts at 60 % of it, before the alert at 80 %",
    ),
  },
  limits: {
    cpu: assumed(cores(2), "not stated; the document raises it to 4000m, so it was less: half"),
    memory: assumed(gibibytes(4), "not stated; the document raises it to 8Gi, so it was less: half"),
  },
  startup: assumed(seconds(90), "not stated; an image on a new node, the start of node, and a readiness probe"),
};

/** ALECS-HPA-01. */
export const replicas = scaling({
  name: HPA,
  min: REPLICAS.usual,
  max: REPLICAS.most,
  // The document has memory scale down as well; a heap that does not shrink then holds every pod that was added.
  on: [onCpu(percent(70)), onMemory(percent(80))],
  up: { stabilization: seconds(60), steps: [{ share: percent(50), every: seconds(60) }] },
  down: { stabilization: minutes(5), steps: [{ share: percent(10), every: seconds(60) }] },
});
