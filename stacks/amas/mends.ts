import { constant, ramp, series } from "../../lib/index.ts";
import type { Mend } from "../support/mend.ts";
import { app, fires, MINUTE, SAMPLES, silent } from "./mend-series.ts";
import { latencyMends } from "./mends-latency.ts";
import { requestMends } from "./mends-requests.ts";
import { scalingMends } from "./mends-scaling.ts";

const queue = { ...app, type: "decision" };

/** The collector's clock: the time of each collection until minute 30, and nothing newer from then on. */
const stuckAtMinute30 = series(
  "amas_metrics_collected_timestamp_seconds",
  app,
  ramp(0, MINUTE, 31),
  constant(30 * MINUTE, 30),
);

const nonZero: Mend = {
  defect: "AMAS-D06",
  facts: ["AMAS-METRIC-01"],
  title: "the self-check asks for values that are not zero",
  wrong: "An empty queue is healthy and fails the check; a collector that is stuck at an old value passes it.",
  mended: "The collector exports the time of its newest collection, and its age alerts above 150 s.",
  ours: ["AmasCollectorStale"],
  demonstrations: [
    {
      name: "AMAS-D06a: the queue is empty, and is collected every minute",
      step: MINUTE,
      series: [
        series("amas_queue_size", queue, constant(0, SAMPLES)),
        series("amas_metrics_collected_timestamp_seconds", app, ramp(0, MINUTE, SAMPLES)),
      ],
      document: {
        fact: "AMAS-METRIC-01",
        reading: "amas_queue_size == 0",
        values: [{ at: 60 * MINUTE, samples: [{ labels: { __name__: "amas_queue_size", ...queue }, value: 0 }] }],
      },
      ours: [{ alert: "AmasCollectorStale", labels: {}, expect: silent }],
    },
    {
      // The age passes 150 s at minute 33, which is 180 s after minute 30.
      name: "AMAS-D06b: the collector is stuck at 125 from minute 30 on",
      step: MINUTE,
      series: [series("amas_queue_size", queue, constant(125, SAMPLES)), stuckAtMinute30],
      document: {
        fact: "AMAS-METRIC-01",
        reading: "amas_queue_size == 0",
        values: [{ at: 60 * MINUTE, samples: [] }],
      },
      ours: [{ alert: "AmasCollectorStale", labels: { severity: "medium" }, expect: fires(33) }],
    },
  ],
};

/** What AMAS' document states wrongly, and what ours does instead. */
export const mends: readonly Mend[] = [...latencyMends, ...requestMends, ...scalingMends, nonZero].sort((a, b) =>
  a.defect.localeCompare(b.defect),
);
