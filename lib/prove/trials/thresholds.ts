import type { AlertTimeline } from "../alert-timeline.ts";
import type { Claim, Evidence } from "../trial.ts";
import type { World } from "../world.ts";
import { lengthOf, type Phase, pairOf, serviceOf } from "./cast.ts";
import { exactly } from "./exact.ts";
import { beyondBy, groupLevels, isInclusive, thresholdLevel, withinBy } from "./levels.ts";
import { waits } from "./pending.ts";
import { worldOn } from "./scene.ts";
import { exported, firesWithin, firstActive, trial } from "./trials.ts";
import { settling, type Watched } from "./watched.ts";
import { at, lasting, levelInWords, overWindow } from "./words.ts";

/** Levels from well to just below the threshold, to the threshold itself, to just above it, and back. */
export interface Ladder {
  readonly world: World;
  /** Indexes of the evaluations at which each level begins. */
  readonly within: number;
  /** The threshold itself; absent where it cannot be met exactly. */
  readonly exact?: number;
  readonly beyond: number;
  readonly well: number;
}

/** A ladder whose levels last so long that each one alone fills the window, and the alert fires if it is beyond. */
export function ladderOf(watched: Watched): Ladder {
  const { interval, pending } = watched;
  const window = settling(watched);
  const { healthy } = groupLevels(watched.subject);
  const traffic = exactly(watched);
  const rung = roundUp(window + pending + 3 * interval, interval);
  const perSecond = traffic === undefined ? {} : { perSecond: traffic.perSecond };
  const phases: readonly Phase[] = [
    { seconds: roundUp(window + 2 * interval, interval), level: healthy, ...perSecond },
    { seconds: rung, level: withinBy(watched), ...perSecond },
    ...(traffic === undefined ? [] : [{ seconds: rung, level: thresholdLevel(watched), ...perSecond }]),
    { seconds: rung, level: beyondBy(watched), ...perSecond },
    { seconds: roundUp(window + 4 * interval, interval), level: healthy, ...perSecond },
  ];
  const begins = phases.map((_, index) => lengthOf(phases.slice(0, index)) / interval);
  const [, within = 0, ...rest] = begins;
  const [well = 0, beyond = 0, exact] = rest.toReversed();
  // A counter of seconds is only exact while it has counted whole ones.
  const restarts = exact !== undefined && countsSeconds(watched) ? { restarts: [exact * interval] } : {};
  const world = worldOn(watched, {
    replicas: serviceOf(watched, pairOf(watched), phases, restarts),
    seconds: lengthOf(phases),
    clock: { slowed: traffic?.slowed ?? 1 },
  });
  return { world, within, beyond, well, ...(exact === undefined ? {} : { exact }) };
}

function countsSeconds({ objective: { indicator } }: Watched): boolean {
  return indicator.kind === "saturation" && indicator.used.type === "counter";
}

function roundUp(seconds: number, interval: number): number {
  return Math.ceil(seconds / interval) * interval;
}

/** Fires just above, stays silent just below and (unless the threshold counts as beyond) at it, waits, resolves. */
export function ladderTrials(watched: Watched): readonly Evidence[] {
  const ladder = ladderOf(watched);
  const { world } = ladder;
  return [
    exported(trial(watched, "fires-just-above", world, (timeline) => firesAbove(watched, ladder, timeline))),
    exported(trial(watched, "silent-just-below", world, (timeline) => silentBelow(watched, ladder, timeline))),
    exported(trial(watched, "pending", world, (timeline) => waits(watched, timeline))),
    exported(trial(watched, "resolves", world, (timeline) => resolves(watched, ladder, timeline))),
  ];
}

/** The first evaluation at which the alert has to see that its level is beyond the threshold. */
function turning(watched: Watched, { exact, beyond }: Ladder): number {
  return isInclusive(watched) && exact !== undefined ? exact : beyond;
}

function firesAbove(watched: Watched, ladder: Ladder, timeline: AlertTimeline): Claim {
  const { interval, pending } = watched;
  const from = turning(watched, ladder);
  const fires = timeline.first(true);
  const latest = from + Math.ceil((settling(watched) + pending) / interval) + 1;
  const beyond = levelInWords(watched, from === ladder.beyond ? beyondBy(watched) : thresholdLevel(watched));
  if (fires === undefined) return { holds: false, says: `never fires while ${beyond}` };
  const holds = fires >= from && fires <= latest && timeline.firing(fires) === 1;
  return {
    holds,
    says: `fires at ${at(timeline, fires)} while ${beyond}${overWindow(watched)} from ${at(timeline, from)} on`,
  };
}

function silentBelow(watched: Watched, ladder: Ladder, timeline: AlertTimeline): Claim {
  const { within, exact } = ladder;
  const until = turning(watched, ladder);
  const holds = !firesWithin(timeline, 0, until) && (firstActive(timeline, within) ?? until) >= until;
  const isMet = exact !== undefined && until > exact;
  const atIt = isMet ? `, and as long while exactly ${levelInWords(watched, thresholdLevel(watched))}` : "";
  const lasts = lasting(((exact ?? until) - within) * watched.interval);
  return { holds, says: `stays silent for ${lasts} while ${levelInWords(watched, withinBy(watched))}${atIt}` };
}

function resolves(watched: Watched, { well }: Ladder, timeline: AlertTimeline): Claim {
  const ends = timeline.first(false, well);
  if (!timeline.everFires || ends === undefined) return { holds: false, says: "never ends" };
  // A window that was just beyond its threshold is within it as soon as it holds the first better samples.
  const latest = well + Math.ceil(settling(watched) / watched.interval) + 1;
  const holds = timeline.firing(well - 1) > 0 && ends <= latest && timeline.first(true, ends) === undefined;
  const { healthy } = groupLevels(watched.subject);
  return {
    holds,
    says: `ends at ${at(timeline, ends)} when ${levelInWords(watched, healthy)} from ${at(timeline, well)} on`,
  };
}
