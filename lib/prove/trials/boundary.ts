import type { AlertTimeline } from "../alert-timeline.ts";
import type { Claim, Evidence } from "../trial.ts";
import type { World } from "../world.ts";
import type { Phase } from "./cast.ts";
import { timelineOn } from "./expected.ts";
import { beyondBy, groupLevels, MARGIN, withinBy } from "./levels.ts";
import { atOnce } from "./pending.ts";
import { played } from "./play.ts";
import { ladderOf } from "./thresholds.ts";
import { exported, isActive, notCovered, trial } from "./trials.ts";
import { longest, settling, shortest, type Watched } from "./watched.ts";
import { at, lasting } from "./words.ts";

/** A pulse that is beyond the threshold for exactly as many evaluations as are silent, and one that lasts one longer. */
export function boundaryTrials(watched: Watched): readonly Evidence[] {
  const found = fitting(watched, Math.ceil(watched.pending / watched.interval));
  if (found === undefined && watched.pending === 0) {
    return [trial(watched, "for-boundary", ladderOf(watched).world, (timeline) => atOnce(watched, timeline))];
  }
  if (found === undefined) {
    const length = lasting(watched.pending);
    return [
      notCovered(watched, "for-boundary", `its windows are beyond the threshold for longer than ${length}, if at all`),
    ];
  }
  const { within, beyond } = found;
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

/** A pulse that is beyond the threshold by a share of it. */
function pulseOf(watched: Watched, seconds: number, excess: number): Pulse {
  const { interval, base } = watched;
  const { healthy } = groupLevels(watched.subject);
  const whole = (length: number): number => Math.ceil(length / interval) * interval;
  const [long, short] = [longest(watched), shortest(watched)];
  // Two windows are brought near their thresholds before, so that one pulse can be beyond both for a moment only.
  const calm: Phase =
    watched.kind === "burn-rate"
      ? { seconds: whole(Math.min(long, short * 2) + 3 * interval), level: withinBy(watched, excess) }
      : { seconds: whole(settling(watched) + 3 * interval), level: healthy };
  const phases: readonly Phase[] = [
    calm,
    { seconds, level: beyondBy(watched, excess) },
    { seconds: whole(short + base + 2 * interval), level: healthy },
  ];
  return { world: played(watched, phases), from: calm.seconds / interval };
}

/**
 * The longest pulse that stays silent, and the one that is an evaluation longer. It is so little beyond the threshold that the
 * window has to be full of it, and sees its end at the next evaluation: then one evaluation more of it is one more of the
 * condition. How little that is depends on how levels come into the window, so it is tried.
 */
function fitting(
  watched: Watched,
  evaluations: number,
): { readonly within: Pulse; readonly beyond: Pulse } | undefined {
  const { interval, pending } = watched;
  const widest = Math.min(0.2, interval / (2 * Math.max(interval, settling(watched))));
  for (const excess of [widest, widest / 4, MARGIN]) {
    let seconds = Math.ceil((settling(watched) + pending) / interval + 2) * interval;
    for (let tries = 0; tries < 5 && seconds >= interval; tries++) {
      const beyond = pulseOf(watched, seconds, excess);
      const held = heldIn(watched, beyond);
      if (held === evaluations + 1) {
        const within = pulseOf(watched, seconds - interval, excess);
        if (heldIn(watched, within) === evaluations) return { within, beyond };
        break;
      }
      seconds += (evaluations + 1 - held) * interval;
    }
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
