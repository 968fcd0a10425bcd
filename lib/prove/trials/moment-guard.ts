import type { AlertTimeline } from "../alert-timeline.ts";
import type { Claim, Evidence } from "../trial.ts";
import type { Phase } from "./cast.ts";
import { played } from "./play.ts";
import { rhythmOf } from "./rhythm.ts";
import { exported, firstActive, stated, trial } from "./trials.ts";
import { longest, momentsAskedBy, readingStep, type Watched } from "./watched.ts";
import { at, lasting } from "./words.ts";

/** Too few evaluations without a target after a calm time; as many as the guard asks for, all in its window, or one no longer. */
export function momentGuardTrials(watched: Watched): readonly Evidence[] {
  const asked = momentsAskedBy(watched);
  const { interval } = watched;
  if (asked === 0) {
    const says = `reads targets once every ${lasting(interval)}, not requests: none of them can fail`;
    return [stated(watched, "one-failure", says)];
  }
  const { calm } = rhythmOf(watched.subject);
  const few = asked - 1;
  const world = played(watched, [
    { seconds: calm, level: 0 },
    { seconds: few * interval, level: 1 },
    { seconds: calm, level: 0 },
  ]);
  const window = lasting(longest(watched));
  return [
    exported(
      trial(watched, "one-failure", world, (timeline) => ({
        holds: firstActive(timeline) === undefined,
        says: `stays silent when no target answers at ${evaluations(few)}: it asks for ${asked} in ${window}`,
      })),
    ),
    edge(watched, asked, true),
    edge(watched, asked, false),
  ];
}

/** Evaluations after the last bad one, so that windows that are read in tiles see it. */
const AFTER_READINGS = 2;

/**
 * All but one of the bad moments at the beginning, and the last one when the first is about to leave the window, or has left
 * it. Evaluations between them are missed, so that their share is beyond every threshold and the guard alone decides.
 */
function edge(watched: Watched, asked: number, isIn: boolean): Evidence {
  const { interval } = watched;
  const step = readingStep(watched);
  const moments = Math.ceil(longest(watched) / interval);
  const slack = step === 1 ? 0 : AFTER_READINGS * step;
  const last = isIn ? moments - 1 - slack : moments + slack;
  const few = asked - 1;
  const phases: readonly Phase[] = [
    { seconds: few * interval, level: 1 },
    { seconds: (last - few) * interval, level: 0 },
    { seconds: interval, level: 1 },
    { seconds: AFTER_READINGS * step * interval, level: 0 },
  ];
  const missed = Array.from({ length: Math.max(0, last - few) }, (_, index) => few + index);
  const world = played(watched, phases, { missed });
  return trial(watched, "one-failure", world, (timeline) =>
    isIn ? told(watched, timeline, asked, last) : forgotten(watched, timeline, asked),
  );
}

function told(watched: Watched, timeline: AlertTimeline, asked: number, last: number): Claim {
  const begins = firstActive(timeline);
  const begun = `${watched.pending === 0 ? "fires" : "is pending"} at ${at(timeline, begins ?? 0)}`;
  return {
    holds: begins !== undefined && begins >= last,
    says: `stays silent with ${evaluations(asked - 1)} without a target, and ${begun} with ${asked} in ${lasting(longest(watched))}`,
  };
}

function forgotten(watched: Watched, timeline: AlertTimeline, asked: number): Claim {
  return {
    holds: firstActive(timeline) === undefined,
    says: `stays silent with ${evaluations(asked)} without a target, the first of which is no longer in ${lasting(longest(watched))}`,
  };
}

function evaluations(count: number): string {
  return count === 1 ? "1 evaluation" : `${count} evaluations`;
}
