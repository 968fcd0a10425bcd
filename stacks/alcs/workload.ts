import {
  assumed,
  cores,
  type Given,
  gibibytes,
  mebibytes,
  onCpu,
  scaling,
  seconds,
  type Workload,
} from "../../lib/index.ts";
import { APP, CONTAINER, DEPLOYMENT, HPA, PORT, PORT_NAME, REPLICAS } from "./names.ts";
import { BUSY } from "./resources.ts";

export const workload: Given<Workload> = {
  kind: "Deployment",
  name: DEPLOYMENT,
  container: CONTAINER,
  labels: { app: APP },
  ports: [
    {
      name: assumed(
        PORT_NAME,
        "the container's port is not stated; the name that its Kubernetes Service is scraped by",
      ),
      port: assumed(PORT, "not stated; the usual one of a server of node"),
    },
  ],
  requests: {
    cpu: assumed(cores(1), "not stated; half the limit, so that twice the load fits while new pods start"),
    memory: assumed(mebibytes(1_536), "not stated; three quarters of the limit"),
  },
  limits: {
    cpu: assumed(cores(2), "not stated; the alert counts by it, so there is one"),
    // ALCS-CAPACITY-01: what the document raises to 4Gi when a pod is killed for its memory.
    memory: gibibytes(2),
  },
  startup: assumed(seconds(90), "not stated; an image on a new node, the start of node, and a readiness probe"),
};

/** ALCS-HPA-01. */
export const replicas = scaling({
  name: HPA,
  min: assumed(REPLICAS.usual, "the HPA's minimum is not stated; the pods that the document starts after an outage"),
  max: REPLICAS.most,
  // ALCS-D09: 70 % of the request is 35 % of the limit, so the HPA acts before the alert at 70 % of the limit.
  on: [onCpu(assumed(BUSY, "the HPA's target is not stated; ALCS-D09: the one number that the document has for CPU"))],
});
