import { windowName } from "../../model/conventions.ts";
import { LOOKBACK } from "../reference/rate.ts";
import type { Evidence } from "../trial.ts";
import { CALM, type Change, changed, from, onAndOn } from "./conditions-changed.ts";
import { frozenAt } from "./conditions-scrapes.ts";
import type { Story } from "./conditions-story.ts";
import type { Theatre } from "./conditions-theatre.ts";

/** How long a sample without a successor is still seen. Units: seconds. */
const LOOKBACK_SECONDS = LOOKBACK / 1_000;

/** What becomes of the samples of the only object, while all is well, while it is pending and while it fires. */
export function lossEvidence(theatre: Theatre, story: Story): readonly Evidence[] {
  return [...lost(theatre, story), ...gaps(theatre, story), ...stops(theatre, story)];
}

function lost(theatre: Theatre, story: Story): readonly Evidence[] {
  const { interval, waits, onset, pending } = theatre;
  const fires = theatre.timeOf(story.fires + 2);
  const half = theatre.timeOf(story.holds + Math.floor(waits / 2));
  const until = theatre.after(fires + LOOKBACK_SECONDS);
  const on = onAndOn(theatre);
  const ended = (time: number) => from(theatre, time, "ended");
  return [
    changed(theatre, "target-lost", "ends", until, on, ended(fires), "all series end while it fires"),
    ...(waits < 2
      ? []
      : [changed(theatre, "target-lost", "any", until, on, ended(half), "all series end while it is pending")]),
    changed(
      theatre,
      "target-lost",
      "ends",
      until,
      on,
      from(theatre, fires, "missed"),
      "samples cease without a marker while it fires",
    ),
    changed(
      theatre,
      "target-lost",
      "silent",
      until + waits * interval,
      CALM,
      ended(onset),
      "all series end while all is well",
    ),
    changed(
      theatre,
      "target-never-seen",
      "silent",
      theatre.after(onset + pending),
      CALM,
      () => [],
      "there never was a series",
    ),
  ];
}

/** Scrapes are missing for less time than a sample is seen, and for more, while it waits. */
function gaps(theatre: Theatre, story: Story): readonly Evidence[] {
  const { every, interval, waits } = theatre;
  const begins = theatre.timeOf(story.holds + 1);
  const lengths = [
    Math.max(1, Math.ceil((LOOKBACK_SECONDS - 2 * interval) / every)) * every,
    Math.ceil((LOOKBACK_SECONDS + 2 * interval) / every) * every,
  ];
  return lengths.map((length) =>
    changed(
      theatre,
      "gap-during-for",
      "fires",
      theatre.after(begins + length + waits * interval),
      onAndOn(theatre),
      from(theatre, begins, "missed", begins + length),
      `scrapes are missing for ${windowName(length)} ${waits === 0 ? "while it fires" : "while it is pending"}`,
    ),
  );
}

/** Counters that stand still. What asks for growth fires then. */
function stops(theatre: Theatre, story: Story): readonly Evidence[] {
  if (!theatre.counts) return [];
  const time = theatre.timeOf(story.fires + 1);
  const until = theatre.after(time + theatre.waits * theatre.interval);
  const still: Change = (series) =>
    series.map((one) => (theatre.counters.has(one.name) ? frozenAt(one, theatre.begin, time) : one));
  const on = onAndOn(theatre);
  return [
    changed(theatre, "traffic-stops", "fires", until, on, still, "its counters stand still while it fires"),
    changed(theatre, "traffic-stops", "any", until, CALM, still, "its counters stand still while all is well"),
  ];
}
