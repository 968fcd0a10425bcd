import { constant, missing, type Phase, ramp, type Samples, type Stage, series, stale } from "../../lib/index.ts";

export const OF_BACKEND = { job: "danci-backend", instance: "localhost:3000" };

/** Units: seconds between samples, but for those of days. */
const STEP = 60;

/** Units: seconds. */
const WEEK = 604_800;
const DAY = 86_400;

/** What a counter stands at before a stage, so that nothing is near its birth. */
const BEFORE = 1_000_000_000;

/** Growth per second of a counter while a phase is on, and off. */
interface Growth {
  readonly on: number;
  readonly off: number;
}

/** Samples of a counter in its phases, which goes on where it was. Units: `step` in seconds. */
function counted(until: number, phases: readonly Phase[], { on, off }: Growth, step = STEP): readonly Samples[] {
  let total = BEFORE;
  return phases.flatMap(([at, is], index): readonly Samples[] => {
    const steps = ((phases[index + 1]?.[0] ?? until + step) - at) / step;
    if (steps <= 0) return [];
    if (is === "stale") return [stale(), missing(steps - 1)];
    if (is === "missing") return [missing(steps)];
    const from = total;
    const increase = (is === "on" ? on : off) * step;
    total += increase * steps;
    return [increase === 0 ? constant(from, steps) : ramp(from, increase, steps)];
  });
}

const REQUESTS = "http_requests_total";

/** First evaluation of the throughput: the hour of last week that it reads has been scraped. */
const BEGIN = WEEK + 3_600;

/** Requests at one rate in the hours of last week that are read, and in their phases since shortly before the beginning. */
function requests(lastWeek: readonly Samples[], now: readonly Samples[]) {
  const taken = lastWeek.reduce((steps, one) => steps + (one.kind === "stale" ? 1 : one.steps), 0);
  const since = (BEGIN - 600) / STEP;
  return [series(REQUESTS, OF_BACKEND, ...lastWeek, missing(since - taken), ...now)];
}

/** Phases on the clock of what begins at a time. */
function since(time: number, phases: readonly Phase[]): readonly Phase[] {
  return phases.map(([at, is]) => [Math.max(0, at - time), is]);
}

const LATELY = BEGIN - 600;

/** Now as many requests as fire, or a few more; last week a few more than the demand that is asked for. */
export const throughputStages: readonly Stage[] = [
  {
    about: "a millionth less than 800 requests/s are left of 1,001 a week before",
    step: STEP,
    interval: STEP,
    begin: BEGIN,
    onset: BEGIN + 600,
    measures: [REQUESTS],
    series: (until, ...phases) => {
      const known = phases[0]?.[1] !== "missing";
      const hours = Math.max(0, until - WEEK) / STEP + 1;
      const lastWeek = known ? ramp(0, 1_001 * STEP, hours) : missing(hours);
      const now = counted(until - LATELY, since(LATELY, phases), { on: 800 * (1 - 1e-6), off: 1_010 });
      return requests([lastWeek], now);
    },
    at: (until) => {
      const hours = Math.max(0, until - WEEK) / STEP + 1;
      const now = counted(until - LATELY, [[0, "on"]], { on: 800, off: 800 });
      return requests([ramp(0, 1_001 * STEP, hours)], now);
    },
  },
  {
    about: "a millionth more than 1,000 requests/s were served a week before, of which 700 are left",
    step: STEP,
    interval: STEP,
    begin: BEGIN,
    onset: BEGIN + 600,
    measures: [REQUESTS],
    series: (until, ...phases) => {
      const hours = Math.max(0, until - WEEK);
      const before = counted(hours, since(WEEK, phases), { on: 1_000 * (1 + 1e-6), off: 0 });
      const now = counted(until - LATELY, [[0, "on"]], { on: 700, off: 700 });
      return requests(before, now.map(later));
    },
    at: (until) => {
      const hours = Math.max(0, until - WEEK) / STEP + 1;
      const now = counted(until - LATELY, [[0, "on"]], { on: 700, off: 700 });
      return requests([ramp(0, 1_000 * STEP, hours)], now);
    },
  },
];

/** A counter that has grown for a week in between. */
function later(samples: Samples): Samples {
  const grown = 1_000 * WEEK;
  if (samples.kind === "constant") return { ...samples, value: samples.value + grown };
  return samples.kind === "ramp" ? { ...samples, from: samples.from + grown } : samples;
}

const RAISED = "amas_alerts_raised_total";

export const stormStages: readonly Stage[] = [
  {
    about: "51 alerts a minute are raised",
    step: STEP,
    measures: [RAISED],
    series: (until, ...phases) => [
      series(RAISED, OF_BACKEND, ...counted(until, phases, { on: 51 / STEP, off: 0 }).map(whole)),
    ],
    at: (until) => [series(RAISED, OF_BACKEND, ...counted(until, [[0, "on"]], { on: 50 / STEP, off: 0 }).map(whole))],
  },
];

/** Without float noise. */
function whole(samples: Samples): Samples {
  if (samples.kind !== "ramp") return samples;
  return { ...samples, from: Math.round(samples.from), increase: Math.round(samples.increase) };
}

const WRITTEN = "amas_decision_write_duration_count";

/** Units: seconds between samples, which means of days are sure of. */
const SLOW = 900;

const wrote = (about: string, perHour: number, at: number): Stage => ({
  about,
  step: SLOW,
  interval: SLOW,
  begin: DAY,
  onset: DAY + 2 * SLOW,
  measures: [WRITTEN],
  series: (until, ...phases) => [
    series(WRITTEN, OF_BACKEND, ...counted(until, phases, { on: perHour / 3_600, off: 300 / 3_600 }, SLOW)),
  ],
  at: (until) => [
    series(WRITTEN, OF_BACKEND, ...counted(until, [[0, "on"]], { on: at / 3_600, off: at / 3_600 }, SLOW)),
  ],
});

export const writeRateStages: readonly Stage[] = [
  wrote("a millionth less than 100 insights an hour are written", 100 * (1 - 1e-6), 100),
  wrote("a millionth more than 500 insights an hour are written", 500 * (1 + 1e-6), 500),
];
