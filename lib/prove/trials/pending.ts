import type { AlertTimeline } from "../alert-timeline.ts";
import type { Claim } from "../trial.ts";
import { activeSince, isActive } from "./trials.ts";
import type { Watched } from "./watched.ts";
import { at, lasting } from "./words.ts";

/** The pending time of an alert that fires in a world, to the evaluation. */
export function waits(watched: Watched, timeline: AlertTimeline, from = 0): Claim {
  const { pending, interval } = watched;
  const fires = timeline.first(true, from);
  if (fires === undefined) return { holds: false, says: "never fires" };
  const begins = activeSince(timeline, fires);
  const holds = fires - begins === Math.ceil(pending / interval);
  const says =
    pending === 0
      ? `has no \`for\`: fires at ${at(timeline, fires)}, the first evaluation that finds its condition true`
      : `is pending from ${at(timeline, begins)} on and fires ${lasting(pending)} later, at ${at(timeline, fires)}`;
  return { holds, says };
}

/** Without `for`, the boundary lies between two evaluations that follow each other. */
export function atOnce(watched: Watched, timeline: AlertTimeline, from = 0): Claim {
  const fires = timeline.first(true, from);
  if (fires === undefined || fires === 0) return { holds: false, says: "does not begin to fire" };
  return {
    holds: watched.pending === 0 && !isActive(timeline, fires - 1),
    says: `has no \`for\`: its condition does not hold at ${at(timeline, fires - 1)}, and the first evaluation at which it does fires, at ${at(timeline, fires)}`,
  };
}
