import { constant, ramp } from "../../lib/index.ts";
import type { Mend } from "../support/mend.ts";
import { after, firesFrom, labelled, MINUTE, ofPod, SAMPLES, silent } from "./mend-series.ts";

/** Requests and errors per minute of one pod; both counters exist at 0. */
function traffic(pod: string, requests: number, errors: number) {
  return [
    ofPod(pod, "alcs_request_duration_seconds_count", ramp(0, requests, SAMPLES)),
    ofPod(pod, "alcs_errors_total", ramp(0, errors, SAMPLES)),
  ];
}

/** A rate of 5 minutes is complete from minute 5 on, and `for` adds 5. */
const fires = [...firesFrom(10), after(60, 1)];

const quantity: Mend = {
  defect: "ALCS-D03",
  facts: ["ALCS-ALERT-02", "ALCS-SLO-02"],
  title: "ALCSHighErrorRate counts errors per second",
  wrong:
    "The target is a share of the requests, the rule a rate of errors. Much traffic alerts for a share that nobody " +
    "notices, and little traffic hides a complete failure.",
  mended: "Errors by requests. The histogram of the request durations counts the requests.",
  ours: ["ALCSHighErrorRate"],
  demonstrations: [
    {
      name: "ALCS-D03a: 0.06 errors/s in 1000 requests/s, 0.006 %",
      step: MINUTE,
      series: traffic("alcs-a", 60_000, 3.6),
      // 3.6 a minute: 0.048 errors/s are seen at minute 4, 0.06 from minute 5 on.
      document: { fact: "ALCS-ALERT-02", expect: fires },
      ours: [{ alert: "ALCSHighErrorRate", labels: {}, expect: silent }],
    },
    {
      name: "ALCS-D03b: all of 0.04 requests/s fail",
      step: MINUTE,
      series: traffic("alcs-a", 2.4, 2.4),
      document: { fact: "ALCS-ALERT-02", expect: silent },
      // 9.6 failures are counted at minute 4, 12 from minute 5 on; ten are asked for.
      ours: [{ alert: "ALCSHighErrorRate", labels: { severity: "warning" }, expect: fires }],
    },
  ],
};

const perSeries: Mend = {
  defect: "ALCS-D04",
  facts: ["ALCS-ALERT-02"],
  title: "ALCSHighErrorRate judges every pod by itself",
  wrong: "Errors that are spread over the pods stay below the limit on each of them.",
  mended: "Errors and requests of all pods are summed before they are compared.",
  ours: ["ALCSHighErrorRate"],
  demonstrations: [
    {
      name: "ALCS-D04: 3 pods with 0.04 errors/s each, 10 % of the requests",
      step: MINUTE,
      series: ["alcs-a", "alcs-b", "alcs-c"].flatMap((pod) => traffic(pod, 24, 2.4)),
      document: { fact: "ALCS-ALERT-02", expect: silent },
      // 7.2 failures at minute 1, 14.4 at minute 2; `for` adds 5.
      ours: [{ alert: "ALCSHighErrorRate", labels: { severity: "warning" }, expect: [...firesFrom(7), after(60, 1)] }],
    },
  ],
};

const threshold: Mend = {
  defect: "ALCS-D05",
  facts: ["ALCS-SLO-02", "ALCS-ALERT-02"],
  title: "ALCSHighErrorRate does not guard its target",
  wrong: "The target is less than 1 %. The rule says 0.05, which is five times as much even if it is read as a share.",
  mended: "A warning above 1 % over 5 minutes, and burn rates of the same target for slow and fast losses.",
  ours: ["ALCSHighErrorRate"],
  demonstrations: [
    {
      name: "ALCS-D05: 2 % of 2 requests/s fail",
      step: MINUTE,
      series: traffic("alcs-a", 120, 2.4),
      document: {
        fact: "ALCS-ALERT-02",
        reading: "sum(rate(alcs_errors_total[5m])) / sum(rate(alcs_request_duration_seconds_count[5m])) > 0.05",
        expect: silent,
      },
      ours: [{ alert: "ALCSHighErrorRate", labels: { severity: "warning" }, expect: fires }],
    },
  ],
};

