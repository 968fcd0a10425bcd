import type { Indicator } from "../../model/indicator.ts";
import type { AlertTimeline } from "../alert-timeline.ts";
import type { Claim, Evidence } from "../trial.ts";
import type { Phase } from "./cast.ts";
import { extremeOf, groupLevels, isBeyondLevel, thresholdLevel } from "./levels.ts";
import { episodeOf, played } from "./play.ts";
import { rhythmOf } from "./rhythm.ts";
import { exported, trial } from "./trials.ts";
import type { Watched } from "./watched.ts";
import { at, levelInWords } from "./words.ts";

/** No traffic from the beginning; traffic that stops while all is well; and while the alert fires. */
export function trafficTrials(watched: Watched): readonly Evidence[] {
  const { calm, extreme, forgetting, waiting } = rhythmOf(watched.subject);
  const { healthy } = groupLevels(watched.subject);
  const idle = played(watched, [{ seconds: waiting, level: "idle" }]);
  const standing: readonly Phase[] =
    watched.objective.indicator.kind === "freshness"
      ? ageing(watched, waiting)
      : [
          { seconds: calm, level: healthy },
          { seconds: waiting, level: "idle" },
        ];
  const firing: readonly Phase[] = [
    { seconds: calm, level: healthy },
    { seconds: extreme, level: extremeOf(watched) },
    { seconds: forgetting, level: "idle" },
  ];
  const { over } = episodeOf(watched);
  return [
    exported(trial(watched, "no-traffic", idle, (timeline) => quiet(watched, timeline, "without any traffic"))),
    exported(
      trial(watched, "traffic-stops", played(watched, standing), (timeline) =>
        quiet(watched, timeline, "after all is well and traffic stops"),
      ),
    ),
    // Moments with an answering target are good whatever the traffic.
    ...(watched.objective.indicator.kind === "up"
      ? []
      : [
          exported(
            trial(watched, "traffic-stops", played(watched, firing), (timeline) => stopped(watched, timeline, over)),
          ),
        ]),
  ];
}

/** A success that grows old: its age is the threshold half way through. Units: seconds. */
function ageing(watched: Watched, seconds: number): readonly Phase[] {
  const { interval } = watched;
  return Array.from({ length: (2 * seconds) / interval }, (_, index) => ({
    seconds: interval,
    level: Math.max(0, Math.round(thresholdLevel(watched)) - seconds + index * interval),
  }));
}

/** What an alert measures without any traffic, as a level and in words; `undefined` where it then measures nothing. */
function idleLevel(indicator: Indicator): { readonly level: number; readonly words: string } | undefined {
  switch (indicator.kind) {
    case "ratio":
    case "latency":
    case "hitRatio":
    case "quantile":
      return undefined;
    case "up":
      return { level: 0, words: "the targets answer" };
    case "throughput":
      return { level: 0, words: "no events are 0 per second" };
    case "saturation":
      return { level: 0, words: "nothing of the capacity is used" };
    case "queueDepth":
      return { level: 0, words: "nothing waits" };
    case "freshness":
      return { level: Number.POSITIVE_INFINITY, words: "what does not happen is as old as its last success" };
  }
}

function quiet(watched: Watched, timeline: AlertTimeline, when: string): Claim {
  const idle = idleLevel(watched.objective.indicator);
  const fires = timeline.first(true);
  if (idle === undefined) {
    return { holds: fires === undefined, says: `stays silent ${when}: there is nothing to measure` };
  }
  const isBeyond = isBeyondLevel(watched, idle.level);
  const holds = (fires !== undefined) === isBeyond;
  if (fires === undefined) return { holds, says: `stays silent ${when}: ${idle.words}` };
  return { holds, says: `fires at ${at(timeline, fires)} ${when}: ${idle.words}` };
}

function stopped(watched: Watched, timeline: AlertTimeline, over: number): Claim {
  const idle = idleLevel(watched.objective.indicator);
  const goesOn = idle !== undefined && isBeyondLevel(watched, idle.level);
  const ends = timeline.first(false, over);
  const fires = timeline.first(true);
  const what = `traffic stops at ${at(timeline, over)} while ${levelInWords(watched, extremeOf(watched))}`;
  if (fires === undefined || fires >= over) return { holds: false, says: `does not fire before ${what}` };
  if (ends === undefined) return { holds: goesOn, says: `still fires at the end, after ${what}` };
  const holds = !goesOn && timeline.first(true, ends) === undefined;
  return { holds, says: `ends at ${at(timeline, ends)} when ${what}` };
}
