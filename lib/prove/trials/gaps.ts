import type { AlertTimeline } from "../alert-timeline.ts";
import { LOOKBACK } from "../reference/rate.ts";
import type { Claim, Evidence } from "../trial.ts";
import type { World } from "../world.ts";
import { lengthOf, type Phase } from "./cast.ts";
import { type Episode, episodeOf, episodePhases, played } from "./play.ts";
import { lateness } from "./rhythm.ts";
import { activeSince, exported, trial } from "./trials.ts";
import { longest, shortest, type Watched } from "./watched.ts";
import { at, comparedTo, lasting } from "./words.ts";

/** One scrape is lost while it is pending; and so many that nothing is known. */
export function gapTrials(watched: Watched): readonly Evidence[] {
  const { every, interval, pending } = watched;
  const plain = episodeOf(watched);
  const since = plain.fires === undefined ? plain.begins : activeSince(plain.timeline, plain.fires);
  const from = (since + Math.min(1, Math.floor(pending / interval))) * interval;
  const window = Math.max(shortest(watched), LOOKBACK / 1_000);
  const long = Math.ceil((Math.min(window, 3_600) + 3 * interval) / interval) * interval;
  return [
    exported(
      trial(watched, "gap-during-for", withGap(watched, from, every, 0), (timeline) =>
        throughGap(watched, timeline, plain, "one scrape is lost", watched.base === 0 || watched.base >= 3 * every),
      ),
    ),
    trial(watched, "gap-during-for", withGap(watched, from, long, long), (timeline) =>
      throughGap(watched, timeline, plain, `every scrape of ${lasting(long)} is lost`, false),
    ),
  ];
}

/** The episode with a gap in its extreme part, which lasts longer by as much as said. Units: seconds. */
function withGap(watched: Watched, from: number, seconds: number, more: number): World {
  const [calm, extreme, after] = episodePhases(watched);
  if (calm === undefined || extreme === undefined || after === undefined) return played(watched, []);
  // Between two scrapes, so that a gap of one interval loses exactly one.
  const before = from - calm.seconds - watched.every / 2;
  const phases: readonly Phase[] = [
    calm,
    { ...extreme, seconds: before },
    { seconds, level: "missing" },
    { ...extreme, seconds: lengthOf([extreme]) - before - seconds + more },
    after,
  ];
  return played(watched, phases);
}

function throughGap(
  watched: Watched,
  timeline: AlertTimeline,
  plain: Episode,
  what: string,
  isCovered: boolean,
): Claim {
  const fires = timeline.first(true);
  const lost = `${what} ${watched.pending === 0 ? "as it is about to fire" : "while it is pending"}`;
  if (fires === undefined || plain.fires === undefined) return { holds: false, says: `never fires when ${lost}` };
  const later = fires - plain.fires;
  const kept =
    activeSince(timeline, fires) <=
    activeSince(plain.timeline, plain.fires) + (watched.pending === 0 ? lateness(watched) : 0);
  const holds = !isCovered || (kept && later <= lateness(watched));
  if (kept && later <= 0) return { holds, says: `fires at ${at(timeline, fires)}, as without, when ${lost}` };
  const why = longest(watched) === 0 ? "nothing is known for a while" : "its window is empty for a while";
  const anew = kept || watched.pending === 0 ? "" : `: ${why}, and it is pending anew`;
  return { holds, says: `fires at ${at(timeline, fires)}, ${comparedTo(later)}, when ${lost}${anew}` };
}
