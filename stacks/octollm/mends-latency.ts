import type { Mend } from "../support/mend.ts";
import { after, durations, firesFrom, MINUTE, silent } from "./mend-series.ts";

/** A quantile exists from the second sample on, at minute 1; `for` is ten minutes. */
const fires = [...firesFrom(11), after(60, 1)];

// 0.95 of the way from 1 to 1.5 s.
const secondAndAHalf = durations("/chat", { "1": 0, "1.5": 600, "2": 600, "3": 600, "+Inf": 600 });
// 0.95 of the way from 2 to 3 s.
const threeSeconds = durations("/chat", { "1": 0, "1.5": 0, "2": 0, "3": 600, "+Inf": 600 });

const twice: Mend = {
  defect: "OCTO-D08",
  facts: ["OCTO-ALERT-05", "OCTO-ALERT-09"],
  title: "HighLatency and HighRequestLatency are one rule with two names",
  wrong:
    "Expression, limit and duration are the same, so each slow quarter of an hour is told twice, as critical and as warning.",
  mended: "One objective with two levels; each name is the alert of one.",
  ours: ["HighRequestLatency", "HighLatency"],
  demonstrations: [
    {
      name: "OCTO-D08a: p95 is 1.475 s, and HighRequestLatency warns",
      step: MINUTE,
      series: secondAndAHalf,
      document: { fact: "OCTO-ALERT-09", expect: fires },
      ours: [
        { alert: "HighRequestLatency", labels: { severity: "warning" }, expect: fires },
        { alert: "HighLatency", labels: {}, expect: silent },
      ],
    },
    {
      name: "OCTO-D08b: p95 is 1.475 s, and HighLatency is critical as well",
      step: MINUTE,
      series: secondAndAHalf,
      document: { fact: "OCTO-ALERT-05", expect: fires },
      ours: [{ alert: "HighLatency", labels: {}, expect: silent }],
    },
  ],
};

const levels: Mend = {
  defect: "OCTO-D09",
  facts: ["OCTO-ALERT-05", "OCTO-SLO-03", "OCTO-ESC-05"],
  title: "HighLatency is critical where the decision tree warns",
  wrong: "Decision tree 2 is critical above 2 s and warns above 1 s. The rule pages above 1 s.",
  mended: "HighLatency is critical above 2 s, and after 15 minutes HighLatencySustained asks for the senior engineer.",
  ours: ["HighLatency", "HighLatencySustained"],
  demonstrations: [
    {
      name: "OCTO-D09a: p95 is 1.475 s",
      step: MINUTE,
      series: secondAndAHalf,
      document: { fact: "OCTO-ALERT-05", expect: fires },
      ours: [
        { alert: "HighLatency", labels: {}, expect: silent },
        { alert: "HighRequestLatency", labels: { severity: "warning" }, expect: fires },
      ],
    },
    {
      name: "OCTO-D09b: p95 is 2.95 s",
      step: MINUTE,
      series: threeSeconds,
      document: { fact: "OCTO-ALERT-05", expect: fires },
      ours: [
        { alert: "HighLatency", labels: { severity: "critical" }, expect: fires },
        { alert: "HighLatencySustained", labels: { severity: "critical" }, expect: firesFrom(16) },
      ],
    },
  ],
};

const perSeries: Mend = {
  defect: "OCTO-D10",
  facts: ["OCTO-ALERT-05", "OCTO-ALERT-09", "OCTO-METRIC-09"],
  title: "the latency rules judge every handler by itself",
  wrong:
    "Without a sum over the series, three slow requests a minute on a rare handler page for a service that is fast.",
  mended: "The buckets of a service are summed before the percentile is taken.",
  ours: ["HighLatency", "HighRequestLatency"],
  demonstrations: [
    {
      // 5702.85 of 6003 requests, all of them below 0.1 s: p95 is 0.098 s; that of the rare handler 3 + 0.95 x 2 = 4.9 s.
      name: "OCTO-D10: 100 requests/s below 0.1 s, and a handler with 3 requests/min between 3 and 5 s",
      step: MINUTE,
      series: [
        ...durations("/chat", { "0.05": 0, "0.1": 6_000, "3": 6_000, "5": 6_000, "+Inf": 6_000 }),
        ...durations("/rare", { "0.05": 0, "0.1": 0, "3": 0, "5": 3, "+Inf": 3 }),
      ],
      document: { fact: "OCTO-ALERT-05", expect: fires },
      ours: ["HighLatency", "HighRequestLatency"].map((alert) => ({ alert, labels: {}, expect: silent })),
    },
  ],
};

const unreadable: Mend = {
  defect: "OCTO-D11",
  facts: ["OCTO-METRIC-13"],
  title: "the query of the latency by endpoint does not parse",
  wrong: "`by` belongs to an aggregation, and a quantile is a function.",
  mended: "Sum by `le` and the wanted labels first, as our recording does for the service.",
  ours: ["HighRequestLatency"],
  demonstrations: [
    {
      name: "OCTO-D11: the query as it is written, and a p95 of 1.475 s",
      step: MINUTE,
      series: secondAndAHalf,
      document: { fact: "OCTO-METRIC-13", refused: "unexpected <by>" },
      ours: [{ alert: "HighRequestLatency", labels: { severity: "warning" }, expect: fires }],
    },
  ],
};

/** What the document states wrongly about latency. */
export const latencyMends: readonly Mend[] = [twice, levels, perSeries, unreadable];
