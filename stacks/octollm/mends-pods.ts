import { constant, ramp, stale } from "../../lib/index.ts";
import type { Mend } from "../support/mend.ts";
import { after, countedAt, firesFrom, MINUTE, ofObject, SAMPLES, silent } from "./mend-series.ts";

const container = { pod: "orchestrator-7d9f8c-xk2p9", container: "orchestrator" };
const RESTARTS = "kube_pod_container_status_restarts_total";

const unreachable: Mend = {
  defect: "OCTO-D02",
  facts: ["OCTO-ALERT-01"],
  title: "PodCrashLoopBackOff can never fire",
  wrong:
    "0.3 restarts per second are more than 180 in the ten minutes of the range. The kubelet waits up to five minutes " +
    "between two starts, so a loop has about two.",
  mended: "Three restarts within ten minutes, or a container that the kubelet makes wait in CrashLoopBackOff.",
  ours: ["PodCrashLoopBackOff"],
  demonstrations: [
    {
      name: "OCTO-D02a: a loop from minute 10, with the waits of the kubelet",
      step: MINUTE,
      series: [
        // 10, 30, 70, 150, 310 and 610 s after minute 10, then every 300 s.
        ofObject(
          RESTARTS,
          container,
          constant(0, 11),
          constant(2, 1),
          constant(3, 1),
          constant(4, 3),
          ...Array.from({ length: 21 }, (_, index) => constant(5 + index, 5)),
        ),
        ofObject(
          "kube_pod_container_status_waiting_reason",
          { ...container, reason: "CrashLoopBackOff" },
          { kind: "missing", steps: 14 },
          constant(1, SAMPLES - 14),
        ),
      ],
      document: { fact: "OCTO-ALERT-01", expect: silent },
      // The third restart is seen at minute 12.
      ours: [
        { alert: "PodCrashLoopBackOff", labels: { severity: "critical" }, expect: [...firesFrom(17), after(120, 1)] },
      ],
    },
    {
      name: "OCTO-D02b: a restart every 15 s, which no kubelet does",
      step: MINUTE,
      series: [ofObject(RESTARTS, container, ramp(0, 4, SAMPLES))],
      document: { fact: "OCTO-ALERT-01", expect: silent },
      ours: [{ alert: "PodCrashLoopBackOff", labels: { severity: "critical" }, expect: firesFrom(6) }],
    },
    {
      name: "OCTO-D02c: 12 restarts in 30 minutes, the document's own example",
      step: MINUTE,
      series: [ofObject(RESTARTS, container, ...countedAt(3, 5, 8, 10, 13, 15, 18, 20, 23, 25, 28, 30))],
      document: { fact: "OCTO-ALERT-01", expect: silent },
      ours: [
        { alert: "PodCrashLoopBackOff", labels: { severity: "critical" }, expect: [...firesFrom(13), after(30, 1)] },
      ],
    },
  ],
};

const killed: Mend = {
  defect: "OCTO-D16",
  facts: ["OCTO-ALERT-10"],
  title: "PodOOMKilled misses restarted containers and never ends for finished ones",
  wrong:
    "The metric is the present state. A container that is started again leaves it within seconds, shorter than `for`, " +
    "and the pod of a finished Job never leaves it.",
  mended: "A restart within ten minutes whose last end was such a kill; critical for more than three in an hour.",
  ours: ["PodOOMKilled"],
  demonstrations: [
    {
      name: "OCTO-D16a: six kills, one every 5 minutes, each visible in one scrape",
      step: MINUTE,
      series: [
        ofObject(
          "kube_pod_container_status_terminated_reason",
          { ...container, reason: "OOMKilled" },
          ...Array.from({ length: 6 }, () => [{ kind: "missing", steps: 4 } as const, constant(1, 1), stale()]).flat(),
        ),
        ofObject(RESTARTS, container, ...countedAt(4, 10, 16, 22, 28, 34)),
        ofObject(
          "kube_pod_container_status_last_terminated_reason",
          { ...container, reason: "OOMKilled" },
          { kind: "missing", steps: 4 },
          constant(1, SAMPLES - 4),
        ),
      ],
      document: { fact: "OCTO-ALERT-10", expect: [...silent, after(4, 0), after(5, 0), after(34, 0), after(35, 0)] },
      ours: [
        {
          alert: "PodOOMKilled",
          labels: { severity: "warning" },
          expect: [...firesFrom(5), after(34, 1), after(120, 0)],
        },
        // The fourth kill is at minute 22.
        {
          alert: "PodOOMKilled",
          labels: { severity: "critical" },
          expect: [...firesFrom(23), after(60, 1), after(120, 0)],
        },
      ],
    },
    {
      name: "OCTO-D16b: the pod of a Job was killed once, and stays there finished",
      step: MINUTE,
      series: [
        ofObject(
          "kube_pod_container_status_terminated_reason",
          { pod: "reindex-28391-abcde", container: "reindex", reason: "OOMKilled" },
          constant(1, SAMPLES),
        ),
        ofObject(RESTARTS, { pod: "reindex-28391-abcde", container: "reindex" }, constant(0, SAMPLES)),
      ],
      document: { fact: "OCTO-ALERT-10", expect: [...firesFrom(1), after(120, 1)] },
      ours: [{ alert: "PodOOMKilled", labels: {}, expect: silent }],
    },
  ],
};

/** What the document states wrongly about containers. */
export const podMends: readonly Mend[] = [unreachable, killed];
