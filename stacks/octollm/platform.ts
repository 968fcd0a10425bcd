import {
  above,
  absentFor,
  assumed,
  below,
  days,
  dependency,
  hitRatio,
  hours,
  minimumEvents,
  minutes,
  noBurnRate,
  objective,
  percent,
  saturation,
} from "../../lib/index.ts";
import { certManager } from "./certificates.ts";
import {
  cacheHits,
  cacheMisses,
  NAMESPACE,
  postgresCpuLimit,
  postgresCpuUsed,
  postgresDisk,
  postgresMemoryLimit,
  postgresMemoryUsed,
} from "./metrics.ts";
import {
  debugPods,
  ingressPods,
  jaegerPods,
  lokiPods,
  models,
  pgbouncerPods,
  postgresPods,
  redisPods,
} from "./network.ts";
import { gke, nodeExporter } from "./nodes.ts";
import { platformScrape } from "./scrapes.ts";

const unmeasured = absentFor(
  assumed(minutes(15), "not stated; longer than a rollout, shorter than an on-call hour"),
  "warning",
);

const cacheHitRate = objective("cache-hit-rate", {
  // OCTO-D19: of the last minutes, not of the lifetime of the server.
  indicator: hitRatio({ hits: cacheHits, misses: cacheMisses }),
  target: percent(80),
  over: assumed(days(30), "no target has a window; 30 days is the SRE workbook's"),
  burnRate: noBurnRate("a cold cache is no outage: the two levels are enough"),
  alert: "LowCacheHitRate",
  impact: "Latency and the load of the database grow.",
  tiers: [
    below(percent(50), {
      over: assumed(minutes(5), "not stated; that of the document's rates"),
      for: minutes(15),
      severity: "warning",
    }),
    below(percent(30), {
      over: assumed(minutes(5), "not stated; that of the document's rates"),
      for: hours(1),
      severity: "critical",
    }),
  ],
  lowTraffic: minimumEvents(
    assumed(100, "traffic is not stated; below 100 look-ups in 5 minutes the ratio says little"),
  ),
  absence: unmeasured,
});

const postgresCpu = objective("cpu", {
  indicator: saturation({ used: postgresCpuUsed, capacity: postgresCpuLimit, by: ["pod"] }),
  alert: "DatabaseHighCPUUsage",
  tiers: [
    above(percent(80), {
      over: assumed(minutes(5), "not stated; the range of the document's CPU queries"),
      for: assumed(minutes(15), "not stated; a nightly job is shorter"),
      severity: "warning",
    }),
  ],
  absence: unmeasured,
});

const postgresMemory = objective("memory", {
  indicator: saturation({ used: postgresMemoryUsed, capacity: postgresMemoryLimit, by: ["pod"] }),
  alert: "DatabaseHighMemoryUsage",
  tiers: [
    above(percent(90), { for: assumed(minutes(15), "not stated; a nightly job is shorter"), severity: "warning" }),
  ],
  absence: unmeasured,
});

export const dependencies = [
  dependency("postgres", {
    type: "postgresql",
    address: "postgres:5432",
    workload: postgresPods,
    connects: [{ to: "pgbouncer", why: "`SHOW POOLS`, which pages ask from the database's pod" }],
    objectives: [postgresCpu, postgresMemory],
    metrics: postgresDisk,
    facts: {
      user: "octollm",
      workload: "statefulset postgres",
      pooler: "PgBouncer pgbouncer:6432 (proposed)",
      connections: "typically 100-200",
    },
  }),
  dependency("pgbouncer", {
    type: "postgresql",
    address: "pgbouncer:6432",
    workload: pgbouncerPods,
    connects: [{ to: "postgres", why: "the connections that it shares out" }],
    facts: { state: "proposed" },
  }),
  dependency("redis", {
    type: "redis",
    address: assumed("redis:6379", "not stated; the workload is statefulset redis, the port is Redis' own"),
    workload: redisPods,
    scrape: platformScrape("redis-exporter", {
      alert: "RedisExporterDown",
      matchers: { namespace: NAMESPACE },
      port: "metrics",
    }),
    objectives: [cacheHitRate],
    facts: { workload: "statefulset redis" },
  }),
  gke,
  certManager,
  // No service connects to it: an agent of each node reads what containers write.
  dependency("loki", {
    type: "logging",
    workload: lokiPods,
    facts: {
      language: "LogQL",
      // OCTO-D28: the status is a field and the words are alternatives; the document looks for both as they are written.
      errors: '{namespace="<namespace>", service="<service>", level="error"} | json | status >= 500',
      connections: '{namespace="<namespace>", service="<service>"} |= "connection" |~ "error|timeout|exhausted"',
    },
  }),
  dependency("llm-api", {
    type: "external-api",
    address: assumed("api.openai.com", "the document has only the provider's status page, status.openai.com"),
    external: models,
    facts: { status: "status.openai.com" },
  }),
  dependency("ingress", { type: "ingress", workload: ingressPods }),
  dependency("jaeger", { type: "monitoring", workload: jaegerPods }),
  // Without these edges a debug pod sees nothing but closed ports, whatever the services can reach.
  dependency("debug", {
    type: "monitoring",
    workload: debugPods,
    connects: ["postgres", "redis", "orchestrator", "reflex-layer"].map((to) => ({
      to,
      ...(to === "redis" ? { ports: ["redis"] } : {}),
      why: "connectivity checks of the pages",
    })),
  }),
  dependency("observability", {
    type: "monitoring",
    facts: {
      grafana: "https://grafana.octollm.dev",
      prometheus: "https://prometheus.octollm.dev",
      jaeger: "https://jaeger.octollm.dev",
      alertmanager: "https://alertmanager.octollm.dev",
    },
  }),
  dependency("kube-state-metrics", { type: "kube-state-metrics", scrape: platformScrape("kube-state-metrics") }),
  dependency("cadvisor", { type: "cadvisor", scrape: platformScrape("kubelet") }),
  nodeExporter,
];
