import { tidy } from "../../core/decimal.ts";
import type { AlertTimeline } from "../alert-timeline.ts";
import type { Claim, Evidence } from "../trial.ts";
import type { World } from "../world.ts";
import { atOnce } from "./burn-thresholds.ts";
import { type Phase, pairOf, replicaOf } from "./cast.ts";
import { timelineOn } from "./expected.ts";
import { isBeyondLevel, thresholdLevel } from "./levels.ts";
import { played } from "./play.ts";
import { worldOn } from "./scene.ts";
import { waits } from "./thresholds.ts";
import { exported, trial } from "./trials.ts";
import { longest, readingStep, shortest, type Watched } from "./watched.ts";
import { at, lasting } from "./words.ts";

/** Moments without an answering target, so many among all that the alert just fires. Evaluations. */
interface Moments {
  readonly phases: readonly Phase[];
  /** Indexes of the first of the bad moments that decide, and of the last one. */
  readonly late: number;
  readonly last: number;
  readonly bad: number;
  /** Moments up to the last bad one, as far as the window sees them. */
  readonly all: number;
}

/** Readings of a window from which one more changes its mean by less than one percent. */
const FINE = 100;

/** Most bad moments with which the threshold is met exactly; more would take too many good ones. */
const MEETING = 3;

/** True where so many bad moments among whole readings are the threshold itself. */
function isMet(watched: Watched, bad: number): boolean {
  return Number.isInteger(tidy(bad / readingStep(watched) / thresholdLevel(watched)));
}

/** Evaluations after the last bad moment. */
const AFTER = 5;

/**
 * Bad moments that are just enough: there are whole moments only, so the share is brought near the threshold by how many
 * good ones there have been.
 */
function momentsOf(watched: Watched): Moments {
  const { interval, pending } = watched;
  const step = readingStep(watched);
  const seen = longest(watched) / interval;
  const isFine = watched.kind === "burn-rate";
  let bad = 1;
  while (isFine && bad < step && mostReadings(watched, bad) < FINE) bad++;
  while (isFine && bad < step && bad < MEETING && !isMet(watched, bad)) bad++;
  while (isFine && step === 1 && mostReadings(watched, bad) < Math.min(FINE, seen / 2)) bad++;
  const most = mostReadings(watched, bad) * step;
  const isForgotten = most > seen;
  const last = isForgotten ? Math.ceil(seen / 2) : step === 1 ? most - 1 : most - step;
  // Windows in tiles see moments of one tile together; others see the first ones as long as the last.
  const early = step === 1 && !isForgotten ? bad - 1 : 0;
  const late = bad - early;
  const after = Math.max(AFTER, step + 2, Math.ceil(Math.min(shortest(watched), 3_600) / interval) + 2);
  const phases: readonly Phase[] = [
    ...(early === 0 ? [] : [{ seconds: early * interval, level: 1 }]),
    { seconds: (last - late + 1 - early) * interval, level: 0 },
    { seconds: late * interval + pending, level: 1 },
    { seconds: after * interval, level: 0 },
  ];
  return { phases, late: last - late + 1, last, bad, all: last + 1 };
}

/** Most readings of the longest window among which so many bad moments are beyond the threshold. */
function mostReadings(watched: Watched, bad: number): number {
  const share = bad / readingStep(watched);
  let readings = 1;
  while (isBeyondLevel(watched, share / (readings + 1)) && readings < 100_000) readings++;
  return readings;
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
    exported(trial(watched, "resolves", world, (timeline) => resolves(timeline, moments))),
  ];
}

function firesAbove({ pending, interval }: Watched, timeline: AlertTimeline, moments: Moments): Claim {
  const fires = timeline.first(true, moments.late);
  const due = moments.last + Math.ceil(pending / interval);
  const share = `${moments.bad} of ${moments.all} moments`;
  if (fires === undefined) return { holds: false, says: `never fires although no target answers at ${share}` };
  return { holds: fires === due, says: `fires at ${at(timeline, fires)} when no target has answered at ${share}` };
}

/** Silent at one good moment more, where that is what ends it; and as long as one of two targets answers. */
function silentTrials(watched: Watched, world: World, { last, bad, all }: Moments): readonly Evidence[] {
  const { interval } = watched;
  const step = readingStep(watched);
  const seconds = Math.max(20 * interval, watched.pending * 2);
  const [a, b] = pairOf(watched);
  if (a === undefined || b === undefined) return [];
  const halves = worldOn(watched, {
    replicas: [replicaOf(watched, a, [{ seconds, level: 0 }]), replicaOf(watched, b, [{ seconds, level: 1 }])],
    seconds,
  });
  const more = last + Math.ceil(watched.pending / interval) + step;
  const ends = timelineOn(watched, world).first(false, more - step + 1);
  return [
    exported(
      trial(watched, "silent-just-below", halves, (timeline) => ({
        holds: !timeline.everFires,
        says: `stays silent for ${lasting(seconds)} while 1 of 2 targets answers`,
      })),
    ),
    ...(ends !== more || watched.pending > 0
      ? []
      : [
          exported(
            trial(watched, "silent-just-below", world, (timeline) => ({
              holds: timeline.firing(more) === 0 && timeline.firing(more - 1) > 0,
              says: `is silent at ${at(timeline, more)}, when no target has answered at ${bad} of ${all + step} moments`,
            })),
          ),
        ]),
  ];
}

function resolves(timeline: AlertTimeline, { last, late }: Moments): Claim {
  const fires = timeline.first(true, late);
  const ends = fires === undefined ? undefined : timeline.first(false, fires);
  if (ends === undefined) return { holds: false, says: "does not end" };
  return { holds: true, says: `ends at ${at(timeline, ends)}, ${ends - last} evaluations after the last bad moment` };
}
