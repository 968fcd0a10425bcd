import { constant, ramp, type SyntheticSeries, series, stale } from "../../lib/index.ts";
import type { Mend } from "../support/mend.ts";
import { after, firesFrom, MINUTE, ofPod, SAMPLES, silent } from "./mend-series.ts";
import { NAMESPACE } from "./metrics.ts";

function restarts(namespace: string, ...samples: SyntheticSeries["samples"]): SyntheticSeries {
  const labels = { job: "kube-state-metrics", namespace, pod: "alcs-6f9c-x2k", container: "alcs" };
  return series("kube_pod_container_status_restarts_total", labels, ...samples);
}

/** Restarts at minutes 10, 11, 13 and 17, as the kubelet waits longer each time, and then every 5 minutes. */
const loop = [
  constant(0, 10),
  constant(1, 1),
  constant(2, 2),
  constant(3, 4),
  ...Array.from({ length: 21 }, (_, index) => constant(4 + index, 5)),
];

const oneRestart: Mend = {
  defect: "ALCS-D06",
  facts: ["ALCS-ALERT-03"],
  title: "ALCSPodCrashLooping fires for one restart",
  wrong: "A rate above 0 over 15 minutes lasts for 14 minutes after a single restart, longer than `for`.",
  mended: "Three restarts within 15 minutes, or a container that the kubelet makes wait in CrashLoopBackOff.",
  ours: ["ALCSPodCrashLooping"],
  demonstrations: [
    {
      name: "ALCS-D06a: one restart at minute 10, healthy afterwards",
      step: MINUTE,
      series: [restarts(NAMESPACE, constant(0, 10), constant(1, SAMPLES - 10))],
      // The last samples before and of the restart are both in the range up to minute 23.
      document: { fact: "ALCS-ALERT-03", expect: [...firesFrom(15), after(23, 1), after(24, 0)] },
      ours: [{ alert: "ALCSPodCrashLooping", labels: {}, expect: [...silent, after(15, 0), after(23, 0)] }],
    },
    {
      name: "ALCS-D06b: a loop from minute 10",
      step: MINUTE,
      series: [restarts(NAMESPACE, ...loop)],
      document: { fact: "ALCS-ALERT-03", expect: firesFrom(15) },
      // The third restart is at minute 13.
      ours: [{ alert: "ALCSPodCrashLooping", labels: { severity: "critical" }, expect: firesFrom(18) }],
    },
  ],
};

const staging: Mend = {
  defect: "ALCS-D07",
  facts: ["ALCS-ALERT-03", "ALCS-SVC-01"],
  title: "ALCSPodCrashLooping fires for staging",
  wrong: "The pods of alcs-staging have the same names, and the rule asks for the names only.",
  mended: "The namespace of production is part of the selector.",
  ours: ["ALCSPodCrashLooping"],
  demonstrations: [
    {
      name: "ALCS-D07: a loop in alcs-staging from minute 10",
      step: MINUTE,
      series: [restarts("alcs-staging", ...loop)],
      document: { fact: "ALCS-ALERT-03", expect: firesFrom(15) },
      ours: [{ alert: "ALCSPodCrashLooping", labels: {}, expect: [...silent, after(18, 0)] }],
    },
  ],
};

/** The exporter of the database loses its connection at minute 11. */
const databaseLost = series(
  "pg_up",
  { job: "postgres-exporter", namespace: NAMESPACE, instance: "postgres-exporter:9187" },
  constant(1, 11),
  constant(0, SAMPLES - 11),
);

/** Errors from minute 11 on, until the pods crash some minutes later. */
function failingUntilCrash(minutes: number): SyntheticSeries {
  return ofPod("alcs-a", "alcs_database_errors_total", constant(0, 11), ramp(300, 300, minutes), stale());
}

const wrongQuantity: Mend = {
  defect: "ALCS-D08",
  facts: ["ALCS-ALERT-04"],
  title: "ALCSDatabaseConnectionFailures pages for noise and misses the outage",
  wrong:
    "Errors per second of each pod say nothing without the queries they are among. When the database is gone the pods " +
    "crash, and their counters leave with them before `for` is over.",
  mended: "Errors by queries, and ALCSDatabaseDown, which asks the exporter of the database and not the pods.",
  ours: ["ALCSDatabaseConnectionFailures", "ALCSDatabaseDown"],
  demonstrations: [
    {
      name: "ALCS-D08a: 0.012 errors/s in 1000 queries/s, 0.0012 %",
      step: MINUTE,
      series: [
        ofPod("alcs-a", "alcs_database_query_duration_seconds_count", ramp(0, 60_000, SAMPLES)),
        ofPod("alcs-a", "alcs_database_errors_total", ramp(0, 0.72, SAMPLES)),
      ],
      // 0.0096 errors/s are seen at minute 4, 0.012 from minute 5 on.
      document: { fact: "ALCS-ALERT-04", expect: [...firesFrom(10), after(60, 1)] },
      ours: [{ alert: "ALCSDatabaseConnectionFailures", labels: {}, expect: silent }],
    },
    {
      name: "ALCS-D08b: the database is lost at minute 11, the pods crash one minute later",
      step: MINUTE,
      series: [databaseLost, failingUntilCrash(1)],
      // An increase is seen from minute 11 to 14, shorter than `for`.
      document: { fact: "ALCS-ALERT-04", expect: [...silent, after(14, 0), after(16, 0)] },
      ours: [
        { alert: "ALCSDatabaseDown", labels: { severity: "critical" }, expect: [...firesFrom(13), after(120, 1)] },
      ],
    },
    {
      name: "ALCS-D08c: the database is lost at minute 11, the pods crash four minutes later",
      step: MINUTE,
      series: [databaseLost, failingUntilCrash(4)],
      // An increase is seen from minute 11 to 17: fires at 16 and resolves at 18 while the database is down.
      document: { fact: "ALCS-ALERT-04", expect: [...firesFrom(16), after(17, 1), after(18, 0), after(120, 0)] },
      ours: [
        { alert: "ALCSDatabaseDown", labels: { severity: "critical" }, expect: [...firesFrom(13), after(120, 1)] },
      ],
    },
    {
      name: "ALCS-D08d: 2 % of 10 queries/s fail",
      step: MINUTE,
      series: [
        ofPod("alcs-a", "alcs_database_query_duration_seconds_count", ramp(0, 600, SAMPLES)),
        ofPod("alcs-a", "alcs_database_errors_total", ramp(0, 12, SAMPLES)),
      ],
      // Twelve failures are seen at minute 1, ten are asked for.
      ours: [
        {
          alert: "ALCSDatabaseConnectionFailures",
          labels: { severity: "critical" },
          expect: [...firesFrom(6), after(60, 1)],
        },
      ],
    },
  ],
};

/** What the document states wrongly about restarts and the database. */
export const podMends: readonly Mend[] = [oneRestart, staging, wrongQuantity];
