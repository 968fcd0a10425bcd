import { tidy } from "../../core/decimal.ts";
import type { AlertTimeline } from "../alert-timeline.ts";
import type { Claim, Evidence } from "../trial.ts";
import type { World } from "../world.ts";
import { type Phase, pairOf, replicaOf } from "./cast.ts";
import { timelineOn } from "./expected.ts";
import { isBeyondLevel, thresholdLevel } from "./levels.ts";
import { atOnce, waits } from "./pending.ts";
import { played } from "./play.ts";
import { worldOn } from "./scene.ts";
import { exported, firstActive, trial } from "./trials.ts";
import { longest, momentsAskedBy, readingStep, shortest, type Watched } from "./watched.ts";
import { at, evaluations, lasting } from "./words.ts";

/** Moments without an answering target, so many that the alert just fires. Evaluations. */
interface Moments {
  readonly phases: readonly Phase[];
  /** Index of the first of the bad moments that decide, and of the one at which the condition begins to hold. */
  readonly late: number;
  readonly last: number;
  /** How many moments are bad, and among how many: `2 of 333 moments`. */
  readonly bad: number;
  readonly all: number;
}

/** Longest window that is filled with good moments before; of longer ones, their beginning is shown. Units: evaluations. */
const FILLED = 60;

/** Readings of a window from which one more changes its mean by less than one percent. */
const FINE = 100;

/** Most bad moments with which the threshold is met exactly; more would take too many good ones. */
const MEETING = 3;

/** Good moments after the last bad one, at least and at most. */
const AFTER = [5, 362] as const;

/** Longest window that is waited for until it holds no bad moment any more. Units: seconds. */
const LONGEST_FORGETTING = 86_400;

function momentsOf(watched: Watched): Moments {
  return amongMany(watched) ?? inRow(watched);
}

/**
 * Just enough bad moments among all since the beginning: there are whole moments only, so the share is brought near the
 * threshold by how many good ones there have been. `undefined` where the windows are too short or the share too great.
 */
function amongMany(watched: Watched): Moments | undefined {
  const { interval } = watched;
  const step = readingStep(watched);
  const seen = longest(watched) / interval;
  if (seen <= FILLED) return undefined;
  const late = Math.max(
    step === 1 ? 1 : 0,
    ...watched.windows.slice(1).map((window) => needed(watched, window / interval)),
  );
  let bad = Math.max(1, late, momentsAskedBy(watched));
  while (watched.kind === "burn-rate" && bad < FINE && mostReadings(watched, bad) < FINE) bad++;
  while (step > 1 && bad < MEETING && !isMet(watched, bad)) bad++;
  // Windows in tiles see moments of one tile together; others see the first ones as long as the last.
  const together = step === 1 ? late : bad;
  const all = mostReadings(watched, bad) * step;
  const last = all - step;
  const early = bad - together;
  if (all > seen || together > Math.max(step, late) || last - together + 1 <= early) return undefined;
  const phases: readonly Phase[] = [
    ...(early === 0 ? [] : [{ seconds: early * interval, level: 1 }]),
    { seconds: (last - together + 1 - early) * interval, level: 0 },
    { seconds: together * interval + watched.pending, level: 1 },
    { seconds: afterwards(watched), level: 0 },
  ];
  return { phases, late: last - together + 1, last, bad, all: last + 1 };
}

/** The shortest outage after a time in which all targets answered. */
function inRow(watched: Watched): Moments {
  const { interval, pending } = watched;
  const before = Math.min(longest(watched) / interval, FILLED * 2) + 2;
  const forgotten = Math.min(shortest(watched), LONGEST_FORGETTING) + 2 * interval;
  const after = { seconds: Math.max(afterwards(watched), Math.ceil(forgotten / interval) * interval), level: 0 };
  const good: Phase = { seconds: before * interval, level: 0 };
  const lasting = (moments: number): readonly Phase[] => [
    good,
    { seconds: moments * interval + pending, level: 1 },
    after,
  ];
  const most = Math.ceil(longest(watched) / interval) + 5;
  const long = timelineOn(watched, played(watched, lasting(most)));
  const first = firstActive(long, before);
  let bad = first === undefined ? most : first - before + 1;
  // Windows in tiles may see a moment only later.
  while (bad > 1 && timelineOn(watched, played(watched, lasting(bad - 1))).everFires) bad--;
  const last = firstActive(timelineOn(watched, played(watched, lasting(bad))), before) ?? before + bad - 1;
  return { phases: lasting(bad), late: before, last, bad, all: Math.min(last + 1, longest(watched) / interval) };
}

/** Fewest bad moments that are beyond the threshold among so many. */
function needed(watched: Watched, moments: number): number {
  let bad = 1;
  while (bad < moments && !isBeyondLevel(watched, bad / moments)) bad++;
  return bad;
}

