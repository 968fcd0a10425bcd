import { constant, ramp, type SyntheticSeries, series } from "../../lib/index.ts";
import type { Mend } from "../support/mend.ts";
import { after, firesFrom, MINUTE, ofOrchestrator, SAMPLES, silent } from "./mend-series.ts";
import { NAMESPACE } from "./metrics.ts";

const poolOf20 = ofOrchestrator("db_pool_max_connections", {}, constant(20, SAMPLES));

const nearlyFull: Mend = {
  defect: "OCTO-D06",
  facts: ["OCTO-ALERT-04", "OCTO-SLO-01"],
  title: "DatabaseConnectionPoolExhausted fires only for a pool that is full and never dips",
  wrong:
    "19 of the 20 connections that the document configures are 95 %, which is not more than 95 %. One lower sample " +
    "starts the five minutes again.",
  mended: "The mean of 5 minutes, at 95 % or more; a warning above the 80 % that the document wants to stay below.",
  ours: ["DatabaseConnectionPoolExhausted", "DatabaseConnectionPoolHigh"],
  demonstrations: [
    {
      name: "OCTO-D06a: 19 of 20 connections are busy",
      step: MINUTE,
      series: [ofOrchestrator("db_pool_active_connections", {}, constant(19, SAMPLES)), poolOf20],
      document: { fact: "OCTO-ALERT-04", expect: silent },
      ours: [
        { alert: "DatabaseConnectionPoolExhausted", labels: { severity: "critical" }, expect: firesFrom(5) },
        { alert: "DatabaseConnectionPoolHigh", labels: { severity: "warning" }, expect: firesFrom(5) },
      ],
    },
    {
      // Five samples in a row hold one or two of the lower ones: 19.6 or 19.2 on average.
      name: "OCTO-D06b: all 20 connections are busy, but for 18 in every fourth sample",
      step: MINUTE,
      series: [
        ofOrchestrator(
          "db_pool_active_connections",
          {},
          ...Array.from({ length: 30 }, () => [constant(20, 3), constant(18, 1)]).flat(),
        ),
        poolOf20,
      ],
      document: { fact: "OCTO-ALERT-04", expect: [...silent.slice(0, 2), after(119, 0)] },
      ours: [
        {
          alert: "DatabaseConnectionPoolExhausted",
          labels: { severity: "critical" },
          expect: [...firesFrom(5), after(60, 1), after(119, 1)],
        },
      ],
    },
    {
      name: "OCTO-D06c: 17 of 20 connections are busy",
      step: MINUTE,
      series: [ofOrchestrator("db_pool_active_connections", {}, constant(17, SAMPLES)), poolOf20],
      document: { fact: "OCTO-ALERT-04", expect: silent },
      ours: [
        { alert: "DatabaseConnectionPoolExhausted", labels: {}, expect: silent },
        { alert: "DatabaseConnectionPoolHigh", labels: { severity: "warning" }, expect: firesFrom(5) },
      ],
    },
  ],
};

const labelSets: Mend = {
  defect: "OCTO-D07",
  facts: ["OCTO-ALERT-04", "OCTO-METRIC-08"],
  title: "the ratio of the pool needs equal labels on both sides",
  wrong: "One label more on one side, as the name of the database, and no pair is found: no value at 100 %.",
  mended: "Both sides are summed by pod, which has the pool.",
  ours: ["DatabaseConnectionPoolExhausted"],
  demonstrations: [
    {
      name: "OCTO-D07: all 20 connections are busy, and their series has a label for the database",
      step: MINUTE,
      series: [ofOrchestrator("db_pool_active_connections", { database: "octollm" }, constant(20, SAMPLES)), poolOf20],
      document: { fact: "OCTO-ALERT-04", expect: silent },
      ours: [
        {
          alert: "DatabaseConnectionPoolExhausted",
          labels: { severity: "critical", pod: "orchestrator-a" },
          expect: [...firesFrom(5), after(120, 1)],
        },
      ],
    },
  ],
};

function ofRedis(metric: string, ...samples: SyntheticSeries["samples"]) {
  return series(metric, { job: "redis-exporter", namespace: NAMESPACE, instance: "redis-0:9121" }, ...samples);
}

