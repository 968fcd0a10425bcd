import { formatDuration } from "../../lib/core/duration.ts";
import type { Json } from "../../lib/core/json.ts";
import type { Simulated } from "../../lib/prove/scaling/compare.ts";
import type { World } from "../../lib/prove/scaling/world.ts";
import type { Mend } from "../support/mend.ts";
import { horizontal, kubectlAutoscale, shaped, trial } from "../support/mend-autoscalers.ts";
import type { ObjectMend } from "../support/mend-objects.ts";
import { durations, fires, MINUTE, requests } from "./mend-series.ts";
import { REPLICAS } from "./names.ts";

const OURS = { kind: "ScaledObject", name: "backend" } as const;
const BOUNDS = { min: REPLICAS.least, max: REPLICAS.most };
const GIB = 1_073_741_824;

/** One pod at its whole CPU limit serves 100 requests/s; three on target serve 105. */
const BASE = 3 * 35;

/** Names of the document's triggers as metrics of an autoscaler. */
const P95 = "http_request_duration_seconds_p95";
const ERRORS = "http_requests_failed_share";

/** The backend: half a core and 1 GiB requested, twice that at most, ready after a minute. */
const backend: World = {
  pod: {
    container: "backend",
    carries: 100,
    cpuLimit: 1,
    requests: { cpu: 0.5, memory: GIB },
    startup: 60,
    // 0.71 GiB on target, 1 GiB at most; a Python heap keeps what a peak made it take.
    memory: { idle: 0.55 * GIB, perLoad: 0.0045 * GIB, shrinks: false },
  },
  base: BASE,
  scrape: 30,
  measures: (metric) => {
    if (metric.kind === "resource") return metric.resource === "cpu" ? { kind: "cpu" } : { kind: "memory" };
    if (metric.key === P95) return { kind: "latency", over: 300 };
    if (metric.key === ERRORS) return { kind: "errors", over: 300 };
    if (metric.key === "s1-prometheus") return { kind: "load", over: 120 };
    return metric.key === "s2-prometheus" ? { kind: "total-memory", above: 1.54 * GIB } : undefined;
  },
};

const CPU = {
  type: "Resource",
  resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } },
};

/** FREE-HPA-01 with one more of the document's triggers. */
function withTrigger(metric: Json) {
  return horizontal("backend", BOUNDS, [CPU, metric]);
}

function external(name: string, value: string): Json {
  return { type: "External", external: { metric: { name }, target: { type: "Value", value } } };
}

const sameLoad = (hours: number) => shaped(`The usual load for ${hours}h`, hours * 3_600, () => 1);

/** Connections that the pods may have open to the database: `DATABASE_POOL_SIZE` 20 and `DATABASE_MAX_OVERFLOW` 10. */
const connections = (replicas: number) => `${replicas} pods may open ${30 * replicas} connections to the database.`;

const vertical: Mend = {
  defect: "FREE-HPA-01",
  facts: ["FREE-HPA-01"],
  title: "a vertical autoscaler changes what the horizontal one counts by",
  wrong:
    "The file is not in the document; what a vertical autoscaler does unless it is told otherwise is to change requests. 70 % is of " +
    "the requested CPU. A vertical autoscaler that sets the request a little above the use makes the use a large " +
    "share of it at any load: the horizontal one adds pods, each then uses less, the request follows, and so on to the maximum.",
  mended: "The vertical one only recommends (`Off`), and a person sets requests.",
  ours: [],
  demonstrations: [],
  objects: {
    document: [
      "kubectl autoscale deployment backend --cpu-percent=70 --min=3 --max=20 -n freeagentics-prod",
      "kubectl apply -f k8s/autoscaling-enhanced.yaml # a VerticalPodAutoscaler",
    ],
    ours: [
      { ...OURS, quote: ["/spec/minReplicaCount", "/spec/maxReplicaCount", "/spec/triggers/0"] },
      { kind: "VerticalPodAutoscaler", name: "backend" },
    ],
    comparisons: [
      trial({
        name: "FREE-HPA-01a: half a day without a change of load; requests are set every hour to the use and 15 %",
        document: kubectlAutoscale("backend", { percent: 70, ...BOUNDS }),
        ours: OURS,
        world: backend,
        documentWorld: { ...backend, vertical: { every: 3_600, margin: 1.15 } },
        load: sameLoad(12),
        right: ({ outcome }) => outcome.replicas.most === REPLICAS.least,
      }),
    ],
  },
};

