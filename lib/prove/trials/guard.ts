import { TILED_FROM_SECONDS } from "../../rules/windows.ts";
import type { AlertTimeline } from "../alert-timeline.ts";
import { scaledSeries } from "../scaled-series.ts";
import { EVENTS_PER_SECOND } from "../stimulate/spans.ts";
import type { Claim, Evidence } from "../trial.ts";
import type { ScrapedSeries, World } from "../world.ts";
import { bystander, lengthOf, type Phase, type ReplicaOptions, replicaOf } from "./cast.ts";
import { ratesOf } from "./exact.ts";
import { extremeOf, isBeyondLevel, MARGIN, thresholdLevel } from "./levels.ts";
import { type Scene, worldOn } from "./scene.ts";
import { firesWithin, firstActive, trial } from "./trials.ts";
import { allWatched, type Guard, guardOf, readingStep, settling, type Watched } from "./watched.ts";
import { at, lasting, levelInWords } from "./words.ts";

/** The low-traffic guard: silent with a little less than it asks for although all of it is bad; fires with exactly that. */
export function guardTrials(watched: Watched): readonly Evidence[] {
  const guard = guardOf(watched);
  if (guard === undefined || guard.count <= 0) return [];
  return [
    ...(guard.window <= FILLED * watched.interval ? steady(watched, guard) : creeping(watched, guard)),
    ...(guard.window === watched.base ? steadyExact(watched, guard) : burst(watched, guard)),
  ];
}

/** Evaluations of the longest window that is filled with a steady rate; longer ones are filled bit by bit. */
const FILLED = 45;

/** Counters of so few events that they are counted in parts, so that a guard can be met to half a percent. */
export function scaled(
  watched: Watched,
  phases: readonly Phase[],
  factor: number,
  { replica, ...scene }: { readonly replica?: ReplicaOptions } & Pick<Scene, "clock" | "missed"> = {},
): World {
  const only = replicaOf(watched, { instance: "a", share: 1, tilt: 1 }, phases, replica);
  const seconds = lengthOf(phases);
  return worldOn(watched, {
    ...scene,
    replicas: [only, ...bystander(watched, seconds)],
    seconds,
    changed: {
      key: `times ${factor}`,
      by: (series) => series.map((one) => (isOurs(one) ? scaledSeries(one, factor) : one)),
    },
  });
}

function isOurs({ name, labels }: ScrapedSeries): boolean {
  return name !== "up" && labels.instance === "a";
}

/** Good events for each bad one, so that failures and events differ: powers of two, so that sums of both are exact. */
const GOOD_PER_BAD = [1, 0.25, 0.0625];

/** How events are to be bad in a trial of the guard: beyond the threshold, some of them good where that is possible. */
export function mixOf(watched: Watched): { readonly level: number; readonly good: number } {
  const { kind } = watched.objective.indicator;
  if (kind === "quantile") return { level: extremeOf(watched), good: 0 };
  const thresholds = new Set([...allWatched(watched.subject).values()].map(thresholdLevel));
  const good = GOOD_PER_BAD.find((candidate) => {
    const level = 1 / (1 + candidate);
    // At the very threshold of another alert the last digit of a sum would decide.
    return isBeyondLevel(watched, level) && !thresholds.has(level);
  });
  return good === undefined ? { level: extremeOf(watched), good: 0 } : { level: 1 / (1 + good), good };
}

/** Events of which as many are counted by the guard as it asks for. */
export function eventsFor({ count, of }: Guard, good: number): number {
  return of === "failures" ? count * (1 + good) : count;
}

/** The window of the guard is that of the recordings: a steady rate just below, and just above. */
function steady(watched: Watched, guard: Guard): readonly Evidence[] {
  const { count, window, of } = guard;
  const { interval, pending } = watched;
  const { level, good } = mixOf(watched);
  const seconds = Math.ceil((settling(watched) + pending) / interval + 3) * interval;
  const world = scaled(
    watched,
    [
      { seconds, level, perSecond: EVENTS_PER_SECOND * (1 - MARGIN) },
      { seconds, level, perSecond: EVENTS_PER_SECOND * (1 + MARGIN) },
    ],
    eventsFor(guard, good) / (EVENTS_PER_SECOND * window),
  );
  const more = seconds / interval;
  const [less, enough] = [count * (1 - MARGIN), count * (1 + MARGIN)].map((value) => Number(value.toPrecision(6)));
  return [
    trial(watched, "one-failure", world, (timeline) => {
      const fires = timeline.first(true);
      const holds = !firesWithin(timeline, 0, more) && fires !== undefined;
      const what = `${less} ${of} in ${lasting(window)} and ${levelInWords(watched, level)}`;
      return {
        holds,
        says: `stays silent with ${what}, and fires at ${at(timeline, fires ?? 0)} with ${enough} from ${at(timeline, more)} on`,
      };
    }),
  ];
}

/** Longest multiple of the scrape interval that is tried. */
const SLOWEST = 10;