/** Most readings of the longest window among which so many bad moments are beyond the threshold. */
function mostReadings(watched: Watched, bad: number): number {
  const share = bad / readingStep(watched);
  let readings = 1;
  while (isBeyondLevel(watched, share / (readings + 1)) && readings < 100_000) readings++;
  return readings;
}

/** True where so many bad moments among whole readings are the threshold itself. */
function isMet(watched: Watched, bad: number): boolean {
  return Number.isInteger(tidy(bad / readingStep(watched) / thresholdLevel(watched)));
}

/** How long to look after the last bad moment. Units: seconds. */
function afterwards(watched: Watched): number {
  const { interval } = watched;
  const [least, most] = AFTER;
  const forgotten = shortest(watched) / interval + 2;
  return Math.max(least, readingStep(watched) + 2, Math.min(most, Math.ceil(forgotten))) * interval;
}

/** Thresholds of an alert on moments: fires at a bad moment more, is silent at a good one more. */
export function momentTrials(watched: Watched): readonly Evidence[] {
  const moments = momentsOf(watched);
  const world = played(watched, moments.phases);
  const { pending } = watched;
  return [
    exported(trial(watched, "fires-just-above", world, (timeline) => firesAbove(watched, timeline, moments))),
    ...silentTrials(watched, world, moments),
    exported(trial(watched, "pending", world, (timeline) => waits(watched, timeline, moments.late))),
    exported(
      trial(watched, "for-boundary", world, (timeline) =>
        pending === 0 ? atOnce(watched, timeline, moments.late) : waits(watched, timeline, moments.late),
      ),
    ),
    exported(trial(watched, "resolves", world, (timeline) => resolves(watched, timeline, moments))),
  ];
}

function firesAbove({ pending, interval }: Watched, timeline: AlertTimeline, moments: Moments): Claim {
  const fires = timeline.first(true, moments.late);
  const due = moments.last + Math.ceil(pending / interval);
  const share = `${moments.bad} of ${moments.all} moments`;
  if (fires === undefined) return { holds: false, says: `never fires although no target answers at ${share}` };
  return { holds: fires === due, says: `fires at ${at(timeline, fires)} when no target has answered at ${share}` };
}

/** Silent as long as one of two targets answers, with one bad moment less, or at the next reading with no bad one in it. */
function silentTrials(watched: Watched, world: World, moments: Moments): readonly Evidence[] {
  const { interval, pending } = watched;
  const { last, bad, all } = moments;
  const seconds = Math.max(20 * interval, pending * 2);
  const [a, b] = pairOf(watched);
  if (a === undefined || b === undefined) return [];
  const halves = worldOn(watched, {
    replicas: [replicaOf(watched, a, [{ seconds, level: 0 }]), replicaOf(watched, b, [{ seconds, level: 1 }])],
    seconds,
  });
  const step = readingStep(watched);
  const next = last + step;
  const ends = timelineOn(watched, world).first(false, last + 1);
  const isDiluted = pending === 0 && all > last && ends === next;
  return [
    silent(watched, halves, `stays silent for ${lasting(seconds)} while 1 of 2 targets answers`),
    ...(isDiluted
      ? [
          exported(
            trial(watched, "silent-just-below", world, (timeline) => ({
              holds: timeline.firing(next) === 0 && timeline.firing(next - 1) > 0,
              says: `is silent at ${at(timeline, next)}, when no target has answered at ${bad} of ${all + step} moments`,
            })),
          ),
        ]
      : []),
    ...(isDiluted || bad === 1
      ? []
      : [
          silent(
            watched,
            shorter(watched, moments),
            `stays silent when no target has answered at ${bad - 1} of ${all} moments`,
          ),
        ]),
  ];
}

function silent(watched: Watched, world: World, says: string): Evidence {
  return exported(trial(watched, "silent-just-below", world, (timeline) => ({ holds: !timeline.everFires, says })));
}

/** The same with one bad moment less at the end. */
function shorter(watched: Watched, { phases }: Moments): World {
  const { interval, pending } = watched;
  const [good, bad, after] = phases.slice(-3);
  if (good === undefined || bad === undefined || after === undefined) return played(watched, phases);
  return played(watched, [good, { ...bad, seconds: Math.max(0, bad.seconds - pending - interval) }, after]);
}

function resolves(watched: Watched, timeline: AlertTimeline, { last, late }: Moments): Claim {
  const fires = timeline.first(true, late);
  const ends = fires === undefined ? undefined : timeline.first(false, fires);
  if (fires !== undefined && ends === undefined && shortest(watched) > LONGEST_FORGETTING) {
    const shown = lasting((timeline.world.evaluations.count - 1 - last) * watched.interval);
    return {
      holds: true,
      says: `still fires after ${shown}: the window of ${lasting(shortest(watched))} holds the bad moments`,
    };
  }
  if (ends === undefined) return { holds: false, says: "does not end" };
  return { holds: true, says: `ends at ${at(timeline, ends)}, ${evaluations(ends - last)} after the last bad moment` };
}
