import { constant, missing, series } from "../../lib/index.ts";
import type { Mend } from "../support/mend.ts";
import { durations, fires, MINUTE, pod, requests, silent } from "./mend-series.ts";
import { alertBesideAutoscaler } from "./mends-scaling.ts";

// Prometheus 3 on one-minute samples: rate([5m]) reads five of them, and exists from the second sample on, at minute 1.
// A counter that starts at 0 and grows by b a minute has the rate t * b / 300 at minute t below 5, and b / 60 from then on.

const alwaysOne: Mend = {
  defect: "FREE-D01",
  facts: ["FREE-ALERT-01", "FREE-METRIC-13"],
  title: "HighErrorRate divides each series by itself",
  wrong:
    "Without a sum on both sides, Prometheus divides series of equal labels: errors of one status by all requests of that " +
    "status. The result is 1 for any single error, and the page says that 100 % fail.",
  mended: "Failed requests are summed and divided by the sum of all requests, in this system's namespace and job.",
  ours: ["HighErrorRate"],
  demonstrations: [
    {
      name: "FREE-D01a: 0.01 errors/s among 1000 requests/s, which is 0.001 %",
      step: MINUTE,
      series: [requests("500", 0.6), requests("200", 59_999.4)],
      document: {
        fact: "FREE-ALERT-01",
        expect: fires(6),
        sent: [
          {
            at: 10 * MINUTE,
            alerts: [
              {
                labels: { severity: "critical", ...pod, status: "500" },
                annotations: { summary: "High error rate detected", description: "Error rate is 100%" },
              },
            ],
          },
        ],
      },
      ours: [{ alert: "HighErrorRate", labels: {}, expect: silent }],
    },
    {
      name: "FREE-D01b: 6 % of 20 requests/s fail",
      step: MINUTE,
      series: [requests("500", 72), requests("200", 1_128)],
      document: { fact: "FREE-ALERT-01", expect: fires(6) },
      // Ten failures are there at minute 1: 2 and 5 minutes of `for` from then on.
      ours: [
        { alert: "HighErrorRate", labels: { severity: "warning" }, expect: fires(3) },
        { alert: "HighErrorRate", labels: { severity: "critical" }, expect: fires(6) },
      ],
    },
  ],
};

const notARate: Mend = {
  defect: "FREE-D02",
  facts: ["FREE-METRIC-01", "FREE-METRIC-02"],
  title: "the metric called Error Rate is a number of errors per second",
  wrong: "5 % of 1000 requests per second shows as 50, one line for each status and pod.",
  mended: "The recorded error ratio is a share of all requests, one line for the system.",
  ours: ["HighErrorRate"],
  demonstrations: [
    {
      name: "FREE-D02: 50 of 1000 requests/s fail",
      step: MINUTE,
      series: [requests("500", 3_000), requests("200", 57_000)],
      document: {
        fact: "FREE-METRIC-02",
        values: [{ at: 60 * MINUTE, samples: [{ labels: { ...pod, status: "500" }, value: 50 }] }],
      },
      ours: [
        {
          expr: 'objective:error_ratio:rate5m{objective="error-rate"}',
          values: [
            {
              at: 60 * MINUTE,
              samples: [
                {
                  labels: {
                    __name__: "objective:error_ratio:rate5m",
                    objective: "error-rate",
                    service: "backend",
                    system: "freeagentics",
                  },
                  value: 0.05,
                },
              ],
            },
          ],
        },
      ],
    },
  ],
};

const perSeries: Mend = {
  defect: "FREE-D03",
  facts: ["FREE-ALERT-02", "FREE-METRIC-03", "FREE-METRIC-14"],
  title: "HighResponseTime judges every endpoint of every pod by itself",
  wrong:
    "Without a sum over the series there is a percentile for each. One rare endpoint pages for a service that is fast.",
  mended: "The buckets are summed before the percentile is taken: one value for all users.",
  ours: ["HighResponseTime"],
  demonstrations: [
    {
      // Of 60006 requests the first 95 % end within the first bucket, at 0.095 s; alone, 0.95 of the way from 2 to 5 s.
      name: "FREE-D03: 1000 requests/s below 0.1 s, and an endpoint with 6 requests/min between 2 and 5 s",
      step: MINUTE,
      series: [
        ...durations({ "0.1": 60_000, "2": 60_000, "5": 60_000, "+Inf": 60_000 }, { ...pod, endpoint: "/agents" }),
        ...durations({ "0.1": 0, "2": 0, "5": 6, "+Inf": 6 }, { ...pod, endpoint: "/export" }),
      ],
      document: { fact: "FREE-ALERT-02", expect: fires(6) },
      ours: [{ alert: "HighResponseTime", labels: {}, expect: silent }],
    },
  ],
};

