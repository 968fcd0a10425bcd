import type { SyntheticSeries } from "../../lib/index.ts";
import type { Mend } from "../support/mend.ts";
import { counted, fires, MINUTE, silent } from "./mend-series.ts";

/** Decision writes per minute up to each bound in milliseconds, and in all. */
function writes(upTo: Readonly<Record<string, number>>): readonly SyntheticSeries[] {
  return [
    ...Object.entries(upTo).map(([le, perMinute]) => counted("amas_decision_write_duration_bucket", perMinute, { le })),
    counted("amas_decision_write_duration_count", upTo["+Inf"] ?? 0),
  ];
}

/** The AlertEngine's `decision.latency.p99`, as PromQL over the histogram that the document exports. */
const P99 = "histogram_quantile(0.99, sum by (le) (rate(amas_decision_write_duration_bucket[5m])))";

const alertsAtTarget: Mend = {
  defect: "AMAS-D01",
  facts: ["AMAS-ALERT-01", "AMAS-SLO-03"],
  title: "the rule of the decision latency fires at the target",
  wrong: "The table promises 500 ms and alerts above 600 ms over 5 minutes; the one rule shown alerts above 500 ms.",
  mended: "500 ms is the objective. The alert is the table's 600 ms over 5 minutes, after the rule's 2 minutes.",
  ours: ["AmasDecisionLatencyP99"],
  demonstrations: [
    {
      // 0.99 of 600 writes are 594, all between 500 and 600 ms: 500 + 0.99 x 100.
      name: "AMAS-D01a: p99 is 599 ms, between the target and the alert",
      step: MINUTE,
      series: writes({ "500": 0, "600": 600, "800": 600, "+Inf": 600 }),
      document: {
        fact: "AMAS-ALERT-01",
        reading: `${P99} > 500`,
        values: [{ at: 60 * MINUTE, samples: [{ labels: {}, value: 599 }] }],
      },
      ours: [{ alert: "AmasDecisionLatencyP99", labels: {}, expect: silent }],
    },
    {
      name: "AMAS-D01b: p99 is 798 ms",
      step: MINUTE,
      series: writes({ "500": 0, "600": 0, "800": 600, "+Inf": 600 }),
      ours: [{ alert: "AmasDecisionLatencyP99", labels: { severity: "high" }, expect: fires(3) }],
    },
  ],
};

const unitAndBounds: Mend = {
  defect: "AMAS-D04",
  facts: ["AMAS-METRIC-02", "AMAS-SLO-03"],
  title: "the histogram counts milliseconds, and needs bounds above its threshold",
  wrong:
    'Beside `le="500"` the text says P99 < 500ms, so the unit is milliseconds: a threshold in seconds would always fire. If ' +
    "500 is the last bound, no quantile exceeds 500, and neither 500 nor 600 can be exceeded.",
  mended: "The unit is part of the metric's type, and the model refuses a threshold at or above the highest bound.",
  ours: ["AmasDecisionLatencyP99"],
  demonstrations: [
    {
      // 0.99 of 600 writes are 594, (594 - 570) / (595 - 570) of the way from 400 to 500 ms.
      name: "AMAS-D04a: p99 is 496 ms; read as seconds, 0.5 is far below",
      step: MINUTE,
      series: writes({ "400": 570, "500": 595, "600": 600, "800": 600, "+Inf": 600 }),
      document: {
        fact: "AMAS-METRIC-02",
        reading: `round(${P99}) > 0.5`,
        values: [{ at: 60 * MINUTE, samples: [{ labels: {}, value: 496 }] }],
      },
      ours: [{ alert: "AmasDecisionLatencyP99", labels: {}, expect: silent }],
    },
    {
      name: "AMAS-D04b: every write takes longer than the last bound, 500; without higher bounds ours is blind too",
      step: MINUTE,
      series: writes({ "500": 0, "+Inf": 600 }),
      document: { fact: "AMAS-METRIC-02", reading: `${P99} > 500`, values: [{ at: 60 * MINUTE, samples: [] }] },
      ours: [{ alert: "AmasDecisionLatencyP99", labels: {}, expect: silent }],
    },
    {
      name: "AMAS-D04c: the same writes, with the bounds that the model asks for",
      step: MINUTE,
      series: writes({ "500": 0, "600": 0, "800": 0, "1000": 600, "+Inf": 600 }),
      ours: [{ alert: "AmasDecisionLatencyP99", labels: { severity: "high" }, expect: fires(3) }],
    },
    {
      // 990 of 1000: (990 - 950) / 50 of the way from 500 to 600 ms.
      name: "AMAS-D04d: 950 of 1000 writes up to 500 ms, the document's sample, is a p99 of 580 ms",
      step: MINUTE,
      series: writes({ "500": 950, "600": 1_000, "800": 1_000, "+Inf": 1_000 }),
      document: {
        fact: "AMAS-METRIC-02",
        reading: `round(${P99})`,
        values: [{ at: 60 * MINUTE, samples: [{ labels: {}, value: 580 }] }],
      },
      ours: [{ alert: "AmasDecisionLatencyP99", labels: {}, expect: silent }],
    },
  ],
};

const twoP99s: Mend = {
  defect: "AMAS-D07",
  facts: ["AMAS-SLO-03", "AMAS-METRIC-02"],
  title: "two P99s share one number",
  wrong:
    "The table's P99 stands beside a P95 of requests; the rule and the metric measure decision writes. Both say 500 ms.",
  mended: "Two metrics with two names, and an alert for each: requests need a histogram that AMAS does not export yet.",
  ours: ["AmasP99Latency", "AmasDecisionLatencyP99"],
  demonstrations: [
    {
      // 0.99 of the way from 600 to 800 ms.
      name: "AMAS-D07: requests have a p99 of 798 ms, decision writes one of 50 ms",
      step: MINUTE,
      series: [
        ...Object.entries({ "500": 0, "600": 0, "800": 600, "+Inf": 600 }).map(([le, perMinute]) =>
          counted("http_request_duration_bucket", perMinute, { le }),
        ),
        counted("http_request_duration_count", 600),
        ...writes({ "50": 600, "500": 600, "600": 600, "800": 600, "+Inf": 600 }),
      ],
      document: {
        fact: "AMAS-METRIC-02",
        reading: `${P99} > 500`,
        values: [{ at: 60 * MINUTE, samples: [] }],
      },
      ours: [
        { alert: "AmasP99Latency", labels: { severity: "high" }, expect: fires(3) },
        { alert: "AmasDecisionLatencyP99", labels: {}, expect: silent },
      ],
    },
  ],
};

/** What the document states wrongly about latencies. */
export const latencyMends: readonly Mend[] = [alertsAtTarget, unitAndBounds, twoP99s];
