import type { Random } from "../random.ts";
import type { Stretch } from "../stimulus.ts";
import type { Stricken } from "./fit.ts";
import type { Scheduled } from "./schedule.ts";

/** A time at which the indicator has one level. Units: seconds. */
interface Stage {
  readonly seconds: number;
  readonly level: number | "down";
}

/** How a replica lives: long before, with a level that is quiet, and through incidents. Units: seconds. */
export interface Course {
  readonly history: number;
  readonly seconds: number;
  /** Level at which nothing is wrong. */
  readonly quiet: number;
}

/** Chance is drawn minute by minute. Units: seconds. */
const MINUTE = 60;

/** The time of an objective, stage by stage. */
export function stagesOf(
  levels: Stricken["levels"],
  scheduled: readonly Scheduled[],
  { history, seconds, quiet }: Course,
): readonly Stage[] {
  const stages: Stage[] = [{ seconds: history, level: quiet }];
  let at = 0;
  for (const [place, { from, to }] of scheduled.entries()) {
    const level = levels.get(place);
    if (level === undefined) continue;
    stages.push({ seconds: from - at, level: quiet }, { seconds: to - from, level });
    at = to;
  }
  return [...stages, { seconds: seconds - at, level: quiet }].filter((stage) => stage.seconds > 0);
}

/** The same for a replica with events that flow evenly. */
export function evenly(stages: readonly Stage[], perSecond: number): readonly Stretch[] {
  return stages.map((stage) => ({ ...stage, perSecond }));
}

/**
 * The same for a replica to whose minutes chance gives events, each of which is bad by itself with the probability that is
 * the level. The first stage, the history, flows evenly.
 */
export function byChance(stages: readonly Stage[], perSecond: number, random: Random): readonly Stretch[] {
  return stages.flatMap((stage, index): readonly Stretch[] => {
    const { level, seconds } = stage;
    if (index === 0 || level === "down") return [{ ...stage, perSecond }];
    const minutes: Stretch[] = [];
    for (let begin = 0; begin < seconds; begin += MINUTE) {
      const long = Math.min(MINUTE, seconds - begin);
      const bad = random.poisson(perSecond * long * level);
      const events = bad + random.poisson(perSecond * long * (1 - level));
      minutes.push({ seconds: long, level: events === 0 ? "idle" : bad / events, perSecond: events / long });
    }
    return minutes;
  });
}
