import type { AlertTimeline } from "../alert-timeline.ts";
import type { Claim, Evidence } from "../trial.ts";
import { episodeOf, episodePhases, played } from "./play.ts";
import { trial } from "./trials.ts";
import type { Watched } from "./watched.ts";
import { evaluations } from "./words.ts";

/** An outage under the ranges of Prometheus 2, as well as under those of Prometheus 3. */
export function rangeTrials(watched: Watched): readonly Evidence[] {
  const closed = played(watched, episodePhases(watched), { ranges: "closed" });
  return [trial(watched, "range-semantics", closed, (timeline) => sameUnder(episodeOf(watched).timeline, timeline))];
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

function apart(difference: number, more: string, less: string): string {
  if (difference === 0) return "at the same evaluation";
  return `${evaluations(Math.abs(difference))} ${difference > 0 ? more : less}`;
}
