import type { AlertTimeline } from "../alert-timeline.ts";
import type { Claim, Evidence } from "../trial.ts";
import { lengthOf, type Phase, pairOf, serviceOf } from "./cast.ts";
import { extremeOf, groupLevels } from "./levels.ts";
import { played } from "./play.ts";
import { rhythmOf } from "./rhythm.ts";
import { worldOn } from "./scene.ts";
import { exported, firesWithin, stated, trial } from "./trials.ts";
import type { Watched } from "./watched.ts";
import { at, levelInWords } from "./words.ts";

/** Series that are born while it fails already; that are errors only; whose first error comes late. */
export function birthTrials(watched: Watched): readonly Evidence[] {
  return [bornLate(watched), ...errorsOnly(watched), ...firstError(watched)];
}

function bornLate(watched: Watched): Evidence {
  const { calm, extreme } = rhythmOf(watched.subject);
  const phases: readonly Phase[] = [{ seconds: extreme, level: extremeOf(watched) }];
  const world = played(watched, phases, { replica: { from: calm } });
  const born = calm / watched.interval;
  return trial(watched, "born-late", world, (timeline) => {
    const fires = timeline.first(true);
    const what = `the first series come at ${at(timeline, born)}, and ${levelInWords(watched, extremeOf(watched))} then`;
    if (fires === undefined) return { holds: false, says: `never fires although ${what}` };
    const holds = fires >= born || watched.objective.indicator.kind === "up";
    return { holds, says: `fires at ${at(timeline, fires)} when ${what}` };
  });
}

/** True for indicators that count events of which some are bad. */
function hasErrors({ objective }: Watched): boolean {
  const { kind } = objective.indicator;
  return kind === "ratio" || kind === "latency" || kind === "hitRatio" || kind === "quantile";
}

function errorsOnly(watched: Watched): readonly Evidence[] {
  const { extreme } = rhythmOf(watched.subject);
  if (!hasErrors(watched) && watched.objective.indicator.kind !== "up") {
    return [stated(watched, "only-errors", `reads one value, ${noErrors(watched)}: it needs no series of successes`)];
  }
  const phases: readonly Phase[] = [
    { seconds: extreme, level: extremeOf(watched) },
    // To the last sample that a range sees.
    { seconds: watched.base + 2 * watched.interval, level: "gone" },
  ];
  const world = played(watched, phases, { replica: { bornLate: true } });
  return [
    exported(
      trial(watched, "only-errors", world, (timeline) =>
        firesFrom(
          timeline,
          0,
          `${levelInWords(watched, extremeOf(watched))} since the beginning and no series of successes exists`,
        ),
      ),
    ),
  ];
}

function firstError(watched: Watched): readonly Evidence[] {
  if (!hasErrors(watched)) {
    return [stated(watched, "first-error", `reads one value, ${noErrors(watched)}: no series is born with an error`)];
  }
  const { calm, extreme } = rhythmOf(watched.subject);
  const healthy = watched.objective.indicator.kind === "quantile" ? groupLevels(watched.subject).healthy : 0;
  const phases: readonly Phase[] = [
    { seconds: 2 * calm, level: healthy },
    { seconds: extreme, level: extremeOf(watched) },
  ];
  // One error of the first replica only: the other's series is born with the outage.
  const [first, ...others] = serviceOf(watched, pairOf(watched), phases, { bornLate: true });
  if (first === undefined) return [];
  const world = worldOn(watched, {
    replicas: [{ ...first, occurrences: [{ at: calm + 7, bad: 1 }] }, ...others],
    seconds: lengthOf(phases),
  });
  const outage = (2 * calm) / watched.interval;
  return [
    exported(
      trial(watched, "first-error", world, (timeline) => {
        const fires = timeline.first(true);
        const holds = !firesWithin(timeline, 0, outage) && fires !== undefined;
        const error = at(timeline, calm / watched.interval);
        return {
          holds,
          says: `stays silent at the first error after ${error}, which no rate sees as its series is born with it, and fires at ${at(timeline, fires ?? 0)} when ${levelInWords(watched, extremeOf(watched))} from ${at(timeline, outage)} on`,
        };
      }),
    ),
  ];
}

function noErrors({ objective }: Watched): string {
  switch (objective.indicator.kind) {
    case "throughput":
      return "the rate of all events";
    case "up":
      return "whether a target answers";
    default:
      return "a gauge or its rate";
  }
}

function firesFrom(timeline: AlertTimeline, from: number, what: string): Claim {
  const fires = timeline.first(true);
  if (fires === undefined) return { holds: false, says: `never fires although ${what}` };
  return { holds: fires >= from, says: `fires at ${at(timeline, fires)} when ${what}` };
}
