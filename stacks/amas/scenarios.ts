import { constant, missing, ramp, type Samples, type Scenario, series } from "../../lib/index.ts";
import { OF_BACKEND } from "./stages.ts";

type Case = Pick<Scenario, "name" | "obligation"> & {
  readonly samples: readonly Samples[];
  /** Step of each expectation, and the alerts that fire there. */
  readonly expect: readonly (readonly [step: number, firing: number])[];
};

/** Scenarios of an alert on one counter. Units: `step` in seconds. */
function onCounter(alert: string, metric: string, step: number, cases: readonly Case[]): readonly Scenario[] {
  return cases.map(({ samples, expect, ...rest }) => ({
    ...rest,
    alert,
    labels: {},
    step,
    series: [series(metric, OF_BACKEND, ...samples)],
    expect: expect.map(([at, firing]) => ({ at: at * step, firing })),
  }));
}

/** Units: seconds between samples of requests; two in 5 minutes. */
const EVERY = 150;
/** A week of samples, and the hour before that the comparison reads. */
const BEFORE = 4_032 + 24;

/** Requests at one rate for a week, then `now` samples at another. Units: requests per second. */
function requests(lastWeek: number, now: number, steps: number): readonly Samples[] {
  return [ramp(0, lastWeek * EVERY, BEFORE), ramp(lastWeek * EVERY * BEFORE, now * EVERY, steps)];
}

/** Requests of three instances of which each has its own rate, all the time. */
const fewRequests: Scenario = {
  name: "silent at 1, 10 and 1,000 requests an hour on three instances, whichever of them fail",
  obligation: "one-failure",
  alert: "AmasThroughputLow",
  labels: {},
  step: EVERY,
  series: [1, 10, 1_000].map((perHour) =>
    series(
      "http_requests_total",
      { ...OF_BACKEND, instance: `few-${perHour}:3000` },
      ramp(0, (perHour * EVERY) / 3_600, BEFORE + 12),
    ),
  ),
  expect: [{ at: (BEFORE + 8) * EVERY, firing: 0 }],
};

/** Requests per second of two instances last week, and now. */
const twoInstances: Scenario = {
  name: "fires when two instances had 600 and 500 requests/s last week, and have 300 and 400 now",
  obligation: "one-replica-bad",
  alert: "AmasThroughputLow",
  labels: {},
  step: EVERY,
  series: [
    [600, 300],
    [500, 400],
  ].map(([before = 0, now = 0]) =>
    series("http_requests_total", { ...OF_BACKEND, instance: `localhost:${before}` }, ...requests(before, now, 12)),
  ),
  expect: [
    { at: (BEFORE + 2) * EVERY, firing: 0 },
    { at: (BEFORE + 8) * EVERY, firing: 1 },
  ],
};

// The first samples at the new rate stand at BEFORE and BEFORE + 1, where `rate` reads them alone; 5 m of `for` are two more.
export const throughputScenarios = [
  fewRequests,
  twoInstances,
  ...onCounter("AmasThroughputLow", "http_requests_total", EVERY, [
    {
      name: "fires 5 m after 790 requests/s where last week had 1010",
      obligation: "fires-just-above",
      samples: requests(1_010, 790, 12),
      expect: [
        [BEFORE + 2, 0],
        [BEFORE + 3, 1],
        [BEFORE + 8, 1],
      ],
    },
    {
      name: "silent at 810 requests/s where last week had 1010",
      obligation: "silent-just-below",
      samples: requests(1_010, 810, 12),
      expect: [[BEFORE + 8, 0]],
    },
    {
      name: "resolves when the requests are back",
      obligation: "resolves",
      samples: [...requests(1_010, 790, 8), ramp(1_010 * EVERY * BEFORE + 790 * EVERY * 8, 1_010 * EVERY, 8)],
      expect: [
        [BEFORE + 7, 1],
        [BEFORE + 10, 0],
      ],
    },
    {
      name: "silent when the target is lost, which has an alert of its own",
      obligation: "target-lost",
      samples: [...requests(1_010, 1_010, 4), missing(8)],
      expect: [[BEFORE + 10, 0]],
    },
    {
      name: "silent at 200 requests/s where last week had 990: there is no such demand",
      obligation: "no-traffic",
      samples: requests(990, 200, 12),
      expect: [[BEFORE + 8, 0]],
    },
    {
      name: "fires when all requests stop where last week had 1010",
      obligation: "traffic-stops",
      samples: requests(1_010, 0, 12),
      expect: [
        [BEFORE + 2, 0],
        [BEFORE + 8, 1],
      ],
    },
  ]),
];

/** Alerts raised per scrape of 15 s for 3 minutes, between quiet ones. */
function burst(perScrape: number): readonly Samples[] {
  return [constant(0, 8), ramp(perScrape, perScrape, 12), constant(12 * perScrape, 12)];
}

