import type { AlertTimeline } from "../alert-timeline.ts";
import type { Claim, Evidence } from "../trial.ts";
import { combinationOf, isJudgedAlone, type Phase, trioOf } from "./cast.ts";
import { extremeOf, groupLevels, isBeyondLevel } from "./levels.ts";
import { mixedQuantile } from "./mixed-quantile.ts";
import { castOf } from "./play.ts";
import { rhythmOf } from "./rhythm.ts";
import { trial } from "./trials.ts";
import type { Watched } from "./watched.ts";
import { at, levelInWords } from "./words.ts";

/** Relative difference that rounding can make. */
const ROUNDING = 1e-9;

/** One of three replicas is at an extreme level since the beginning: its part in the whole decides. */
export function replicaTrials(watched: Watched): readonly Evidence[] {
  const { waiting } = rhythmOf(watched.subject);
  const { healthy } = groupLevels(watched.subject);
  const seconds = waiting + 5 * watched.interval;
  const well: readonly Phase[] = [{ seconds, level: healthy }];
  const bad: readonly Phase[] = [{ seconds, level: extremeOf(watched) }];
  const world = castOf(watched, [[{ phases: well }], [{ phases: well }], [{ phases: bad }]], seconds);
  return [trial(watched, "one-replica-bad", world, (timeline) => byItsShare(watched, timeline))];
}

function byItsShare(watched: Watched, timeline: AlertTimeline): Claim {
  const fires = timeline.first(true);
  const what = `${levelInWords(watched, extremeOf(watched))} on 1 of 3 replicas`;
  if (isJudgedAlone(watched)) {
    return {
      holds: fires !== undefined && timeline.most === 1,
      says: `fires for it alone at ${at(timeline, fires ?? 0)} when ${what}: each instance is judged by itself`,
    };
  }
  const level = levelOfAll(watched);
  const holds = isOnThreshold(watched, level) || (fires !== undefined) === isBeyondLevel(watched, level);
  const share = trioOf(watched).at(-1)?.share ?? 0;
  const part = combinationOf(watched.objective.indicator) === "averaged" ? 1 / 3 : share;
  const together = `its part is ${Math.round(part * 100)} %, and together ${levelInWords(watched, Number(level.toPrecision(3)))}`;
  if (fires === undefined) return { holds, says: `stays silent when ${what}: ${together}` };
  return { holds, says: `fires at ${at(timeline, fires)} when ${what}: ${together}` };
}

/** True where the last digit of a sum decides. */
function isOnThreshold(watched: Watched, level: number): boolean {
  return isBeyondLevel(watched, level * (1 + ROUNDING)) !== isBeyondLevel(watched, level * (1 - ROUNDING));
}

/** The level of a service of which one replica is extreme and the others are well. */
function levelOfAll(watched: Watched): number {
  const { healthy } = groupLevels(watched.subject);
  const unwell = extremeOf(watched);
  const { indicator } = watched.objective;
  const share = trioOf(watched).at(-1)?.share ?? 0;
  switch (combinationOf(indicator)) {
    case "weighted":
    case "summed":
      return (1 - share) * healthy + share * unwell;
    case "averaged":
      return (2 * healthy + unwell) / 3;
    case "youngest":
      return Math.min(healthy, unwell);
    case "same":
      // Of targets, one that answers is enough.
      return indicator.kind === "quantile"
        ? mixedQuantile(indicator, { most: healthy, some: unwell, share })
        : Math.min(healthy, unwell);
  }
}
