import type { AlertTimeline } from "../alert-timeline.ts";
import { EVENTS_PER_SECOND } from "../stimulate/spans.ts";
import type { Claim, Evidence } from "../trial.ts";
import type { World } from "../world.ts";
import type { Phase } from "./cast.ts";
import { eventsFor, mixOf, scaled } from "./guard.ts";
import { trial } from "./trials.ts";
import { type Guard, guardOf, readingStep, type Watched } from "./watched.ts";
import { at, lasting } from "./words.ts";

/** Longest window whose history is evaluated throughout; of longer ones, the beginning and the end. Units: evaluations. */
const EVALUATED = 120;

/** Share of what a guard asks for that comes at the beginning. */
const NEARLY = 0.9;

/** What the long window of a guard remembers to its end. */
export function memoryTrials(watched: Watched): readonly Evidence[] {
  const guard = guardOf(watched);
  return guard === undefined || guard.window === watched.base ? [] : [failuresForgotten(watched, guard)];
}

/** When old times end and new ones begin, around the end of a window. Units: seconds. */
interface Times {
  readonly old: number;
  /** Nothing happens; where it is long, Prometheus does not evaluate. */
  readonly pause: number;
  /** From then until the first of the old leaves the window. */
  readonly before: number;
  /** From then until everything old has left the window. */
  readonly late: number;
  readonly missed: readonly number[];
}

function timesAround(watched: Watched, window: number): Times {
  const { interval, base } = watched;
  const step = readingStep(watched) * interval;
  // Recordings show late what comes, and less of what comes soon after a birth: both count little beside four of their ranges.
  const seen = Math.floor(Math.min(4 * base, window / 3) / (4 * interval)) * 4 * interval;
  const old = Math.max(20 * interval, seen, 6 * step);
  const before = Math.max(20 * interval, seen, 4 * step) + Math.ceil(watched.pending / interval) * interval;
  const pause = window - before - old;
  const late = before + old + base + 3 * step;
  const [from, to] = [old / interval + 2, (old + pause + base) / interval];
  const missed = pause / interval <= EVALUATED ? [] : Array.from({ length: to - from }, (_, index) => from + index);
  return { old, pause, before, late, missed };
}

/** Nearly as many failures as the guard asks for, a little more later, and silence when the first ones leave the window. */
function failuresForgotten(watched: Watched, guard: Guard): Evidence {
  const { interval } = watched;
  const { old, pause, before, late, missed } = timesAround(watched, guard.window);
  const { level, good } = mixOf(watched);
  const burst = (EVENTS_PER_SECOND * old) / 4;
  // Reaches what is asked for half way until the first failures leave.
  const trickle = ((1 - NEARLY) * 2 * burst) / (before - watched.pending);
  const phases: readonly Phase[] = [
    { seconds: old / 4, level: "idle" },
    { seconds: old / 4, level },
    { seconds: old / 2 + pause, level: "idle" },
    { seconds: late, level, perSecond: trickle },
  ];
  const factor = (NEARLY * eventsFor(guard, good)) / burst;
  const world = scaled(watched, phases, factor, { missed });
  const leaves = (guard.window + old / 4) / interval;
  return trial(watched, "one-failure", world, (timeline) => told(timeline, guard, leaves, world));
}

function told(timeline: AlertTimeline, { count, of, window }: Guard, leaves: number, world: World): Claim {
  const fires = timeline.first(true);
  const ends = fires === undefined ? undefined : timeline.first(false, fires);
  if (fires === undefined || ends === undefined) return { holds: false, says: "does not fire and end" };
  const holds = ends >= leaves && timeline.firing(world.evaluations.count - 1) === 0;
  return {
    holds,
    says: `fires at ${at(timeline, fires)} with the last of ${count} ${of} in ${lasting(window)}, and ends at ${at(timeline, ends)} as the first ones leave the window`,
  };
}
