import type { AlertTimeline } from "../alert-timeline.ts";
import type { Claim, Evidence } from "../trial.ts";
import type { Phase } from "./cast.ts";
import { extremeOf, groupLevels } from "./levels.ts";
import { type Episode, episodeOf, played } from "./play.ts";
import { rhythmOf } from "./rhythm.ts";
import { activeSince, trial } from "./trials.ts";
import type { Watched } from "./watched.ts";
import { lasting, levelInWords } from "./words.ts";

/** How often the indicator goes to and fro. */
const TURNS = 4;

/** Longest time between two turns; what is remembered for longer does not flap. Units: evaluations. */
const LONGEST_PAUSE = 60;

/**
 * The period that hurts most: the longest one that never fires although it is beyond the threshold on average, or else the
 * shortest one that ends and begins anew each time.
 */
export function flappingTrials(watched: Watched): readonly Evidence[] {
  const { interval } = watched;
  const { on, off } = periodOf(watched, episodeOf(watched));
  const { healthy } = groupLevels(watched.subject);
  const turn: readonly Phase[] = [
    { seconds: on * interval, level: extremeOf(watched) },
    { seconds: off * interval, level: healthy },
  ];
  const calm: Phase = { seconds: rhythmOf(watched.subject).calm, level: healthy };
  const world = played(watched, [calm, ...Array.from({ length: TURNS }, () => turn).flat()]);
  return [trial(watched, "flapping", world, (timeline) => told(watched, timeline, on * interval, off * interval))];
}

/** How long each extreme and each good time lasts. Units: evaluations. */
function periodOf({ pending, interval }: Watched, episode: Episode): { readonly on: number; readonly off: number } {
  const { timeline, fires, ends, begins, over, world } = episode;
  const { count } = world.evaluations;
  const since = fires === undefined ? begins : activeSince(timeline, fires);
  const until = ends ?? count;
  const silent = Math.ceil(pending / interval);
  // Each evaluation less of an extreme time is one less at which the condition holds.
  const longestSilent = silent - (until - since - (over - begins));
  const on = longestSilent >= 1 ? longestSilent : Math.max(1, longestSilent + 1);
  return { on, off: Math.min(LONGEST_PAUSE, until - over + 2) };
}

function told(watched: Watched, timeline: AlertTimeline, on: number, off: number): Claim {
  const share = `${Math.round((100 * on) / (on + off))} %`;
  const extreme = levelInWords(watched, extremeOf(watched));
  const rhythm = `${extreme} for ${lasting(on)} and all is well for ${lasting(off)} in turn: ${share} of the time`;
  const { episodes } = timeline;
  const times = episodes === 1 ? "once" : `${episodes} times`;
  const pauses = timeline.everFires ? `fires ${times} in ${TURNS} turns` : "never fires";
  return { holds: episodes <= TURNS, says: `${pauses} when ${rhythm}` };
}
