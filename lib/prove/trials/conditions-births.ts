import { windowName } from "../../model/conventions.ts";
import type { Evidence } from "../trial.ts";
import { CALM, type Change, changed, from, onAndOn } from "./conditions-changed.ts";
import { frozenAt, resetAt } from "./conditions-scrapes.ts";
import type { Story } from "./conditions-story.ts";
import type { Theatre } from "./conditions-theatre.ts";

const AS_IT_IS: Change = (series) => series;

/** Born into what it is about, at the first scrape or later, without a sample from before; and nothing but its birth. */
export function birthEvidence(theatre: Theatre): readonly Evidence[] {
  const { onset, stage, counts, counters, begin, every, waits, interval } = theatre;
  const until = theatre.after(onset + waits * interval);
  const still: Change = (series) =>
    series.flatMap((one) => {
      if (counters.has(one.name)) return [frozenAt(one, begin, begin + every)];
      return counts ? [one] : [];
    });
  const nothing = counts ? "nothing is counted from the beginning" : "there is nothing to tell of";
  const once = `it happens for the first time, for ${windowName(stage.step)}`;
  return [
    changed(theatre, "no-traffic", "any", until, CALM, still, nothing),
    changed(theatre, "only-errors", "any", until, [[0, "on"]], AS_IT_IS, "nothing else has ever been seen"),
    changed(
      theatre,
      "born-late",
      "any",
      until,
      [
        [0, "missing"],
        [onset, "on"],
      ],
      AS_IT_IS,
      "its series are born into it",
    ),
    changed(theatre, "first-error", "any", until, [...onAndOn(theatre), [onset + stage.step, "off"]], AS_IT_IS, once),
  ];
}

/** The process that tells of the object is away for two scrapes; what it counts may begin again. */
export function restartEvidence(theatre: Theatre, story: Story): readonly Evidence[] {
  const { every, waits, interval, begin, counters } = theatre;
  const time = theatre.timeOf(story.fires + 1);
  const until = theatre.after(time + 2 * every + waits * interval);
  const on = onAndOn(theatre);
  const away = from(theatre, time, "ended", time + 2 * every);
  const anew: Change = (series) => series.map((one) => (counters.has(one.name) ? resetAt(one, begin, time) : one));
  return [
    changed(theatre, "pod-restart", "fires", until, on, away, "its exporter is away for two scrapes while it fires"),
    changed(
      theatre,
      "pod-restart",
      "silent",
      until,
      CALM,
      away,
      "its exporter is away for two scrapes while all is well",
    ),
    ...(theatre.counts
      ? [
          changed(
            theatre,
            "pod-restart",
            "fires",
            until,
            on,
            (series) => anew(away(series)),
            "its process is away for two scrapes and counts from 0 again",
          ),
          changed(theatre, "counter-reset", "fires", until, on, anew, "its counters begin again at 0 while it fires"),
          changed(
            theatre,
            "counter-reset",
            "silent",
            until,
            CALM,
            anew,
            "its counters begin again at 0 while all is well",
          ),
        ]
      : []),
  ];
}
