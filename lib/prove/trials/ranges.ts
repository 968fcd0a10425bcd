import type { AlertTimeline } from "../alert-timeline.ts";
import type { Claim, Evidence } from "../trial.ts";
import type { World } from "../world.ts";
import { timelineOn } from "./expected.ts";
import { episodeOf, episodePhases, played } from "./play.ts";
import { trial } from "./trials.ts";
import { longest, type Watched } from "./watched.ts";

/** Longest window that is shown under both semantics with its history; longer ones fire on an outage. Units: seconds. */
const SHOWN_WITH_HISTORY = 3_600;

/** A world under the ranges of Prometheus 3 and of Prometheus 2. */
export function underBoth(watched: Watched, leftOpen: World, closed: World): Evidence {
  return trial(watched, "range-semantics", closed, (timeline) => sameUnder(timelineOn(watched, leftOpen), timeline));
}

/** Where history is short enough to be shown again, the world with it; else an outage. */
export function underBothOr(watched: Watched, leftOpen: World, closed: () => World): Evidence {
  if (longest(watched) <= SHOWN_WITH_HISTORY) return underBoth(watched, leftOpen, closed());
  return underBoth(watched, episodeOf(watched).world, played(watched, episodePhases(watched), { ranges: "closed" }));
}

/** That an alert does the same under Prometheus 2 as under 3, or by how many evaluations it differs. */
function sameUnder(leftOpen: AlertTimeline, closed: AlertTimeline): Claim {
  const [three, two] = [leftOpen.first(true), closed.first(true)];
  if (three === undefined || two === undefined) return { holds: false, says: "does not fire under both" };
  const ends = [leftOpen.first(false, three), closed.first(false, two)];
  const [endThree = 0, endTwo = 0] = ends.map((index) => index ?? leftOpen.world.evaluations.count);
  const early = three - two;
  const late = endTwo - endThree;
  const holds = leftOpen.episodes === closed.episodes;
  if (early === 0 && late === 0)
    return { holds, says: "fires and ends at the same evaluations under Prometheus 2 and 3" };
  return {
    holds,
    says: `under Prometheus 2 it fires ${apart(early, "earlier", "later")} and ends ${apart(late, "later", "earlier")}`,
  };
}

function apart(evaluations: number, more: string, less: string): string {
  if (evaluations === 0) return "at the same evaluation";
  const count = Math.abs(evaluations);
  return `${count} ${count === 1 ? "evaluation" : "evaluations"} ${evaluations > 0 ? more : less}`;
}