const lifetime: Mend = {
  defect: "OCTO-D19",
  facts: ["OCTO-ALERT-13", "OCTO-METRIC-14", "OCTO-SLO-02"],
  title: "LowCacheHitRate is the ratio since Redis was started",
  wrong:
    "After a long life the ratio hardly moves: it shows neither that the cache has failed nor that it is well again.",
  mended: "The look-ups of the last 5 minutes: a warning below 50 %, critical below 30 % for an hour.",
  ours: ["LowCacheHitRate"],
  demonstrations: [
    {
      // 10 of 11.72 million are 85.3 % after two hours.
      name: "OCTO-D19a: nothing is found for two hours, after 10 million hits and 1 million misses",
      step: MINUTE,
      series: [
        ofRedis("redis_keyspace_hits_total", constant(10_000_000, SAMPLES)),
        ofRedis("redis_keyspace_misses_total", ramp(1_000_000, 6_000, SAMPLES)),
      ],
      document: { fact: "OCTO-ALERT-13", expect: silent },
      ours: [
        { alert: "LowCacheHitRate", labels: { severity: "warning" }, expect: firesFrom(16) },
        { alert: "LowCacheHitRate", labels: { severity: "critical" }, expect: firesFrom(61) },
      ],
    },
    {
      name: "OCTO-D19b: 95 % are found again, after 1 million hits and 9 million misses",
      step: MINUTE,
      series: [
        ofRedis("redis_keyspace_hits_total", ramp(1_000_000, 5_700, SAMPLES)),
        ofRedis("redis_keyspace_misses_total", ramp(9_000_000, 300, SAMPLES)),
      ],
      document: { fact: "OCTO-ALERT-13", expect: [...firesFrom(15), after(120, 1)] },
      ours: [{ alert: "LowCacheHitRate", labels: {}, expect: silent }],
    },
  ],
};

function ofPostgres(metric: string, labels: Readonly<Record<string, string>>, ...samples: SyntheticSeries["samples"]) {
  return series(metric, { job: "kubelet", namespace: NAMESPACE, pod: "postgres-0", ...labels }, ...samples);
}

const countedTwice: Mend = {
  defect: "OCTO-D25",
  facts: ["OCTO-METRIC-01", "OCTO-METRIC-05", "OCTO-METRIC-07", "OCTO-METRIC-11", "OCTO-METRIC-15"],
  title: "the container queries count everything twice",
  wrong:
    "cAdvisor has a series for the container and one for the pod that holds it, and the usage contains the page cache.",
  mended: "The working set of the named container.",
  ours: ["DatabaseHighMemoryUsage", "DatabaseHighCPUUsage"],
  demonstrations: [
    {
      name: "OCTO-D25a: PostgreSQL uses half of a limit of 1000 bytes",
      step: MINUTE,
      series: [
        ...["postgres", ""].flatMap((container) => [
          ofPostgres("container_memory_usage_bytes", { container }, constant(500, SAMPLES)),
          ofPostgres("container_memory_working_set_bytes", { container }, constant(500, SAMPLES)),
        ]),
        series(
          "kube_pod_container_resource_limits",
          {
            job: "kube-state-metrics",
            namespace: NAMESPACE,
            pod: "postgres-0",
            container: "postgres",
            resource: "memory",
          },
          constant(1_000, SAMPLES),
        ),
      ],
      document: {
        fact: "OCTO-METRIC-11",
        reading: 'sum(container_memory_usage_bytes{pod="postgres-0"})',
        values: [{ at: 60 * MINUTE, samples: [{ labels: {}, value: 1_000 }] }],
      },
      ours: [{ alert: "DatabaseHighMemoryUsage", labels: {}, expect: silent }],
    },
    {
      name: "OCTO-D25b: PostgreSQL uses 0.9 of one core",
      step: MINUTE,
      series: [
        ...["postgres", ""].map((container) =>
          ofPostgres("container_cpu_usage_seconds_total", { container, node: "node-1" }, ramp(0, 54, SAMPLES)),
        ),
        series(
          "kube_pod_container_resource_limits",
          {
            job: "kube-state-metrics",
            namespace: NAMESPACE,
            pod: "postgres-0",
            container: "postgres",
            resource: "cpu",
          },
          constant(1, SAMPLES),
        ),
      ],
      document: {
        fact: "OCTO-METRIC-15",
        reading: 'count(topk(10, rate(container_cpu_usage_seconds_total{node="node-1"}[5m])))',
        values: [{ at: 60 * MINUTE, samples: [{ labels: {}, value: 2 }] }],
      },
      // 0.72 cores are seen at minute 4, 0.9 from minute 5 on; `for` is 15 minutes.
      ours: [{ alert: "DatabaseHighCPUUsage", labels: { pod: "postgres-0" }, expect: firesFrom(20) }],
    },
  ],
};

/** What the document states wrongly about pools, caches and databases. */
export const databaseMends: readonly Mend[] = [nearlyFull, labelSets, lifetime, countedTwice];