const memory: Mend = {
  defect: "FREE-CAPACITY-02",
  facts: ["FREE-CAPACITY-02"],
  title: "memory holds pods that nobody needs",
  wrong:
    "Read as a metric of the autoscaler that the action names, memory asks for pods as long as it is used, and a Python heap does not give it back when the " +
    "load is gone: the pods of a peak stay.",
  mended:
    "Memory adds pods above 77 % of the limit (the target of 70 % and Kubernetes' tolerance) and asks for none below, so that CPU " +
    "and load take them away again. At the document's 80 % for 5 minutes somebody is told.",
  ours: ["BackendHighMemoryUsage"],
  demonstrations: [],
  objects: {
    document: withTrigger({
      type: "Resource",
      resource: { name: "memory", target: { type: "Utilization", averageUtilization: 80 } },
    }),
    ours: [{ ...OURS, quote: ["/spec/triggers/2"] }],
    comparisons: [
      trial({
        name: "FREE-CAPACITY-02a: three times the load for half an hour",
        document: withTrigger({
          type: "Resource",
          resource: { name: "memory", target: { type: "Utilization", averageUtilization: 80 } },
        }),
        ours: OURS,
        world: backend,
        load: shaped("Three times the load for 30m, and an hour and a half after it", 7_200, (at) =>
          at < 1_800 ? 3 : 1,
        ),
        right: ({ outcome }) => outcome.replicas.after === REPLICAS.least,
        more: ({ outcome }) => `${outcome.replicas.after} pods are left at the end.`,
      }),
    ],
  },
};

/** Every request waits for a database that has too much to do already, the longer the more pods ask it. */
const slowDatabase: World = {
  ...backend,
  waits: (at, replicas) => (at < 0 ? 0 : 0.5 + 0.02 * replicas),
  bound: 0.5,
};

const latency: Mend = {
  defect: "FREE-CAPACITY-03",
  facts: ["FREE-CAPACITY-03"],
  title: "pods are added for a response time that they do not shorten",
  wrong:
    "Read as a metric of the autoscaler that the action names. Requests are slow for many reasons, of which too few pods is one. Where the database is slow the autoscaler adds pods up to the " +
    "maximum, each with a pool of its own, and the database has more to do.",
  mended:
    "Pods follow the load: what each serves at 70 % of its requested CPU. At the document's 500 ms for 5 minutes somebody is told, who " +
    "sees what is slow.",
  ours: ["HighResponseTime"],
  demonstrations: [
    {
      // 0.95 of the way from 0.5 to 0.75 s.
      name: "FREE-CAPACITY-03a: p95 is 0.74 s",
      step: MINUTE,
      series: durations({ "0.5": 0, "0.75": 600, "1": 600, "2": 600, "+Inf": 600 }),
      ours: [{ alert: "HighResponseTime", labels: { severity: "warning" }, expect: fires(6) }],
    },
  ],
  objects: {
    document: withTrigger(external(P95, "500m")),
    ours: [{ ...OURS, quote: ["/spec/triggers/1"] }],
    comparisons: [
      trial({
        name: "FREE-CAPACITY-03b: the database makes each request wait for half a second, and 20 ms more for each pod",
        document: withTrigger(external(P95, "500m")),
        ours: OURS,
        world: slowDatabase,
        load: shaped("The usual load, the database slow", 3_600, () => 1),
        right: ({ outcome }) => outcome.replicas.most === REPLICAS.least,
        more: ({ outcome }) => connections(outcome.replicas.most),
      }),
    ],
  },
};

