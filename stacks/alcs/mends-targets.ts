import { constant, series, stale } from "../../lib/index.ts";
import type { Mend } from "../support/mend.ts";
import { after, firesFrom, MINUTE, ofPod, SAMPLES, silent } from "./mend-series.ts";

const PODS = ["alcs-a", "alcs-b", "alcs-c"];

const onePod: Mend = {
  defect: "ALCS-D01",
  facts: ["ALCS-ALERT-01", "ALCS-SLO-01"],
  title: "ALCSServiceDown fires for one pod",
  wrong: "Each pod has a series of its own and is compared by itself, so one pod of three is told as an outage.",
  mended: "ALCSServiceDown means that no pod answers. One that stays away for 5 minutes is a warning.",
  ours: ["ALCSServiceDown", "ALCSTargetDown"],
  demonstrations: [
    {
      name: "ALCS-D01: one of three pods does not answer",
      step: MINUTE,
      series: PODS.map((pod) => ofPod(pod, "up", constant(pod === "alcs-a" ? 0 : 1, SAMPLES))),
      document: { fact: "ALCS-ALERT-01", expect: firesFrom(1) },
      ours: [
        { alert: "ALCSServiceDown", labels: {}, expect: silent },
        { alert: "ALCSTargetDown", labels: { severity: "warning", pod: "alcs-a" }, expect: firesFrom(5) },
      ],
    },
  ],
};

const allGone: Mend = {
  defect: "ALCS-D02",
  facts: ["ALCS-ALERT-01"],
  title: "ALCSServiceDown is silent when all pods are gone",
  wrong:
    "Pods that left service discovery have no `up` series. Scaled to 0, as the document itself does, nothing is compared.",
  mended: "A sum that falls back to 0: no pod at all is down too.",
  ours: ["ALCSServiceDown"],
  demonstrations: [
    {
      name: "ALCS-D02: all three pods leave service discovery after 10 minutes",
      step: MINUTE,
      series: PODS.map((pod) => ofPod(pod, "up", constant(1, 10), stale())),
      document: { fact: "ALCS-ALERT-01", expect: silent },
      ours: [{ alert: "ALCSServiceDown", labels: { severity: "critical" }, expect: [...firesFrom(11), after(120, 1)] }],
    },
  ],
};

const noData: Mend = {
  defect: "X-D01",
  facts: ["ALCS-ALERT-01", "ALCS-ALERT-02", "ALCS-ALERT-03", "ALCS-ALERT-04"],
  title: "no rule notices that its data is gone",
  wrong: "All four rules compare series. Where there are none nothing is compared, and silence looks like health.",
  mended:
    "An outage alert that does not need `up` to exist, an alert for each metric that is missing while the pods answer, " +
    "and one for each exporter that the rules read.",
  ours: [
    "ALCSServiceDown",
    "ALCSPostgresExporterDown",
    "KubeStateMetricsDown",
    "CadvisorDown",
    "CertManagerDown",
    "ALCSHighErrorRateAbsent",
    "ALCSDatabaseConnectionFailuresAbsent",
  ],
  demonstrations: [
    {
      name: "X-D01a: Prometheus knows no target of ALCS or its exporters for two hours",
      step: MINUTE,
      series: [series("up", { job: "node-exporter", instance: "10.0.1.1:9100" }, constant(1, SAMPLES))],
      document: { fact: "ALCS-ALERT-01", expect: silent },
      ours: [
        { alert: "ALCSServiceDown", labels: { severity: "critical" }, expect: firesFrom(1) },
        { alert: "ALCSPostgresExporterDown", labels: { severity: "warning" }, expect: firesFrom(5) },
        ...["KubeStateMetricsDown", "CadvisorDown", "CertManagerDown"].map((alert) => ({
          alert,
          labels: { severity: "warning" },
          expect: firesFrom(10),
        })),
      ],
    },
    ...(
      [
        ["b", "alcs_request_duration_seconds", "ALCS-ALERT-02", "ALCSHighErrorRateAbsent"],
        ["c", "alcs_database_query_duration_seconds", "ALCS-ALERT-04", "ALCSDatabaseConnectionFailuresAbsent"],
      ] as const
    ).map(([letter, metric, fact, alert]) => ({
      name: `X-D01${letter}: the pods answer, but ${metric} is not exported`,
      step: MINUTE,
      series: [ofPod("alcs-a", "up", constant(1, SAMPLES))],
      document: { fact, expect: silent },
      ours: [{ alert, labels: { severity: "warning" }, expect: firesFrom(15) }],
    })),
  ],
};

/** What the document states wrongly about targets, and what it does not notice. */
export const targetMends: readonly Mend[] = [onePod, allGone, noData];