/** An hour each of 1, 10 and 1,000 alerts, without a jump in between. */
const hours: readonly Samples[] = [
  constant(0, 120),
  constant(1, 120),
  ...Array.from({ length: 10 }, (_, index) => constant(2 + index, 24)),
  ramp(11 + 1_000 / 240, 1_000 / 240, 240),
];

// Four scrapes in a minute have three increases, which `increase` extends to four: 52 at 13 a scrape, 48 at 12. The counter
// began at 0, so only from the fourth scrape of a burst on.
export const stormScenarios = onCounter("AmasAlertStorm", "amas_alerts_raised_total", 15, [
  {
    name: "fires at 52 alerts a minute",
    obligation: "fires-just-above",
    samples: burst(13),
    expect: [
      [8, 0],
      [12, 1],
      [19, 1],
    ],
  },
  { name: "silent at 48 alerts a minute", obligation: "silent-just-below", samples: burst(12), expect: [[19, 0]] },
  {
    name: "resolves when no more alerts are raised",
    obligation: "resolves",
    samples: burst(13),
    expect: [
      [19, 1],
      [21, 0],
    ],
  },
  {
    name: "silent when the target is lost, which has an alert of its own",
    obligation: "target-lost",
    samples: [ramp(0, 12, 12), missing(12)],
    expect: [[20, 0]],
  },
  { name: "silent without alerts", obligation: "no-traffic", samples: [constant(0, 30)], expect: [[29, 0]] },
  {
    name: "silent at 1, then 10, then 1,000 alerts an hour",
    obligation: "one-failure",
    samples: hours,
    expect: [[719, 0]],
  },
]);

/** Samples of a day, one in 5 minutes. */
const DAY = 288;

/** A counter of writes that was there long before. */
function writes(perHour: number, steps: number, from = 100_000): Samples {
  return ramp(from, perHour / 12, steps);
}

const ALL_DAYS = 3 * DAY;

// A mean over a day that has lasted for another: two days after the first sample at the earliest, a little later where the
// series is new and its first hours stretch less than a day.
const writeRates = onCounter("AmasInsightWriteRate", "amas_decision_write_duration_count", 300, [
  {
    name: "fires at 96 writes an hour",
    obligation: "fires-just-above",
    samples: [writes(96, ALL_DAYS)],
    expect: [
      [DAY - 12, 0],
      [ALL_DAYS - 1, 1],
    ],
  },
  {
    name: "fires at 504 writes an hour",
    obligation: "fires-just-above",
    samples: [writes(504, ALL_DAYS)],
    expect: [
      [DAY, 0],
      [ALL_DAYS - 1, 1],
    ],
  },
  {
    name: "silent at 108 writes an hour",
    obligation: "silent-just-below",
    samples: [writes(108, ALL_DAYS)],
    expect: [[ALL_DAYS - 1, 0]],
  },
  {
    name: "silent at 492 writes an hour",
    obligation: "silent-just-below",
    samples: [writes(492, ALL_DAYS)],
    expect: [[ALL_DAYS - 1, 0]],
  },
  {
    name: "resolves when the mean of a day is back at 300 writes an hour",
    obligation: "resolves",
    samples: [writes(60, ALL_DAYS), writes(300, DAY, 100_000 + (60 / 12) * ALL_DAYS)],
    expect: [
      [ALL_DAYS - 1, 1],
      [ALL_DAYS + DAY - 1, 0],
    ],
  },
  {
    name: "silent when the target is lost, which has an alert of its own",
    obligation: "target-lost",
    samples: [writes(300, DAY), missing(2 * DAY)],
    expect: [[ALL_DAYS - 1, 0]],
  },
  {
    name: "fires without a single write for two days: decisions are lost, or nobody learns",
    obligation: "no-traffic",
    samples: [constant(100_000, ALL_DAYS)],
    expect: [[ALL_DAYS - 1, 1]],
  },
  {
    name: "silent when one write in 101 an hour is lost for a day",
    obligation: "one-failure",
    samples: [writes(101, 2 * DAY - 12), writes(101, 12, 100_000 + (101 / 12) * (2 * DAY - 12) - 1)],
    expect: [[2 * DAY - 1, 0]],
  },
]);

/** Minutes of a day. */
const MINUTES = 1_440;

/** At 60 writes an hour the mean is too low from the second sample on; 3,000 at once bring it back. */
const toTheMinute = onCounter("AmasInsightWriteRate", "amas_decision_write_duration_count", 60, [
  {
    name: "fires a day after the first mean below 100, to the minute, and resolves with the first above",
    obligation: "for-boundary",
    samples: [ramp(100_000, 1, MINUTES + 6), ramp(100_000 + MINUTES + 3_006, 1, 6)],
    expect: [
      [MINUTES, 0],
      [MINUTES + 1, 1],
      [MINUTES + 5, 1],
      [MINUTES + 6, 0],
    ],
  },
]);

export const writeRateScenarios = [...writeRates, ...toTheMinute];
