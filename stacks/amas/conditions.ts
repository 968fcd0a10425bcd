import {
  assumed,
  condition,
  days,
  type Meaning,
  minutes,
  type Observed,
  type ObservedSeries,
} from "../../lib/index.ts";
import { stormScenarios, throughputScenarios, writeRateScenarios } from "./scenarios.ts";
import { stormStages, throughputStages, writeRateStages } from "./stages.ts";

/** Value of the `job` label of the application's series. */
export const JOB = "danci-backend";

/** What all series of the application's metric have together, where one of them has something. */
function together(
  observed: Observed,
  metric: string,
  each: (series: ObservedSeries) => number | undefined,
): number | undefined {
  const own = observed.series(metric).filter(({ labels }) => labels.job === JOB);
  const known = own.map(each).filter((value) => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0);
}

/** A meaning without labels: the number that is told of, where it is one that the alert is about. */
function ofAll(value: (observed: Observed, time: number) => number | undefined): Meaning {
  return (observed) => [{ labels: {}, value: (time) => value(observed, time) }];
}

/**
 * AMAS-D03: fewer than 800 requests per second is every quiet night. The table means that the system no longer serves what
 * it promises, so there has to be demand: in the same hour of last week it was at the promised 1000.
 */
const throughput = condition("AmasThroughputLow", {
  promql: `
    sum(rate(http_requests_total{job="${JOB}"}[5m])) < 800
    and
    sum(rate(http_requests_total{job="${JOB}"}[1h] offset 1w)) >= 1000`,
  for: assumed(minutes(5), "the table averages over 5 minutes and has no duration; as long again"),
  severity: "medium",
  unit: "per-second",
  summary: "fewer than 800 requests per second at an hour that had 1000 last week",
  impact: "Requests are refused or do not arrive. On a holiday there is nothing to mend.",
  means:
    "The throughput is below 800 requests per second over 5m, although the same hour of last week reached the target of 1000.",
  meaning: ofAll((observed, time) => {
    const now = together(observed, "http_requests_total", (series) => series.perSecond(time, 300));
    const before = together(observed, "http_requests_total", (series) => series.perSecond(time - 604_800, 3_600));
    return now !== undefined && now < 800 && before !== undefined && before >= 1_000 ? now : undefined;
  }),
  stages: throughputStages,
  scenarios: throughputScenarios,
});

/** AMAS-D09: of a storm the AlertEngine's own webhook would pass 12 a minute; this one alert tells of the rest. */
const storm = condition("AmasAlertStorm", {
  promql: `sum(increase(amas_alerts_raised_total{job="${JOB}"}[1m])) > 50`,
  for: minutes(0),
  severity: "high",
  unit: "count",
  summary: "the AlertEngine raised more than 50 alerts in a minute",
  impact: "Single alerts are lost in the mass; one cause is behind most of them.",
  means: "More than 50 alerts were raised by the AlertEngine within 1m.",
  meaning: ofAll((observed, time) => {
    const raised = together(observed, "amas_alerts_raised_total", (series) => series.increase(time, 60));
    return raised !== undefined && raised > 50 ? raised : undefined;
  }),
  stages: stormStages,
  scenarios: stormScenarios,
});

const WRITES_PER_HOUR = `sum(increase(amas_decision_write_duration_count{job="${JOB}"}[1d])) / 24`;

/**
 * AMAS-D13: 100 to 500 writes an hour and 1000 requests per second may both be true, or one number is wrong. So nobody is
 * woken: the mean of a day, which has every hour's traffic in it, has to leave the range for another day.
 */
const writeRate = condition("AmasInsightWriteRate", {
  promql: `${WRITES_PER_HOUR} < 100 or ${WRITES_PER_HOUR} > 500`,
  for: assumed(days(1), "AMAS-D13: the range is unclear; a day more, as long as a new series needs to fill the mean"),
  severity: "low",
  unit: "count",
  summary: "decision insights are written at an unusual rate",
  impact: "Insights are lost or doubled, or the expected range is out of date.",
  means: "The mean over 1d is outside 100 to 500 insights per hour.",
  meaning: ofAll((observed, time) => {
    const written = together(observed, "amas_decision_write_duration_count", (series) => series.increase(time, 86_400));
    const perHour = written === undefined ? undefined : written / 24;
    return perHour !== undefined && (perHour < 100 || perHour > 500) ? perHour : undefined;
  }),
  stages: writeRateStages,
  scenarios: writeRateScenarios,
});

export const conditions = [throughput, storm, writeRate];
