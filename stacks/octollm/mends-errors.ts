import { constant, ramp } from "../../lib/index.ts";
import type { Mend } from "../support/mend.ts";
import { after, firesFrom, MINUTE, ofOrchestrator, requestsPerMinute, SAMPLES, silent } from "./mend-series.ts";

const unloadable: Mend = {
  defect: "OCTO-D01",
  facts: ["OCTO-ALERT-03"],
  title: "none of the 16 rules loads",
  wrong: "`severity` stands beside `expr`, where Prometheus knows no such field, and it refuses the whole file.",
  mended: "The severity is a label, with the priority that the response times belong to.",
  ours: ["HighErrorRate"],
  demonstrations: [
    {
      name: "OCTO-D01: the rule as it is written, and 60 % of the requests fail",
      step: MINUTE,
      series: requestsPerMinute({ "200": 240, "500": 360 }),
      document: { fact: "OCTO-ALERT-03", refused: "field severity not found" },
      ours: [{ alert: "HighErrorRate", labels: { severity: "critical", priority: "Critical" }, expect: firesFrom(6) }],
    },
  ],
};

const byItself: Mend = {
  defect: "OCTO-D04",
  facts: ["OCTO-ALERT-03", "OCTO-SLO-04", "OCTO-ESC-04"],
  title: "HighErrorRate divides each series of failures by itself",
  wrong:
    "Both sides have a `status` label, so each 5xx series meets only itself and the quotient is 1 as soon as anything " +
    "fails. The 10, 20, 50 and 100 % of the escalation cannot be told apart.",
  mended: "Failed requests of a service by all its requests, at 10, 20 and 50 %.",
  ours: ["HighErrorRate", "HighErrorRateSustained", "HighErrorRateSevere"],
  demonstrations: [
    {
      name: "OCTO-D04a: 0.001 % of 1000 requests/s fail",
      step: MINUTE,
      series: requestsPerMinute({ "200": 60_000, "500": 0.6 }),
      // A rate exists from the second sample on, at minute 1; `for` is five minutes.
      document: { fact: "OCTO-ALERT-03", expect: [...firesFrom(6), after(60, 1)] },
      ours: [{ alert: "HighErrorRate", labels: {}, expect: silent }],
    },
    {
      name: "OCTO-D04b: 60 % of the requests fail, with 500 and with 503",
      step: MINUTE,
      series: requestsPerMinute({ "200": 240, "500": 180, "503": 180 }),
      document: { fact: "OCTO-ALERT-03", expect: [after(5, 0), after(6, 2)] },
      ours: [
        { alert: "HighErrorRate", labels: { severity: "critical" }, expect: firesFrom(6) },
        { alert: "HighErrorRateSustained", labels: {}, expect: firesFrom(11) },
        { alert: "HighErrorRateSevere", labels: {}, expect: firesFrom(3) },
      ],
    },
    {
      name: "OCTO-D04c: 15 % of the requests fail",
      step: MINUTE,
      series: requestsPerMinute({ "200": 510, "500": 90 }),
      ours: [
        { alert: "HighErrorRate", labels: { severity: "critical" }, expect: firesFrom(6) },
        { alert: "HighErrorRateSustained", labels: {}, expect: silent },
        { alert: "HighErrorRateSevere", labels: {}, expect: silent },
      ],
    },
  ],
};

