import type { World } from "../../lib/prove/scaling/world.ts";
import type { Mend } from "../support/mend.ts";
import { horizontal, shaped, trial } from "../support/mend-autoscalers.ts";
import { counted, fires, MINUTE, silent } from "./mend-series.ts";

const OURS = { kind: "ScaledObject", name: "danci-backend" } as const;
const BOUNDS = { min: 2, max: 3 };
const MIB = 1_048_576;

const P95 = "http_request_duration_p95";

/** Two instances on target: each serves 840 of the 1200 requests/s that it could. */
const backend: World = {
  pod: {
    container: "danci-backend",
    carries: 1_200,
    cpuLimit: 1,
    requests: { cpu: 1, memory: 512 * MIB },
    startup: 20,
    // About 350 MB on target and 430 MB at most, 84 % of what is requested; a heap keeps what a peak made it take.
    memory: { idle: 200 * MIB, perLoad: 0.19 * MIB, shrinks: false },
    work: 0.04,
  },
  base: 2 * 700,
  scrape: 15,
  measures: (metric) => {
    if (metric.kind === "resource") return metric.resource === "cpu" ? { kind: "cpu" } : { kind: "memory" };
    if (metric.key === P95) return { kind: "latency", over: 300 };
    return metric.key === "s1-prometheus" ? { kind: "load", over: 60 } : undefined;
  },
};

const CPU = {
  type: "Resource",
  resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } },
};

const onMemory = horizontal("danci-backend", BOUNDS, [
  CPU,
  { type: "Resource", resource: { name: "memory", target: { type: "Utilization", averageUtilization: 80 } } },
]);

/** In milliseconds in the document, in seconds here. */
const onLatency = horizontal("danci-backend", BOUNDS, [
  CPU,
  { type: "External", external: { metric: { name: P95 }, target: { type: "Value", value: "200m" } } },
]);

const memory: Mend = {
  defect: "AMAS-CAPACITY-03",
  facts: ["AMAS-CAPACITY-03"],
  title: "memory stands among the scaling triggers",
  wrong:
    "The action beside it is right: restart, and look for the leak. As a trigger of an autoscaler, what the list is of, it would add an " +
    "instance for each peak and keep it, since a heap does not shrink.",
  mended:
    "Memory is no trigger. Above the document's 80 % somebody is told, and a container that reaches its limit is restarted by Kubernetes.",
  ours: ["AmasHighMemory"],
  demonstrations: [],
  objects: {
    document: onMemory,
    ours: [{ ...OURS, quote: ["/spec/triggers"] }],
    comparisons: [
      trial({
        name: "AMAS-CAPACITY-03: a busy quarter of an hour, as read for an autoscaler",
        document: onMemory,
        ours: OURS,
        world: backend,
        load: shaped("Nearly twice the load for 15m, and an hour and three quarters after it", 7_200, (at) =>
          at < 900 ? 1.7 : 1,
        ),
        right: ({ outcome }) => outcome.replicas.after === BOUNDS.min,
        more: ({ outcome }) => `${outcome.replicas.after} instances are left at the end.`,
      }),
    ],
  },
};

const latency: Mend = {
  defect: "AMAS-CAPACITY-04",
  facts: ["AMAS-CAPACITY-04"],
  title: "instances are added for a latency that they do not shorten",
  wrong:
    "Where the database is slow, more instances ask it more: each has a pool of 20 connections of its own. What `or optimize` means " +
    "needs a person, who is not told.",
  mended:
    "Instances follow the load, at 70 % of the 1200 requests per second that one carries, and CPU. Latency tells somebody (AMAS-D12).",
  ours: ["AmasP95Latency"],
  demonstrations: [],
  objects: {
    document: onLatency,
    ours: [{ ...OURS, quote: ["/spec/triggers/1"] }],
    comparisons: [
      trial({
        name: "AMAS-CAPACITY-04: the database makes each request wait for 200 ms, and 20 ms more for each instance",
        document: onLatency,
        ours: OURS,
        world: { ...backend, waits: (at, replicas) => (at < 0 ? 0 : 0.2 + 0.02 * replicas), bound: 0.2 },
        load: shaped("The usual load, the database slow", 3_600, () => 1),
        right: ({ outcome }) => outcome.replicas.most === BOUNDS.min,
        more: ({ outcome }) => `${outcome.replicas.most} instances open ${20 * outcome.replicas.most} connections.`,
      }),
    ],
  },
};

/** Requests per minute up to each bound in milliseconds, and in all. */
function durations(upTo: Readonly<Record<string, number>>) {
  return [
    ...Object.entries(upTo).map(([le, perMinute]) => counted("http_request_duration_bucket", perMinute, { le })),
    counted("http_request_duration_count", upTo["+Inf"] ?? 0),
  ];
}

const P95_NOW = "histogram_quantile(0.95, sum by (le) (rate(http_request_duration_bucket[5m])))";

const triggerAtTarget: Mend = {
  defect: "AMAS-D12",
  facts: ["AMAS-CAPACITY-04", "AMAS-SLO-02"],
  title: "the scaling trigger is the target",
  wrong:
    "The target is below 200 ms, and above 200 ms is scaled: a system that barely keeps its promise is scaled all the time, and one " +
    "that breaks it by a little is told to nobody until 250 ms.",
  mended: "Above 225 ms, between target and alert, whoever optimizes is told; nobody is called until 250 ms.",
  ours: ["AmasP95Latency"],
  demonstrations: [
    {
      // 0.95 of 600 requests are 570: all between 200 and 225 ms, 0.5 of the way.
      name: "AMAS-D12a: p95 is 212.5 ms, a little above the target",
      step: MINUTE,
      series: durations({ "200": 540, "225": 600, "250": 600, "500": 600, "+Inf": 600 }),
      document: {
        fact: "AMAS-CAPACITY-04",
        reading: `${P95_NOW} > 200`,
        values: [{ at: 60 * MINUTE, samples: [{ labels: {}, value: 212.5 }] }],
      },
      ours: [{ alert: "AmasP95Latency", labels: {}, expect: silent }],
    },
    {
      // Half-way from 225 to 250 ms.
      name: "AMAS-D12b: p95 is 237.5 ms",
      step: MINUTE,
      series: durations({ "200": 0, "225": 540, "250": 600, "500": 600, "+Inf": 600 }),
      ours: [
        { alert: "AmasP95Latency", labels: { severity: "medium" }, expect: fires(3) },
        { alert: "AmasP95Latency", labels: { severity: "high" }, expect: silent },
      ],
    },
    {
      name: "AMAS-D12c: p95 is 375 ms",
      step: MINUTE,
      series: durations({ "200": 0, "225": 0, "250": 540, "500": 600, "+Inf": 600 }),
      ours: [{ alert: "AmasP95Latency", labels: { severity: "high" }, expect: fires(3) }],
    },
  ],
};

/** What the document states wrongly about the number of instances. */
export const scalingMends: readonly Mend[] = [memory, latency, triggerAtTarget];