const scalesAndPages: Mend = {
  defect: "FREE-D09",
  facts: ["FREE-SLO-01", "FREE-SLO-02", "FREE-SLO-04", "FREE-ALERT-02"],
  title: "the page comes together with the scaling, or the trigger has no rule at all",
  wrong:
    "The response time scales and pages on the same 500 ms for 5 minutes, so the page comes before scaling can have helped. " +
    "Errors above 1 % and CPU above 70 % are triggers that no rule watches, and the HPA looks at CPU only.",
  mended:
    "Each trigger warns whoever scales, at its own value and duration; the page is above it: 1 s for the response time, the " +
    "document's 5 % for errors. CPU and memory triggers are measured on the pods, which is what scaling changes. CPU is a share " +
    "of the limit: the autoscaler holds pods at 70 % of the request, half of it, so that it acts long before somebody is told.",
  ours: ["HighResponseTime", "HighErrorRate", "BackendHighCPUUsage"],
  objects: alertBesideAutoscaler,
  demonstrations: [
    {
      // 0.95 of the way from 0.5 to 0.75 s.
      name: "FREE-D09a: p95 is 0.74 s",
      step: MINUTE,
      series: durations({ "0.5": 0, "0.75": 600, "1": 600, "2": 600, "+Inf": 600 }),
      document: { fact: "FREE-ALERT-02", expect: fires(6) },
      ours: [
        { alert: "HighResponseTime", labels: { severity: "warning" }, expect: fires(6) },
        { alert: "HighResponseTime", labels: { severity: "critical" }, expect: silent },
      ],
    },
    {
      name: "FREE-D09b: p95 is 1.95 s",
      step: MINUTE,
      series: durations({ "0.5": 0, "0.75": 0, "1": 0, "2": 600, "+Inf": 600 }),
      document: { fact: "FREE-ALERT-02", expect: fires(6) },
      ours: [{ alert: "HighResponseTime", labels: { severity: "critical" }, expect: fires(6) }],
    },
    {
      name: "FREE-D09c: 2 % of 20 requests/s fail",
      step: MINUTE,
      series: [requests("500", 24), requests("200", 1_176)],
      ours: [
        { alert: "HighErrorRate", labels: { severity: "warning" }, expect: fires(3) },
        { alert: "HighErrorRate", labels: { severity: "critical" }, expect: silent },
      ],
    },
  ],
};

const failures = { ...pod, status: "500" };

const firstBurst: Mend = {
  defect: "X-D05",
  facts: ["FREE-ALERT-01"],
  title: "the first burst of errors is invisible",
  wrong: "A series that begins with its first errors has no earlier sample to grow from, so its rate is 0.",
  mended:
    "No rule sees what was never sampled, and ours does not either. The backend has to export its error series at 0 from the " +
    "start; with that, the same burst is seen at once.",
  ours: ["HighErrorRate"],
  demonstrations: [
    {
      name: "X-D05a: 500 errors in a series that did not exist before; ours is blind too",
      step: MINUTE,
      series: [requests("200", 600), series("http_requests_total", failures, missing(10), constant(500, 51))],
      document: { fact: "FREE-ALERT-01", expect: silent },
      ours: [{ alert: "HighErrorRate", labels: {}, expect: silent }],
    },
    {
      name: "X-D05b: the same 500 errors in a series that was at 0",
      step: MINUTE,
      series: [requests("200", 600), series("http_requests_total", failures, constant(0, 10), constant(500, 51))],
      // Minutes 10 to 13 have both the last 0 and the first 500 within their five samples.
      ours: [
        {
          alert: "HighErrorRate",
          labels: { severity: "warning" },
          expect: [
            { at: 11 * MINUTE, firing: 0 },
            { at: 12 * MINUTE, firing: 1 },
            { at: 14 * MINUTE, firing: 0 },
          ],
        },
      ],
    },
  ],
};

/** What the document states wrongly about requests. */
export const requestMends: readonly Mend[] = [alwaysOne, notARate, perSeries, scalesAndPages, firstBurst];
