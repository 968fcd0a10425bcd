import { assumed, condition, constant, days, minutes, ramp, type Scenario, series } from "../../lib/index.ts";

/** Value of the `job` label of the application's series. */
export const JOB = "danci-backend";

const ofBackend = { job: JOB, instance: "localhost:3000" };

/** Seconds between samples: two in 5 minutes. A week of them, and the hour before that the comparison reads. */
const EVERY = 150;
const BEFORE = 4_032 + 24;

/** One counter of requests at one rate for a week and at another from then on. Units: requests per second. */
function requestsLastWeekAndNow(lastWeek: number, now: number): Scenario["series"] {
  return [
    series(
      "http_requests_total",
      ofBackend,
      ramp(0, lastWeek * EVERY, BEFORE),
      ramp(lastWeek * EVERY * BEFORE, now * EVERY, 12),
    ),
  ];
}

function throughputScenario(
  name: string,
  obligation: Scenario["obligation"],
  [lastWeek, now]: readonly [number, number],
  firing: number,
): Scenario {
  return {
    name,
    obligation,
    alert: "AmasThroughputLow",
    labels: {},
    step: EVERY,
    series: requestsLastWeekAndNow(lastWeek, now),
    expect: [{ at: (BEFORE + 8) * EVERY, firing }],
  };
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
  scenarios: [
    throughputScenario("fires at 790 requests/s after 1010 last week", "fires-just-above", [1_010, 790], 1),
    throughputScenario("is silent at 810 requests/s after 1010 last week", "silent-just-below", [1_010, 810], 0),
    throughputScenario("is silent at 200 requests/s after 990 last week: low demand", "no-traffic", [990, 200], 0),
  ],
});

function stormScenario(
  name: string,
  obligation: Scenario["obligation"],
  perQuarterMinute: number,
  firing: number,
): Scenario {
  return {
    name,
    obligation,
    alert: "AmasAlertStorm",
    labels: {},
    step: 15,
    series: [
      series(
        "amas_alerts_raised_total",
        ofBackend,
        constant(0, 8),
        ramp(0, perQuarterMinute, 12),
        constant(11 * perQuarterMinute, 12),
      ),
    ],
    expect: [
      { at: 8 * 15, firing: 0 },
      { at: 19 * 15, firing },
      { at: 24 * 15, firing: 0 },
    ],
  };
}

/** AMAS-D09: of a storm the AlertEngine's own webhook would pass 12 a minute; this one alert tells of the rest. */
const storm = condition("AmasAlertStorm", {
  promql: `sum(increase(amas_alerts_raised_total{job="${JOB}"}[1m])) > 50`,
  for: minutes(0),
  severity: "high",
  unit: "count",
  summary: "the AlertEngine raised more than 50 alerts in a minute",
  impact: "Single alerts are lost in the mass; one cause is behind most of them.",
  means: "More than 50 alerts were raised by the AlertEngine within 1m.",
  scenarios: [
    stormScenario("fires at 52 alerts a minute, and resolves", "fires-just-above", 13, 1),
    stormScenario("is silent at 48 alerts a minute", "silent-just-below", 12, 0),
  ],
});

const DAY_STEPS = 288;

function writesScenario(name: string, obligation: Scenario["obligation"], perHour: number, firing: number): Scenario {
  return {
    name,
    obligation,
    alert: "AmasInsightWriteRate",
    labels: {},
    step: 300,
    series: [series("amas_decision_write_duration_count", ofBackend, ramp(0, perHour / 12, 3 * DAY_STEPS))],
    expect: [{ at: (3 * DAY_STEPS - 1) * 300, firing }],
  };
}

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
  scenarios: [
    writesScenario("fires at 96 writes an hour", "fires-just-above", 96, 1),
    writesScenario("fires at 504 writes an hour", "fires-just-above", 504, 1),
    writesScenario("is silent at 108 writes an hour", "silent-just-below", 108, 0),
    writesScenario("is silent at 492 writes an hour", "silent-just-below", 492, 0),
  ],
});

export const conditions = [throughput, storm, writeRate];
