import type { AlertTimeline } from "../alert-timeline.ts";
import type { Claim, Evidence } from "../trial.ts";
import type { Phase } from "./cast.ts";
import { extremeOf, groupLevels, isRising } from "./levels.ts";
import { castOf, played } from "./play.ts";
import { rhythmOf } from "./rhythm.ts";
import { worldOn } from "./scene.ts";
import { exported, firesWithin, trial } from "./trials.ts";
import type { Watched } from "./watched.ts";
import { at } from "./words.ts";

/** One target of three is lost; all are; none was ever there. */
export function lostTrials(watched: Watched): readonly Evidence[] {
  const { calm, extreme, forgetting, waiting } = rhythmOf(watched.subject);
  const { healthy } = groupLevels(watched.subject);
  const { interval } = watched;
  const unwell = extremeOf(watched);
  const well: Phase = { seconds: calm, level: healthy };
  const failing: Phase = { seconds: extreme, level: unwell };
  // One while all is well, and another one of those that are left while they fail.
  const one = castOf(
    watched,
    [
      [{ phases: [well, { seconds: waiting, level: healthy }, failing, { seconds: calm, level: unwell }] }],
      [{ phases: [well, { seconds: waiting, level: healthy }, failing, { seconds: calm, level: "gone" }] }],
      [{ phases: [well, { seconds: waiting, level: "gone" }] }],
    ],
    2 * calm + waiting + extreme,
  );
  const all = played(watched, [well, { seconds: extreme, level: "gone" }]);
  const allFailing = played(watched, [well, failing, { seconds: forgetting, level: "down" }]);
  const never = worldOn(watched, { replicas: [], seconds: extreme });
  const begins = calm / interval;
  const over = (calm + extreme) / interval;
  return [
    exported(
      trial(watched, "one-target-lost", one, (timeline) =>
        oneLost(timeline, begins, [(calm + waiting) / interval, (calm + waiting + extreme) / interval]),
      ),
    ),
    exported(trial(watched, "target-lost", all, (timeline) => afterLoss(watched, timeline, begins))),
    exported(trial(watched, "target-lost", allFailing, (timeline) => lostWhileFiring(watched, timeline, over))),
    exported(trial(watched, "target-never-seen", never, (timeline) => neverSeen(watched, timeline))),
  ];
}

function oneLost(timeline: AlertTimeline, first: number, [fails, second]: readonly [number, number]): Claim {
  const fires = timeline.first(true);
  const holds = fires !== undefined && fires >= fails && fires < second && timeline.first(false, fires) === undefined;
  return {
    holds,
    says: `stays silent when 1 of 3 targets is lost at ${at(timeline, first)}; fires from ${at(timeline, fires ?? 0)} to the end although 1 of the 2 others is lost at ${at(timeline, second)}`,
  };
}

/** True where what is lost counts as bad: moments without a target do, and so do events that no longer come. */
function countsLoss(watched: Watched): boolean {
  return watched.objective.indicator.kind === "up";
}

function mayFall(watched: Watched): boolean {
  return watched.objective.indicator.kind === "throughput" && !isRising(watched);
}

function afterLoss(watched: Watched, timeline: AlertTimeline, lost: number): Claim {
  const fires = timeline.first(true);
  const what = `all targets leave service discovery at ${at(timeline, lost)}`;
  const holds = countsLoss(watched) ? fires !== undefined && fires >= lost : fires === undefined || mayFall(watched);
  if (fires === undefined) return { holds, says: `stays silent when ${what}: the alerts on targets tell` };
  return { holds, says: `fires at ${at(timeline, fires)} after ${what}` };
}

function lostWhileFiring(watched: Watched, timeline: AlertTimeline, lost: number): Claim {
  const fires = firesWithin(timeline, 0, lost);
  const ends = timeline.first(false, lost);
  const what = `no target answers from ${at(timeline, lost)} on`;
  if (!fires) return { holds: false, says: `does not fire before ${what}` };
  if (ends === undefined) return { holds: countsLoss(watched), says: `still fires when ${what}` };
  const holds = !countsLoss(watched) && timeline.first(true, ends) === undefined;
  return { holds, says: `ends at ${at(timeline, ends)} when ${what}: then the alerts on targets tell` };
}

function neverSeen(watched: Watched, timeline: AlertTimeline): Claim {
  const fires = timeline.first(true);
  if (fires === undefined) {
    return { holds: !countsLoss(watched), says: "stays silent without a single series: the alerts on targets tell" };
  }
  return { holds: countsLoss(watched), says: `fires at ${at(timeline, fires)} when no target was ever there` };
}