const lifetime: Mend = {
  defect: "ALCS-D11",
  facts: ["ALCS-METRIC-03", "ALCS-METRIC-15", "ALCS-METRIC-04"],
  title: "what is read from /metrics is neither recent nor of all pods",
  wrong:
    "A counter only grows, so it never shows that errors have stopped. A quantile of one pod says nothing about the " +
    "others, and the mean of quantiles is no quantile.",
  mended: "Rates of the last 5 minutes over all pods, and a histogram whose buckets are summed before the percentile.",
  ours: ["ALCSHighErrorRate", "ALCSHighLatency"],
  demonstrations: [
    {
      name: "ALCS-D11a: 500 errors in 10 minutes, none in the hour after",
      step: MINUTE,
      series: [
        ofPod("alcs-a", "alcs_request_duration_seconds_count", ramp(0, 600, SAMPLES)),
        ofPod("alcs-a", "alcs_errors_total", ramp(0, 50, 10), constant(500, SAMPLES - 10)),
      ],
      document: {
        fact: "ALCS-METRIC-03",
        reading: "sum(alcs_errors_total)",
        values: [{ at: 70 * MINUTE, samples: [{ labels: {}, value: 500 }] }],
      },
      ours: [
        {
          expr: 'objective:error_ratio:rate5m{objective="errors",system="alcs"} * 100',
          values: [
            {
              at: 70 * MINUTE,
              samples: [{ labels: { objective: "errors", service: "alcs", system: "alcs" }, value: 0 }],
            },
          ],
        },
        // 50 of 600 a minute are 8.3 %; the last increase leaves the 5 minutes at minute 15.
        { alert: "ALCSHighErrorRate", labels: {}, expect: [after(10, 1), after(14, 0)] },
      ],
    },
    {
      name: "ALCS-D11b: 999 of 1000 requests go to a pod with a p95 below 0.1 s, one to a pod with 9 s",
      step: MINUTE,
      series: [
        labelled(ofPod("alcs-a", "alcs_request_duration_seconds", constant(0.1, SAMPLES)), { quantile: "0.95" }),
        labelled(ofPod("alcs-b", "alcs_request_duration_seconds", constant(9, SAMPLES)), { quantile: "0.95" }),
        ...[
          { pod: "alcs-a", requests: 999, below: "0.1" },
          { pod: "alcs-b", requests: 1, below: "10" },
        ].flatMap(({ pod, requests, below }) => [
          ofPod(pod, "alcs_request_duration_seconds_count", ramp(0, requests, SAMPLES)),
          ...[below, "+Inf"].map((le) =>
            labelled(ofPod(pod, "alcs_request_duration_seconds_bucket", ramp(0, requests, SAMPLES)), { le }),
          ),
        ]),
      ],
      document: {
        fact: "ALCS-METRIC-15",
        reading: 'avg(alcs_request_duration_seconds{quantile="0.95"})',
        values: [{ at: 60 * MINUTE, samples: [{ labels: {}, value: 4.55 }] }],
      },
      ours: [{ alert: "ALCSHighLatency", labels: {}, expect: silent }],
    },
  ],
};

const firstBurst: Mend = {
  defect: "X-D05",
  facts: ["ALCS-ALERT-02", "ALCS-METRIC-03"],
  title: "the first errors of a process are invisible",
  wrong: "A counter that is born with its first errors has no sample before them, and a rate needs two.",
  mended:
    "No rule can see this, ours included. The model declares the counter as one that exists at 0 from the start of the " +
    "process, and then the same burst is seen at once.",
  ours: ["AlcsErrorsBudgetBurn"],
  demonstrations: [
    {
      name: "X-D05a: the counter appears with 500 errors at minute 10",
      step: MINUTE,
      series: [
        ofPod("alcs-a", "alcs_request_duration_seconds_count", ramp(0, 60, SAMPLES)),
        ofPod("alcs-a", "alcs_errors_total", { kind: "missing", steps: 10 }, constant(500, SAMPLES - 10)),
      ],
      document: { fact: "ALCS-ALERT-02", expect: silent },
      ours: [{ alert: "AlcsErrorsBudgetBurn", labels: {}, expect: silent }],
    },
    {
      name: "X-D05b: the counter exists at 0, and has 500 errors at minute 10",
      step: MINUTE,
      series: [
        ofPod("alcs-a", "alcs_request_duration_seconds_count", ramp(0, 60, SAMPLES)),
        ofPod("alcs-a", "alcs_errors_total", constant(0, 10), constant(500, SAMPLES - 10)),
      ],
      // The rate is above the limit from minute 10 to 13, shorter than `for`.
      document: { fact: "ALCS-ALERT-02", expect: silent },
      ours: [
        {
          alert: "AlcsErrorsBudgetBurn",
          labels: { severity: "critical", long_window: "1h" },
          expect: [...firesFrom(10), after(20, 0)],
        },
      ],
    },
  ],
};

/** What the document states wrongly about errors. */
export const errorMends: readonly Mend[] = [quantity, perSeries, threshold, lifetime, firstBurst];