/** Requests are answered with an error after the time that the pool waits for a connection. */
const noDatabase: World = { ...backend, waits: (at) => (at < 0 ? 0 : 5), bound: 1 };

const errors: Mend = {
  defect: "FREE-CAPACITY-04",
  facts: ["FREE-CAPACITY-04"],
  title: "pods are added for errors that they make too",
  wrong:
    "Read as a metric of the autoscaler that the action names. A share of errors says nothing about the number of pods. While the database is away every pod fails, and a new one does so too: " +
    "the autoscaler goes to the maximum, and when the database comes back all of them connect at once.",
  mended:
    "Pods follow the load. At the document's 1 % for 2 minutes somebody is told, and above 5 % somebody is called.",
  ours: ["HighErrorRate"],
  demonstrations: [
    {
      name: "FREE-CAPACITY-04a: 2 % of 20 requests/s fail",
      step: MINUTE,
      series: [requests("500", 24), requests("200", 1_176)],
      ours: [{ alert: "HighErrorRate", labels: { severity: "warning" }, expect: fires(3) }],
    },
  ],
  objects: {
    document: withTrigger(external(ERRORS, "10m")),
    ours: [{ ...OURS, quote: ["/spec/triggers/1"] }],
    comparisons: [
      trial({
        name: "FREE-CAPACITY-04b: the database is away, and every request fails",
        document: withTrigger(external(ERRORS, "10m")),
        ours: OURS,
        world: noDatabase,
        load: shaped("The usual load, the database away", 1_800, () => 1),
        right: ({ outcome }) => outcome.replicas.most === REPLICAS.least,
        more: ({ outcome }) => connections(outcome.replicas.most),
      }),
    ],
  },
};

/** The longest time for which pods used more than 70 % of so many cores. Units: seconds. */
function above70({ run }: Simulated, cores: number): number {
  let longest = 0;
  let lasting = 0;
  for (const [second, offered] of run.timeline.offered.entries()) {
    const used = offered / (run.timeline.ready[second] ?? 0) / backend.pod.carries;
    lasting = used > 0.7 * cores ? lasting + 1 : 0;
    longest = Math.max(longest, lasting);
  }
  return longest;
}

/** What the alert is measured by: the HPA's request in the document, which names nothing else, and the limit in ours. */
const ALERT = {
  document: { base: "request", cores: backend.pod.requests.cpu ?? 0 },
  ours: { base: "limit", cores: backend.pod.cpuLimit },
} as const;

/** FREE-D09: autoscaler and alert of one quantity, on one load. */
export const alertBesideAutoscaler: ObjectMend = {
  document: kubectlAutoscale("backend", { percent: 70, ...BOUNDS }),
  ours: [{ ...OURS, quote: ["/spec/triggers/0"] }],
  comparisons: [
    trial({
      name: "FREE-D09d: 7 % more than three pods on target carry, which the controller tolerates; CPU may not be above 70 % for 10 minutes",
      document: kubectlAutoscale("backend", { percent: 70, ...BOUNDS }),
      ours: OURS,
      world: { ...backend, base: 1.07 * BASE },
      load: sameLoad(1),
      right: (simulated, whose) => above70(simulated, ALERT[whose].cores) < 600,
      more: (simulated, whose) => {
        const seconds = above70(simulated, ALERT[whose].cores);
        const where = `above 70 % of the ${ALERT[whose].base}`;
        return seconds === 0 ? `CPU is never ${where}.` : `CPU is ${where} for ${formatDuration(seconds * 1_000)}.`;
      },
    }),
  ],
};

/** What the document states wrongly about the number of pods. */
export const scalingMends: readonly Mend[] = [vertical, memory, latency, errors];
