import { constant, type SyntheticSeries, series, stale } from "../../lib/index.ts";
import type { Demonstration, Mend } from "../support/mend.ts";

const MINUTE = 60;
const SAMPLES = 121;

function target(instance: string, ...samples: SyntheticSeries["samples"]) {
  return series("up", { job: "alecs", namespace: "alecs", instance }, ...samples);
}

const silent = [
  { at: 10 * MINUTE, firing: 0 },
  { at: 120 * MINUTE, firing: 0 },
];

const onePod: Mend = {
  defect: "ALECS-D01",
  facts: ["ALECS-ALERT-01"],
  title: "ALECSDown fires for one pod",
  wrong: "`up` has one series a pod, and the rule compares each. One restarted pod of three pages as an outage.",
  mended: "ALECSDown means that no pod answers. A single pod that stays away for 5 minutes is a warning.",
  ours: ["ALECSDown", "ALECSTargetDown"],
  demonstrations: [
    {
      name: "ALECS-D01: one of three pods does not answer",
      step: MINUTE,
      series: [
        target("10.0.0.1:8080", constant(0, SAMPLES)),
        target("10.0.0.2:8080", constant(1, SAMPLES)),
        target("10.0.0.3:8080", constant(1, SAMPLES)),
      ],
      document: {
        fact: "ALECS-ALERT-01",
        expect: [
          { at: 0, firing: 0 },
          { at: MINUTE, firing: 1 },
        ],
      },
      ours: [
        { alert: "ALECSDown", labels: {}, expect: silent },
        {
          alert: "ALECSTargetDown",
          labels: { severity: "warning", instance: "10.0.0.1:8080" },
          expect: [
            { at: 4 * MINUTE, firing: 0 },
            { at: 5 * MINUTE, firing: 1 },
          ],
        },
      ],
    },
  ],
};

const allGone: Mend = {
  defect: "ALECS-D02",
  facts: ["ALECS-ALERT-01"],
  title: "ALECSDown is silent when all pods are gone",
  wrong: "Pods that left service discovery have no `up` series, and a comparison with nothing is never true.",
  mended: "A sum that falls back to 0: no pod at all is down too.",
  ours: ["ALECSDown"],
  demonstrations: [
    {
      name: "ALECS-D02: all three pods leave service discovery after 10 minutes",
      step: MINUTE,
      series: ["10.0.0.1:8080", "10.0.0.2:8080", "10.0.0.3:8080"].map((instance) =>
        target(instance, constant(1, 10), stale()),
      ),
      document: { fact: "ALECS-ALERT-01", expect: [...silent, { at: 11 * MINUTE, firing: 0 }] },
      ours: [
        {
          alert: "ALECSDown",
          labels: { severity: "critical" },
          expect: [
            { at: 10 * MINUTE, firing: 0 },
            { at: 11 * MINUTE, firing: 1 },
            { at: 120 * MINUTE, firing: 1 },
          ],
        },
      ],
    },
  ],
};

function unmeasured(letter: string, metric: string, fact: string, alert: string): Demonstration {
  return {
    name: `X-D01${letter}: the pods answer, but ${metric} is not exported`,
    step: MINUTE,
    series: [target("10.0.0.1:8080", constant(1, SAMPLES))],
    document: { fact, expect: silent },
    ours: [
      {
        alert,
        labels: { severity: "warning" },
        expect: [
          { at: 14 * MINUTE, firing: 0 },
          { at: 15 * MINUTE, firing: 1 },
        ],
      },
    ],
  };
}

const noData: Mend = {
  defect: "X-D01",
  facts: ["ALECS-ALERT-01", "ALECS-ALERT-02", "ALECS-ALERT-03", "ALECS-ALERT-04"],
  title: "no rule notices that its data is gone",
  wrong:
    "All four rules compare series. Where there are none, there is nothing to compare, and silence looks like health.",
  mended:
    "An outage alert that does not need `up` to exist, an alert for each metric that is missing while the pods answer, " +
    "and one for each exporter that the rules read.",
  ours: [
    "ALECSDown",
    "ALECSHighErrorRateAbsent",
    "ALECSHighLatencyAbsent",
    "ALECSLowCacheHitRateAbsent",
    "KubeStateMetricsDown",
    "CadvisorDown",
  ],
  demonstrations: [
    {
      name: "X-D01a: Prometheus knows no target of ALECS or its exporters for two hours",
      step: MINUTE,
      series: [series("up", { job: "node-exporter", instance: "10.0.1.1:9100" }, constant(1, SAMPLES))],
      document: { fact: "ALECS-ALERT-01", expect: silent },
      ours: [
        {
          alert: "ALECSDown",
          labels: { severity: "critical" },
          expect: [
            { at: 0, firing: 0 },
            { at: MINUTE, firing: 1 },
          ],
        },
        ...["KubeStateMetricsDown", "CadvisorDown"].map((alert) => ({
          alert,
          labels: { severity: "warning" },
          expect: [
            { at: 9 * MINUTE, firing: 0 },
            { at: 10 * MINUTE, firing: 1 },
          ],
        })),
      ],
    },
    unmeasured("b", "alecs_requests_total", "ALECS-ALERT-02", "ALECSHighErrorRateAbsent"),
    unmeasured("c", "alecs_request_duration_seconds", "ALECS-ALERT-03", "ALECSHighLatencyAbsent"),
    unmeasured("d", "alecs_cache_requests_total", "ALECS-ALERT-04", "ALECSLowCacheHitRateAbsent"),
  ],
};

/** What the document states wrongly about targets, and what it does not notice. */
export const targetMends: readonly Mend[] = [onePod, allGone, noData];
