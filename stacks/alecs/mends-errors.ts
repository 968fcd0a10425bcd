import { constant, missing, ramp, series } from "../../lib/index.ts";
import type { Mend } from "../support/mend.ts";

const MINUTE = 60;
const SAMPLES = 61;

/** A counter of `alecs_requests_total` that grows by `perMinute`. */
function requests(status: string, perMinute: number, instance = "10.0.0.1:8080") {
  const labels = { job: "alecs", namespace: "alecs", instance, status };
  return series("alecs_requests_total", labels, ramp(0, perMinute, SAMPLES));
}

const silent = [
  { at: 10 * MINUTE, firing: 0 },
  { at: 60 * MINUTE, firing: 0 },
];

// Prometheus 3 on one-minute samples: rate([5m]) reads five of them. A counter that starts at 0 and grows by b a minute
// has the rate t * b / 300 at minute t below 5, and b / 60 from minute 5 on.

/** 0.012/s at minute 3 is the first value above 0.01; two minutes of `for` later it fires. */
const ratio: Mend = {
  defect: "ALECS-D03",
  facts: ["ALECS-ALERT-02"],
  title: "ALECSHighErrorRate counts errors per second, per series, and calls it a share",
  wrong:
    "The rule compares errors per second of each single series with 0.01, but the table next to it and the annotation " +
    "mean a share of the requests. A busy system pages for a healthy share; a quiet one may fail every request unseen.",
  mended:
    "Failed requests are summed and divided by all requests. Ten failures in the window are needed, so that one at night " +
    "does not page; slow total outages are caught by the budget alert over an hour.",
  ours: ["ALECSHighErrorRate", "AlecsServerErrorsBudgetBurn"],
  demonstrations: [
    {
      name: "ALECS-D03a: 0.02 errors/s among 500 requests/s, which is 0.004 %",
      step: MINUTE,
      series: [requests("500", 1.2), requests("200", 29_998.8)],
      document: {
        fact: "ALECS-ALERT-02",
        expect: [
          { at: 4 * MINUTE, firing: 0 },
          { at: 5 * MINUTE, firing: 1 },
          { at: 60 * MINUTE, firing: 1 },
        ],
        sent: [
          {
            at: 10 * MINUTE,
            alerts: [
              {
                labels: {
                  severity: "critical",
                  job: "alecs",
                  namespace: "alecs",
                  instance: "10.0.0.1:8080",
                  status: "500",
                },
                annotations: { summary: "High error rate detected", description: "Error rate is 2%" },
              },
            ],
          },
        ],
      },
      ours: [
        { alert: "ALECSHighErrorRate", labels: {}, expect: silent },
        { alert: "AlecsServerErrorsBudgetBurn", labels: {}, expect: silent },
      ],
    },
    {
      name: "ALECS-D03b: every request fails, at 0.009 requests/s",
      step: MINUTE,
      series: [requests("500", 0.54)],
      document: { fact: "ALECS-ALERT-02", expect: silent },
      // Failures recorded in an hour: 1.08 by minute 4, then 0.54 a minute; the tenth at minute 21.
      ours: [
        {
          alert: "AlecsServerErrorsBudgetBurn",
          labels: { severity: "critical", long_window: "1h" },
          expect: [
            { at: 20 * MINUTE, firing: 0 },
            { at: 21 * MINUTE, firing: 1 },
          ],
        },
      ],
    },
    {
      name: "ALECS-D03c: 60 % of requests fail, split over 500, 502 and 503 at 0.009/s each",
      step: MINUTE,
      series: [requests("500", 0.54), requests("502", 0.54), requests("503", 0.54), requests("200", 1.08)],
      document: { fact: "ALECS-ALERT-02", expect: silent },
      // 3.24 failures by minute 4, then 1.62 a minute; the tenth at minute 9.
      ours: [
        {
          alert: "AlecsServerErrorsBudgetBurn",
          labels: { severity: "critical", long_window: "1h" },
          expect: [
            { at: 8 * MINUTE, firing: 0 },
            { at: 9 * MINUTE, firing: 1 },
          ],
        },
      ],
    },
  ],
};

const PODS = ["10.0.0.1:8080", "10.0.0.2:8080", "10.0.0.3:8080"];

const levels: Mend = {
  defect: "ALECS-D04",
  facts: ["ALECS-SLO-03", "ALECS-ALERT-02"],
  title: "the alert level of the error rate has no rule",
  wrong: "The table asks for an alert above 0.5 % and a critical one above 1 %. Only one rule exists.",
  mended: "A warning above 0.5 % and a critical alert above 1 %, each for 2 minutes.",
  ours: ["ALECSHighErrorRate"],
  demonstrations: [
    {
      name: "ALECS-D04: 0.7 % of 12 requests/s fail, over three pods and three status codes",
      step: MINUTE,
      series: [
        ...PODS.flatMap((pod) => ["500", "502", "503"].map((status) => requests(status, 0.56, pod))),
        ...PODS.map((pod) => requests("200", 238.32, pod)),
      ],
      document: { fact: "ALECS-ALERT-02", expect: silent },
      // 5.04 failures a minute: the tenth at minute 2, and two minutes of `for`.
      ours: [
        {
          alert: "ALECSHighErrorRate",
          labels: { severity: "warning" },
          expect: [
            { at: 3 * MINUTE, firing: 0 },
            { at: 4 * MINUTE, firing: 1 },
            { at: 60 * MINUTE, firing: 1 },
          ],
        },
        { alert: "ALECSHighErrorRate", labels: { severity: "critical" }, expect: silent },
      ],
    },
  ],
};

const failures = { job: "alecs", namespace: "alecs", instance: "10.0.0.1:8080", status: "500" };

const firstBurst: Mend = {
  defect: "X-D05",
  facts: ["ALECS-ALERT-02"],
  title: "the first burst of errors is invisible",
  wrong:
    "A series that is born with its first errors has no earlier sample to grow from, so its rate is 0. The rule sees only " +
    "what comes after.",
  mended:
    "No rule can see what was never sampled, and ours cannot either. The instrumentation has to export the error series " +
    "at 0 from the start; with that, the same burst is seen at once.",
  ours: ["ALECSHighErrorRate"],
  demonstrations: [
    {
      name: "X-D05a: 500 errors in a series that did not exist before; ours is blind too",
      step: MINUTE,
      series: [requests("200", 600), series("alecs_requests_total", failures, missing(10), constant(500, 51))],
      document: { fact: "ALECS-ALERT-02", expect: silent },
      ours: [{ alert: "ALECSHighErrorRate", labels: {}, expect: silent }],
    },
    {
      name: "X-D05b: the same 500 errors in a series that was at 0",
      step: MINUTE,
      series: [requests("200", 600), series("alecs_requests_total", failures, constant(0, 10), constant(500, 51))],
      // Minutes 10 to 13 have both the last 0 and the first 500 within their five samples.
      ours: [
        {
          alert: "ALECSHighErrorRate",
          labels: { severity: "critical" },
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

/** What the document states wrongly about errors. */
export const errorMends: readonly Mend[] = [ratio, levels, firstBurst];
