import {
  above,
  absenceIgnored,
  absentFor,
  assumed,
  burnRates,
  days,
  hours,
  minimumEvents,
  minimumFailures,
  minutes,
  objective,
  percent,
  quantile,
  ratio,
  seconds,
  up,
  workbook,
} from "../../lib/index.ts";
import { databaseErrors, errors, llmDuration, queries, queryDuration, requestDuration, requests } from "./metrics.ts";

const window = assumed(days(30), "no target has a window; 30 days is the SRE workbook's");
const sustained = assumed(
  minutes(5),
  "the metric list has limits without a duration; 5 minutes is that of ALCSHighErrorRate",
);
const measuredOver = assumed(
  minutes(5),
  "the metric list has limits without a range; 5 minutes is that of the document's rules",
);
const guard = minimumFailures(assumed(10, "traffic is not stated; ten failures keep single ones at night from paging"));
const fewSamples = minimumEvents(assumed(20, "traffic is not stated; a p95 of fewer than 20 requests is one request"));
const unmeasured = absentFor(
  assumed(minutes(15), "not stated; longer than a rollout, shorter than an on-call hour"),
  "warning",
);

export const availability = objective("availability", {
  indicator: up(),
  target: assumed(
    percent(99.9),
    "the document wants `up` to be 1; a promise of 100 % has no budget, so 99.9 % stands for it",
  ),
  over: window,
  // ALCSServiceDown pages for an outage; short ones that add up are a warning.
  burnRate: burnRates([
    {
      long: assumed(days(3), "not stated; the slowest pair of the SRE workbook"),
      short: assumed(hours(6), "not stated; the slowest pair of the SRE workbook"),
      factor: assumed(1, "not stated; the slowest pair of the SRE workbook"),
      severity: "warning",
    },
  ]),
  lowTraffic: minimumFailures(assumed(3, "not stated; one or two failed scrapes are no outage")),
  absence: absenceIgnored("`up` always exists for a known target, and ALCSServiceDown covers targets that are gone"),
});

export const errorShare = objective("errors", {
  // ALCS-D03, ALCS-D04: a share of the requests of all pods, not errors per second of each.
  indicator: ratio({ bad: errors, total: requests }),
  target: percent(99),
  over: window,
  burnRate: workbook({ page: "critical", ticket: "warning" }),
  alert: "ALCSHighErrorRate",
  // ALCS-D05: the target is 1 %, not 5 %.
  tiers: [above(percent(1), { over: minutes(5), for: minutes(5), severity: "warning" })],
  lowTraffic: guard,
  absence: unmeasured,
});

export const requestTime = objective("request-time", {
  indicator: quantile(0.95, requestDuration),
  target: seconds(1),
  alert: "ALCSHighLatency",
  tiers: [above(seconds(1), { over: measuredOver, for: sustained, severity: "warning" })],
  lowTraffic: fewSamples,
  absence: unmeasured,
});

export const llmTime = objective("llm-time", {
  indicator: quantile(0.95, llmDuration),
  target: seconds(5),
  alert: "ALCSHighLLMLatency",
  tiers: [above(seconds(5), { over: measuredOver, for: sustained, severity: "warning" })],
  lowTraffic: fewSamples,
  absence: unmeasured,
});

export const queryTime = objective("query-time", {
  indicator: quantile(0.95, queryDuration),
  target: seconds(0.1),
  alert: "ALCSSlowDatabaseQueries",
  tiers: [above(seconds(0.1), { over: measuredOver, for: sustained, severity: "warning" })],
  lowTraffic: fewSamples,
  absence: unmeasured,
});

export const queryErrors = objective("query-errors", {
  // ALCS-D08: a share of the queries of all pods. That the database is there at all is the dependency's own alert.
  indicator: ratio({ bad: databaseErrors, total: queries }),
  alert: "ALCSDatabaseConnectionFailures",
  tiers: [above(percent(1), { over: minutes(5), for: minutes(5), severity: "critical" })],
  lowTraffic: guard,
  absence: unmeasured,
});
