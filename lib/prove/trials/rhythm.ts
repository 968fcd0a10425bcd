import type { Subject } from "../trial.ts";
import { extremeOf, groupLevels, thresholdLevel } from "./levels.ts";
import { allWatched, longest, momentsAskedBy, readingStep, shortest, type Watched } from "./watched.ts";

/**
 * How long the parts of a world last in which every alert of a group fires and resolves, so that they can share it: whole
 * evaluations. Units: seconds.
 */
export interface Rhythm {
  /** All is well. */
  readonly calm: number;
  /** So long at an extreme level that every alert fires, and has for some evaluations. */
  readonly extreme: number;
  /** So long that short windows hold nothing of what was before; at most a day. */
  readonly forgetting: number;
  /** The longest `for`, and what a recording needs to be there. */
  readonly waiting: number;
}

/** Longer than the shortest window of the SRE workbook, and than what instant selectors look back. Units: seconds. */
const CALM_SECONDS = 600;

/** Units: seconds. */
const LONGEST_FORGETTING = 86_400;

const known = new WeakMap<Subject, Rhythm>();

/** The rhythm of a group's alerts. */
export function rhythmOf(subject: Subject): Rhythm {
  const rhythm = known.get(subject) ?? read([...allWatched(subject).values()]);
  known.set(subject, rhythm);
  return rhythm;
}

function read(all: readonly Watched[]): Rhythm {
  const interval = all[0]?.interval ?? 60;
  const base = most(all, (watched) => watched.base);
  const pending = most(all, (watched) => watched.pending);
  const forgetting = Math.min(LONGEST_FORGETTING, most(all, shortest));
  const whole = (seconds: number): number => Math.ceil(seconds / interval) * interval;
  const calm = whole(Math.max(CALM_SECONDS, base + 5 * interval));
  const waiting = whole(pending + base + 5 * interval);
  const before = calm + Math.max(calm, waiting);
  return {
    calm,
    extreme: whole(most(all, (watched) => reaching(watched, before) + watched.pending) + base + 5 * interval),
    forgetting: whole(forgetting + base + 5 * interval),
    waiting,
  };
}

function most(all: readonly Watched[], value: (watched: Watched) => number): number {
  return Math.max(0, ...all.map(value));
}

/** How long an extreme level takes to bring every window of an alert beyond its threshold, after a calm time. */
function reaching(watched: Watched, calm: number): number {
  const needed = neededShare(watched);
  const counted = momentsAskedBy(watched) * watched.interval;
  return Math.max(counted, Math.min(longest(watched) * needed, (calm * needed) / (1 - needed)));
}

/** Share of a window that has to be extreme to bring the window to the threshold, where the rest is well. */
function neededShare(watched: Watched): number {
  const { healthy } = groupLevels(watched.subject);
  return (thresholdLevel(watched) - healthy) / (extremeOf(watched) - healthy);
}

/** By how many evaluations an alert may be later when everything happens an evaluation later. */
export function lateness(watched: Watched): number {
  // One good moment more in a window that is not full is made up for by several bad ones.
  return readingStep(watched) * Math.ceil(1 / Math.max(0.05, 1 - neededShare(watched)));
}
