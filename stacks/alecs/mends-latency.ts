import { ramp, series } from "../../lib/index.ts";
import type { Mend } from "../support/mend.ts";

const MINUTE = 60;
const SAMPLES = 61;

/** Requests per minute of one route up to each bound, and in all. */
function durations(route: string, upTo: Readonly<Record<string, number>>) {
  const labels = { job: "alecs", namespace: "alecs", instance: "10.0.0.1:8080", route };
  const all = upTo["+Inf"] ?? 0;
  return [
    ...Object.entries(upTo).map(([le, perMinute]) =>
      series("alecs_request_duration_seconds_bucket", { ...labels, le }, ramp(0, perMinute, SAMPLES)),
    ),
    series("alecs_request_duration_seconds_count", labels, ramp(0, all, SAMPLES)),
  ];
}

const silent = [
  { at: 10 * MINUTE, firing: 0 },
  { at: 60 * MINUTE, firing: 0 },
];

/** A quantile exists from the second sample on, at minute 1; `for` is five minutes. */
const fires = [
  { at: 5 * MINUTE, firing: 0 },
  { at: 6 * MINUTE, firing: 1 },
  { at: 60 * MINUTE, firing: 1 },
];

const perSeries: Mend = {
  defect: "ALECS-D05",
  facts: ["ALECS-ALERT-03"],
  title: "ALECSHighLatency judges every series by itself",
  wrong:
    "Without a sum over the series, each route of each pod has a percentile of its own. Three slow requests a minute on " +
    "a rare route alert for a service that is fast.",
  mended: "The buckets are summed before the percentile is taken: one value for all users.",
  ours: ["ALECSHighLatency"],
  demonstrations: [
    {
      // 0.95 x 6003 of 6000 requests up to 0.1 s: p95 of the service is 0.095 s; of the rare route 3 + 0.95 x 2 = 4.9 s.
      name: "ALECS-D05: 100 requests/s below 0.1 s, and a route with 3 requests/min between 3 and 5 s",
      step: MINUTE,
      series: [
        ...durations("/tools", { "0.1": 6_000, "3": 6_000, "5": 6_000, "+Inf": 6_000 }),
        ...durations("/rare", { "0.1": 0, "3": 0, "5": 3, "+Inf": 3 }),
      ],
      document: { fact: "ALECS-ALERT-03", expect: fires },
      ours: [{ alert: "ALECSHighLatency", labels: {}, expect: silent }],
    },
  ],
};

const levels: Mend = {
  defect: "ALECS-D06",
  facts: ["ALECS-SLO-02", "ALECS-ALERT-03"],
  title: "ALECSHighLatency has the critical threshold with the severity of the other level",
  wrong: "The table alerts above 1 s and is critical above 3 s. The one rule says warning, above 3 s.",
  mended: "A warning above 1 s and a critical alert above 3 s, each for 5 minutes.",
  ours: ["ALECSHighLatency"],
  demonstrations: [
    {
      // (0.95 x 600 - 300) / 300 = 0.9 of the way from 2 to 3 s.
      name: "ALECS-D06a: p95 is 2.9 s",
      step: MINUTE,
      series: durations("/tools", { "1": 0, "2": 300, "3": 600, "5": 600, "+Inf": 600 }),
      document: { fact: "ALECS-ALERT-03", expect: silent },
      ours: [
        { alert: "ALECSHighLatency", labels: { severity: "warning" }, expect: fires },
        { alert: "ALECSHighLatency", labels: { severity: "critical" }, expect: silent },
      ],
    },
    {
      name: "ALECS-D06b: p95 is 4.9 s; the document's rule warns",
      step: MINUTE,
      series: durations("/tools", { "1": 0, "2": 0, "3": 0, "5": 600, "+Inf": 600 }),
      document: { fact: "ALECS-ALERT-03", expect: fires },
      ours: [{ alert: "ALECSHighLatency", labels: { severity: "critical" }, expect: fires }],
    },
  ],
};

/** What the document states wrongly about response times. */
export const latencyMends: readonly Mend[] = [perSeries, levels];
