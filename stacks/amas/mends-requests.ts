import { constant, type SyntheticSeries, series } from "../../lib/index.ts";
import type { Mend } from "../support/mend.ts";
import { app, counted, fires, MINUTE, SAMPLES, silent } from "./mend-series.ts";

function errors(status: string, perMinute: number): SyntheticSeries {
  return counted("http_errors_total", perMinute, { status });
}

const threeNumbers: Mend = {
  defect: "AMAS-D02",
  facts: ["AMAS-ALERT-02", "AMAS-SLO-04"],
  title: "three numbers for the error rate, and no rule",
  wrong:
    "A section's title says 1 %, the table alerts above 2 %, a comment on the metric says 1 %. The rule is only named.",
  mended: "1 % is the objective, with a budget; the alert is the table's 2 % over 5 minutes.",
  ours: ["AmasHttpErrorRate5xx"],
  demonstrations: [
    {
      name: "AMAS-D02a: 1.5 % of 100 requests/s fail",
      step: MINUTE,
      series: [errors("500", 90), counted("http_requests_total", 6_000)],
      ours: [{ alert: "AmasHttpErrorRate5xx", labels: {}, expect: silent }],
    },
    {
      name: "AMAS-D02b: 2.5 % of 100 requests/s fail",
      step: MINUTE,
      series: [errors("500", 150), counted("http_requests_total", 6_000)],
      ours: [{ alert: "AmasHttpErrorRate5xx", labels: { severity: "high" }, expect: fires(3) }],
    },
  ],
};

const measuresDemand: Mend = {
  defect: "AMAS-D03",
  facts: ["AMAS-SLO-01"],
  title: "fewer than 800 requests per second is every quiet night",
  wrong:
    "The rate of requests is what users ask for, not what the system can do. The document itself has low-traffic windows from " +
    "2 to 4 in the morning, in which the row would alert every day.",
  mended:
    "The alert needs demand: the same hour of last week reached the promised 1000 requests per second. That it fires then is " +
    "shown by the tests of the condition, which are a week long.",
  ours: ["AmasThroughputLow"],
  demonstrations: [
    {
      name: "AMAS-D03: 200 requests/s, none of which fails",
      step: MINUTE,
      series: [counted("http_requests_total", 12_000)],
      document: {
        fact: "AMAS-SLO-01",
        reading: "sum(rate(http_requests_total[5m])) < 800",
        values: [{ at: 60 * MINUTE, samples: [{ labels: {}, value: 200 }] }],
      },
      ours: [{ alert: "AmasThroughputLow", labels: {}, expect: silent }],
    },
  ],
};

const lifetimeCount: Mend = {
  defect: "AMAS-D05",
  facts: ["AMAS-METRIC-03"],
  title: "the error rate is a lifetime count of one status",
  wrong:
    '`http_errors_total{status="500"}` counts since the start, has no requests to compare with, and leaves out 503.',
  mended: "Every 5xx, as a rate, divided by the rate of all requests; AMAS has to count its requests.",
  ours: ["AmasHttpErrorRate5xx"],
  demonstrations: [
    {
      name: "AMAS-D05: five errors long ago, and now 10 of 100 requests/s get a 503",
      step: MINUTE,
      series: [
        series("http_errors_total", { ...app, status: "500" }, constant(5, SAMPLES)),
        errors("503", 600),
        counted("http_requests_total", 6_000),
      ],
      document: {
        fact: "AMAS-METRIC-03",
        reading: 'http_errors_total{status="500"}',
        values: [
          {
            at: 60 * MINUTE,
            samples: [{ labels: { __name__: "http_errors_total", ...app, status: "500" }, value: 5 }],
          },
        ],
      },
      ours: [{ alert: "AmasHttpErrorRate5xx", labels: { severity: "high" }, expect: fires(3) }],
    },
  ],
};

const halfNames: Mend = {
  defect: "AMAS-D10",
  facts: ["AMAS-METRIC-05"],
  title: "`cache_hit` and `cache_miss` are no names of metrics",
  wrong:
    "The text points at two counters by a part of their names, so nobody can write the rule of the table's cache row.",
  mended: "Both have full names, which AMAS has to export; the hit rate is hits by hits and misses.",
  ours: ["AmasCacheHitRate"],
  demonstrations: [
    {
      // 15 minutes of the table are three ranges of the recording; a hundred look-ups are there within the first minutes.
      name: "AMAS-D10: half of 10 look-ups/s miss",
      step: MINUTE,
      series: [counted("amas_cache_hit_total", 300), counted("amas_cache_miss_total", 300)],
      ours: [{ alert: "AmasCacheHitRate", labels: { severity: "medium" }, expect: fires(3) }],
    },
  ],
};

const dottedNames: Mend = {
  defect: "AMAS-D11",
  facts: ["AMAS-ALERT-01", "AMAS-ALERT-02", "AMAS-METRIC-04"],
  title: "the AlertEngine's names are none that Prometheus can read",
  wrong: "`decision.latency.p99` and `http.error_rate.5xx` have dots, and no exported series carries either name.",
  mended:
    "Each is an expression over exported series, under the nearest name an alert may have: AmasDecisionLatencyP99 and " +
    "AmasHttpErrorRate5xx.",
  ours: ["AmasDecisionLatencyP99", "AmasHttpErrorRate5xx"],
  demonstrations: [
    {
      name: "AMAS-D11: one of ten requests fails",
      step: MINUTE,
      series: [errors("500", 600), counted("http_requests_total", 6_000)],
      document: {
        fact: "AMAS-ALERT-02",
        reading: "http.error_rate.5xx > 0.01",
        refused: "unexpected character: '.'",
      },
      ours: [{ alert: "AmasHttpErrorRate5xx", labels: { severity: "high" }, expect: fires(3) }],
    },
  ],
};

/** What the document states wrongly about requests and about names. */
export const requestMends: readonly Mend[] = [threeNumbers, measuresDemand, lifetimeCount, halfNames, dottedNames];