const fewFailures: Mend = {
  defect: "OCTO-D05",
  facts: ["OCTO-ALERT-03"],
  title: "HighErrorRate pages for two failed requests",
  wrong: "Two failures a few minutes apart keep the quotient at 1 for as long as `for` lasts.",
  mended: "A share of all requests, and at least ten failures in 5 minutes.",
  ours: ["HighErrorRate"],
  demonstrations: [
    {
      name: "OCTO-D05a: two failures in 1000 requests/s, at minutes 10 and 12",
      step: MINUTE,
      series: [
        ...requestsPerMinute({ "200": 60_000 }),
        ofOrchestrator(
          "http_requests_total",
          { status: "500" },
          constant(0, 10),
          constant(1, 2),
          constant(2, SAMPLES - 12),
        ),
      ],
      // An increase is seen from minute 10, the first, to minute 15, the last with both samples of the second.
      document: { fact: "OCTO-ALERT-03", expect: [...firesFrom(15), after(16, 0)] },
      ours: [{ alert: "HighErrorRate", labels: {}, expect: [...silent, after(15, 0)] }],
    },
    {
      name: "OCTO-D05b: both of the only two requests fail",
      step: MINUTE,
      series: [
        ...requestsPerMinute({ "200": 0 }),
        ofOrchestrator(
          "http_requests_total",
          { status: "500" },
          constant(0, 10),
          ramp(1, 1, 2),
          constant(2, SAMPLES - 12),
        ),
      ],
      document: { fact: "OCTO-ALERT-03", expect: [after(13, 0), after(14, 0), after(15, 0)] },
      ours: [{ alert: "HighErrorRate", labels: {}, expect: [...silent, after(13, 0), after(15, 0)] }],
    },
  ],
};

const firstBurst: Mend = {
  defect: "X-D05",
  facts: ["OCTO-ALERT-03"],
  title: "the first failures of a process are invisible",
  wrong: "A counter that is born with its first failures has no sample before them, and a rate needs two.",
  mended:
    "No rule can see this, ours included. The model declares the counter as one that exists at 0 from the start of the " +
    "process, and then the same burst is seen.",
  ours: ["HighErrorRateSevere"],
  demonstrations: [
    {
      name: "X-D05a: the series of status 500 appears with 500 failures at minute 10",
      step: MINUTE,
      series: [
        ...requestsPerMinute({ "200": 60 }),
        ofOrchestrator(
          "http_requests_total",
          { status: "500" },
          { kind: "missing", steps: 10 },
          constant(500, SAMPLES - 10),
        ),
      ],
      document: { fact: "OCTO-ALERT-03", expect: [...silent, after(15, 0)] },
      ours: [{ alert: "HighErrorRateSevere", labels: {}, expect: [...silent, after(12, 0)] }],
    },
    {
      name: "X-D05b: the series exists at 0, and has 500 failures at minute 10",
      step: MINUTE,
      series: [
        ...requestsPerMinute({ "200": 60 }),
        ofOrchestrator("http_requests_total", { status: "500" }, constant(0, 10), constant(500, SAMPLES - 10)),
      ],
      // The increase is in the 5 minutes from minute 10 to 13; the severe level waits two of them.
      document: { fact: "OCTO-ALERT-03", expect: [...silent, after(13, 0)] },
      ours: [
        {
          alert: "HighErrorRateSevere",
          labels: { severity: "critical" },
          expect: [...firesFrom(12), after(13, 1), after(14, 0)],
        },
      ],
    },
  ],
};

const otherSystems: Mend = {
  defect: "X-D02",
  facts: ["OCTO-ALERT-03", "OCTO-ALERT-05"],
  title: "the rules read every system on the Prometheus",
  wrong: "`http_requests_total` is everybody's name. Failures of another system page OctoLLM's engineers.",
  mended: "Every selector has the job and the namespace, every alert the label `system`.",
  ours: ["HighErrorRate", "HighLatency"],
  demonstrations: [
    {
      name: "X-D02a: 1 % of the requests of FreeAgentics fail",
      step: MINUTE,
      series: requestsPerMinute(
        { "200": 99, "500": 1 },
        { job: "freeagentics-backend", namespace: "freeagentics-prod" },
      ),
      document: { fact: "OCTO-ALERT-03", expect: firesFrom(6) },
      ours: [{ alert: "HighErrorRate", labels: {}, expect: silent }],
    },
    {
      name: "X-D02b: all requests of FreeAgentics fail",
      step: MINUTE,
      series: requestsPerMinute(
        { "200": 0, "500": 100 },
        { job: "freeagentics-backend", namespace: "freeagentics-prod" },
      ),
      document: { fact: "OCTO-ALERT-03", expect: firesFrom(6) },
      ours: [{ alert: "HighErrorRate", labels: {}, expect: silent }],
    },
  ],
};

/** What the document states wrongly about errors. */
export const errorMends: readonly Mend[] = [unloadable, byItself, fewFailures, firstBurst, otherSystems];
