import type { Phase } from "../../model/stage.ts";
import type { AlertObligation } from "../obligation.ts";
import type { Trial } from "../trial.ts";
import type { ScrapedSeries } from "../world.ts";
import { type Fate, withFate } from "./conditions-scrapes.ts";
import type { Theatre } from "./conditions-theatre.ts";
import { firingInWords } from "./conditions-words.ts";

/** What becomes of series on their way. */
export type Change = (series: readonly ScrapedSeries[]) => readonly ScrapedSeries[];

/**
 * What a condition must do, whatever it is about: fire, fire and be over at the end, or not fire. What notices absence may
 * do otherwise where series are missing.
 */
export type Outcome = "fires" | "ends" | "silent" | "any";

/** A condition comes to hold and stays so. */
export function onAndOn({ onset }: Theatre): readonly Phase[] {
  return [
    [0, "off"],
    [onset, "on"],
  ];
}

/** Nothing happens. */
export const CALM: readonly Phase[] = [[0, "off"]];

/** A trial of an object on the stage whose samples are changed on their way. Units: seconds on the clock of the series. */
export function changed(
  theatre: Theatre,
  obligation: AlertObligation,
  outcome: Outcome,
  until: number,
  phases: readonly Phase[],
  change: Change,
  when: string,
): Trial {
  return theatre.trial(obligation, theatre.play(until, phases, { change }), (timeline) => {
    const last = timeline.world.evaluations.count - 1;
    const kept: Readonly<Record<Outcome, boolean>> = {
      any: true,
      fires: timeline.everFires,
      ends: timeline.everFires && timeline.firing(last) === 0,
      silent: !timeline.everFires,
    };
    const holds = kept[outcome] || (theatre.noticesAbsence && outcome !== "fires");
    return { holds, says: `${firingInWords(timeline)} when ${when}` };
  });
}

/** A fate of all series from a time on, or until another one. Units: seconds on the clock of the series. */
export function from(theatre: Theatre, time: number, is: Fate, until = Number.POSITIVE_INFINITY): Change {
  return (series) =>
    series.map((one) => withFate(one, theatre.begin, (at) => (at >= time && at < until ? is : "seen")));
}
