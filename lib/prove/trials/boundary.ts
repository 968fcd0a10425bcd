import type { AlertTimeline } from "../alert-timeline.ts";
import type { Claim, Evidence } from "../trial.ts";
import type { World } from "../world.ts";
import type { Phase } from "./cast.ts";
import { timelineOn } from "./expected.ts";
import { beyondBy, groupLevels, withinBy } from "./levels.ts";
import { played } from "./play.ts";
import { exported, isActive, notCovered, trial } from "./trials.ts";
import { longest, shortest, type Watched } from "./watched.ts";
import { at, lasting } from "./words.ts";

/** How far beyond the threshold the pulses are: enough to fill a window soon, and to be forgotten soon. */
const PULSE = 0.2;

/** A pulse that is beyond the threshold for exactly as many evaluations as are silent, and one that lasts one longer. */
export function boundaryTrials(watched: Watched): readonly Evidence[] {
  const { interval, pending } = watched;
  const silent = Math.ceil(pending / interval);
  const first = fitting(watched, silent);
  if (first === undefined) {
    return [
      notCovered(watched, "for-boundary", `no level is beyond the threshold for as little as ${lasting(pending)}`),
    ];
  }
  const [within, beyond] = [first, first + interval].map((seconds) => pulseOf(watched, seconds));
  if (within === undefined || beyond === undefined) return [];
  return [
    exported(trial(watched, "for-boundary", within.world, (timeline) => isSilent(watched, timeline, within.from))),
    exported(trial(watched, "for-boundary", beyond.world, (timeline) => firesOnce(watched, timeline, beyond.from))),
  ];
}

/** A world with one pulse, and the index of the evaluation at which it begins. */
interface Pulse {
  readonly world: World;
  readonly from: number;
}

function pulseOf(watched: Watched, seconds: number): Pulse {
  const { interval } = watched;
  const { healthy } = groupLevels(watched.subject);
  const whole = (length: number): number => Math.ceil(length / interval) * interval;
  const [long, short] = [longest(watched), shortest(watched)];
  // Two windows are brought near their thresholds before, so that one pulse can be beyond both for a moment only.
  const calm: Phase =
    watched.kind === "burn-rate"
      ? { seconds: whole(Math.min(long, short * 2) + 3 * interval), level: withinBy(watched, PULSE) }
      : { seconds: whole(long + 3 * interval), level: healthy };
  const phases: readonly Phase[] = [
    calm,
    { seconds, level: beyondBy(watched, PULSE) },
    { seconds: whole(short + 2 * interval), level: healthy },
  ];
  return { world: played(watched, phases), from: calm.seconds / interval };
}

/** Length of the longest pulse during which the condition holds at so many evaluations. Units: seconds. */
function fitting(watched: Watched, evaluations: number): number | undefined {
  const { interval, pending } = watched;
  // A condition that holds at no evaluation is one evaluation less than one that does.
  const wanted = Math.max(1, evaluations);
  let seconds = Math.ceil((longest(watched) + pending) / interval + 2) * interval;
  // One evaluation more of a pulse is one evaluation more of the condition, so that this takes few steps.
  for (let tries = 0; tries < 6 && seconds > 0; tries++) {
    const held = heldIn(watched, pulseOf(watched, seconds));
    if (held === wanted) return evaluations === 0 ? seconds - interval : seconds;
    seconds += (wanted - held) * interval;
  }
  return undefined;
}

function heldIn(watched: Watched, { world, from }: Pulse): number {
  const timeline = timelineOn(watched, world);
  return countFrom(timeline, from, (index) => isActive(timeline, index));
}

function countFrom(timeline: AlertTimeline, from: number, holds: (index: number) => boolean): number {
  let count = 0;
  for (let index = from; index < timeline.world.evaluations.count; index++) if (holds(index)) count++;
  return count;
}

function isSilent(watched: Watched, timeline: AlertTimeline, from: number): Claim {
  const held = countFrom(timeline, from, (index) => timeline.pending(index) > 0);
  const { pending, interval } = watched;
  const holds = !timeline.everFires && held === Math.ceil(pending / interval);
  if (held === 0) return { holds, says: "stays silent when its condition holds at no evaluation" };
  return {
    holds,
    says: `stays silent when its condition holds at ${held} evaluations, from the first to the last of which ${lasting((held - 1) * interval)} pass`,
  };
}

function firesOnce(watched: Watched, timeline: AlertTimeline, from: number): Claim {
  const fires = timeline.first(true);
  const held = countFrom(timeline, from, (index) => isActive(timeline, index));
  const holds = fires !== undefined && countFrom(timeline, from, (index) => timeline.firing(index) > 0) === 1;
  const which = held === 1 ? "at one" : `at ${held}, ${lasting(watched.pending)} from the first to the last`;
  return { holds, says: `fires for one evaluation, at ${at(timeline, fires ?? 0)}, when its condition holds ${which}` };
}