/** Exactly as much as the guard asks for, where whole events at some scrape interval come out as that. */
function steadyExact(watched: Watched, guard: Guard): readonly Evidence[] {
  const { count, window, of } = guard;
  const { every, interval, pending } = watched;
  const mix = mixOf(watched);
  for (let slowed = 1; slowed <= SLOWEST && slowed * every * 2 <= window; slowed++) {
    const apart = slowed * every;
    const each = (count * apart) / window;
    if (window % apart !== 0 || !Number.isInteger(each)) continue;
    const sampled = window - apart;
    const found = ratesOf((each * sampled) / apart, sampled, window).map((rate) => rate * window);
    if (found.some((events) => events !== count)) continue;
    const seconds = Math.ceil((window + pending) / interval + 4) * interval;
    const isWhole = Number.isInteger(each / 2) || (of === "failures" && mix.good === 1);
    const { level, good } = isWhole ? mix : { level: extremeOf(watched), good: 0 };
    const world = scaled(watched, [{ seconds, level, perSecond: eventsFor(guard, good) / window }], 1, {
      clock: { slowed },
    });
    return [
      trial(watched, "one-failure", world, (timeline) => ({
        holds: timeline.everFires,
        says: `fires at ${at(timeline, timeline.first(true) ?? 0)} with exactly ${count} ${of} in ${lasting(window)}`,
      })),
    ];
  }
  return [];
}

/** The guard sums recordings: most of what it asks for comes soon, the rest half a percent at a reading. */
function creeping(watched: Watched, guard: Guard): readonly Evidence[] {
  const { count, window, of } = guard;
  const { interval } = watched;
  const { level, good } = mixOf(watched);
  const step = readingStep(watched);
  const soon = 3 * step * interval + 12 * interval;
  const slowly = { readings: 20 / (step === 1 ? 1 : 2), each: step === 1 ? MARGIN : 2 * MARGIN };
  // What has come is counted whole only when the range of a recording is over.
  const late = Math.max(8, Math.ceil(watched.base / (step * interval)) + 3);
  const phases: readonly Phase[] = [
    { seconds: soon, level, perSecond: EVENTS_PER_SECOND },
    {
      seconds: Math.ceil(watched.pending / interval) * interval + (slowly.readings + late) * step * interval,
      level,
      perSecond: (EVENTS_PER_SECOND * slowly.each * soon) / (0.9 * step * interval),
    },
  ];
  const world = scaled(watched, phases, (0.9 * eventsFor(guard, good)) / (EVENTS_PER_SECOND * soon));
  const begins = soon / interval;
  return [
    trial(watched, "one-failure", world, (timeline) => {
      const fires = timeline.first(true);
      const holds = fires !== undefined && fires > begins;
      const what = `${count} ${of} have come in ${lasting(window)}`;
      return {
        holds,
        says: `fires at ${at(timeline, fires ?? 0)}, when ${what}, and is silent before although ${levelInWords(watched, level)}`,
      };
    }),
  ];
}

/** Events before and in a burst, so that counters are doubled by it. A power of two, so that scaling is exact. */
const BURST = 1_024;

/** Exactly as much as the guard asks for in one burst that a power of two of readings sees alike, so that their sum is exact. */
function burst(watched: Watched, { count, window, of }: Guard): readonly Evidence[] {
  const { base, every, interval } = watched;
  const isTiled = window >= TILED_FROM_SECONDS;
  const reading = isTiled ? readingStep(watched) * interval : interval;
  for (let slowed = 1; slowed * every * 2 <= base; slowed++) {
    const apart = every * slowed;
    const sampled = base - apart;
    // The scrape that sees the burst: evaluations see it from then on, until the one before it leaves their range.
    const seen = Math.ceil((4 * base + (isTiled ? base - apart : interval - apart)) / apart) * apart;
    const seenBy = Math.ceil((seen + sampled) / reading) - Math.ceil(seen / reading);
    const factor = burstFactor(count, seenBy * reading, sampled, base);
    if (base % apart !== 0 || !Number.isInteger(Math.log2(seenBy)) || factor === undefined) continue;
    const seconds = Math.ceil((seen + sampled) / interval + 2) * interval;
    const good = of === "failures" ? mixOf(watched).good * BURST : 0;
    const occurrences = [
      { at: 0, bad: BURST, good },
      { at: seen - apart / 2, bad: BURST, good },
    ];
    const world = scaled(watched, [{ seconds, level: "idle" }], factor, {
      clock: { slowed },
      replica: { occurrences },
    });
    const what = `exactly ${count} ${of} in ${lasting(window)}`;
    return [trial(watched, "one-failure", world, (timeline) => burstTold(timeline, what))];
  }
  return [];
}

/** A factor for {@link BURST} with which the sum of rates comes out as a count in either order of arithmetic. */
function burstFactor(count: number, seconds: number, sampled: number, range: number): number | undefined {
  const about = (count * sampled) / seconds / BURST;
  for (let slip = -40; slip <= 40; slip++) {
    const factor = about * (1 + slip * Number.EPSILON);
    const [one = 0, other = 0] = ratesOf(BURST * factor, sampled, range);
    if (one === other && one * seconds === count) return factor;
  }
  return undefined;
}

/** Alerts that are pending for longer than the burst is seen do not fire. */
function burstTold(timeline: AlertTimeline, what: string): Claim {
  const fires = timeline.first(true);
  const since = fires ?? firstActive(timeline);
  const does = fires === undefined ? "is pending" : "fires";
  return { holds: since !== undefined, says: `${does} at ${at(timeline, since ?? 0)} with ${what}, in one burst` };
}
