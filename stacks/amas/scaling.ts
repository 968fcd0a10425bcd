import {
  assumed,
  cores,
  type Given,
  mebibytes,
  minutes,
  onCpu,
  onLoad,
  percent,
  perSecond,
  scaling,
  seconds,
  type Workload,
} from "../../lib/index.ts";
import { requests } from "./metrics.ts";
import { APP, WORKER } from "./names.ts";

const ON_KUBERNETES = "the document knows no Kubernetes; the names that pm2 has";

/** AMAS-CAPACITY-01, of one instance. Units: requests per second. */
const WHOLE = 1_200;

/** One thread computes, so that more than a core is of no use to an instance. */
const THREAD = "not stated; Node.js computes in one thread";

export const backendPods: Given<Workload> = {
  kind: assumed("Deployment", "the document knows no Kubernetes; instances are alike and keep nothing"),
  name: assumed(APP, ON_KUBERNETES),
  container: assumed(APP, ON_KUBERNETES),
  labels: assumed({ app: APP }, "the document knows no Kubernetes"),
  ports: [{ name: assumed("http", "the port is stated, its name is not"), port: 3_000 }],
  requests: { cpu: assumed(cores(1), THREAD), memory: mebibytes(512) },
  limits: {
    cpu: assumed(cores(1), THREAD),
    memory: assumed(mebibytes(1_024), "not stated; twice the usual 512 MB, so that a leak is seen before it is killed"),
  },
  startup: assumed(seconds(20), "not stated; Node.js, and the pool of connections"),
};

export const workerPods: Given<Workload> = {
  kind: assumed("Deployment", ON_KUBERNETES),
  name: assumed(WORKER, ON_KUBERNETES),
  container: assumed(WORKER, ON_KUBERNETES),
  labels: assumed({ app: WORKER }, "the document knows no Kubernetes"),
  replicas: assumed(1, "pm2 runs one; a second one would reward twice unless they share the work, which is not stated"),
  requests: assumed({ cpu: cores(0.25), memory: mebibytes(256) }, "not stated; non-critical, stopped under overload"),
  limits: assumed({ cpu: cores(1), memory: mebibytes(512) }, "not stated; it must not starve the backend"),
};

/**
 * AMAS-CAPACITY-02 to -04. CPU above 70 % adds an instance, as in the document. Memory restarts an instance and adds none: a leak goes
 * with the process, and more of them leak too. P95 is no trigger (AMAS-D12: at 200 ms it would stand on the target, and the
 * database is slow for more instances too); in its place replicas follow the load, at the same share of what one carries.
 */
export const backendScaling = scaling({
  min: assumed(2, "not stated; one instance today, two so that one can be drained or crash"),
  max: assumed(
    3,
    "what the document scales to under overload; 3 pools of 20 connections, and a fourth during a rollout, fit into PostgreSQL's default of 100",
  ),
  on: [
    onCpu(percent(70), { of: "limit" }),
    onLoad(requests, {
      perReplica: assumed(
        perSecond(0.7 * WHOLE),
        "AMAS-CAPACITY-01, -04: one instance carries 1200 requests per second; 70 % of it, so that CPU and load agree",
      ),
      over: assumed(minutes(1), "not stated; four scrapes"),
    }),
  ],
  up: {
    stabilization: assumed(minutes(0), "sustained for 5 minutes is for a person; an instance too many costs little"),
    steps: [
      {
        pods: assumed(1, "the document adds one instance, and each opens a pool of 20 connections at once"),
        every: assumed(minutes(1), "not stated; an instance has taken its share by then"),
      },
    ],
  },
  down: {
    stabilization: assumed(minutes(5), "the time that the document waits for CPU to be sustained, the other way"),
    steps: [
      {
        pods: assumed(1, "not stated; decisions that wait in a queue end with their process"),
        every: assumed(minutes(1), "not stated; so that its queue is written before the next one goes"),
      },
    ],
  },
  carries: perSecond(WHOLE),
});
