import { windowName } from "../../model/conventions.ts";
import type { Phase } from "../../model/stage.ts";
import type { AlertTimeline } from "../alert-timeline.ts";
import type { AlertObligation } from "../obligation.ts";
import { FIRING } from "../specification.ts";
import type { Evidence, Trial } from "../trial.ts";
import type { ScrapedSeries } from "../world.ts";
import { type Fate, frozenAt, resetAt, withFate } from "./conditions-scrapes.ts";
import type { Story } from "./conditions-story.ts";
import type { Theatre } from "./conditions-theatre.ts";
import { firingInWords } from "./conditions-words.ts";

/** Prometheus' lookback: how long a sample without a successor is still seen. Units: seconds. */
const LOOKBACK = 300;

/** What becomes of the samples of the only object, while all is well, while it is pending and while it fires. */
export function lossEvidence(theatre: Theatre, story: Story): readonly Evidence[] {
  return [...lost(theatre, story), ...births(theatre), ...gaps(theatre, story), ...stops(theatre, story)];
}

const ON = (theatre: Theatre): readonly Phase[] => [
  [0, "off"],
  [theatre.onset, "on"],
];

/** A fate of all series from a time on. */
function from(theatre: Theatre, time: number, is: Fate, until = Number.POSITIVE_INFINITY) {
  return (series: readonly ScrapedSeries[]) =>
    series.map((one) => withFate(one, theatre.begin, (at) => (at >= time && at < until ? is : "seen")));
}

/** A trial in which an object on the stage goes on and on, but for what is changed. */
function changed(
  theatre: Theatre,
  obligation: AlertObligation,
  until: number,
  change: (series: readonly ScrapedSeries[]) => readonly ScrapedSeries[],
  when: string,
  phases = ON(theatre),
): Trial {
  return theatre.trial(obligation, theatre.play(until, phases, { change }), (timeline) => ({
    holds: true,
    says: `${firingInWords(timeline)} when ${when}`,
  }));
}

function lost(theatre: Theatre, story: Story): readonly Evidence[] {
  const fires = theatre.timeOf(story.fires + 2);
  const half = theatre.timeOf(story.holds + Math.floor(theatre.waits / 2));
  const until = theatre.after(fires + LOOKBACK);
  return [
    changed(theatre, "target-lost", until, from(theatre, fires, "ended"), "all series end while it fires"),
    ...(theatre.waits < 2
      ? []
      : [changed(theatre, "target-lost", until, from(theatre, half, "ended"), "all series end while it is pending")]),
    changed(
      theatre,
      "target-lost",
      until,
      from(theatre, fires, "missed"),
      "samples cease without a marker while it fires",
    ),
    changed(
      theatre,
      "target-lost",
      until + theatre.waits * theatre.interval,
      from(theatre, theatre.onset, "ended"),
      "all series end while all is well",
      [[0, "off"]],
    ),
    changed(
      theatre,
      "target-never-seen",
      theatre.after(theatre.onset + theatre.pending),
      () => [],
      "there never was a series",
    ),
  ];
}

/** Born into what it is about: at the first scrape, or later, without a sample from before. */
function births(theatre: Theatre): readonly Evidence[] {
  const until = theatre.after(theatre.onset + theatre.waits * theatre.interval);
  const { onset, stage, counts, counters, begin, every } = theatre;
  return [
    changed(
      theatre,
      "no-traffic",
      until,
      (series) =>
        series.flatMap((one) => (counters.has(one.name) ? [frozenAt(one, begin, begin + every)] : counts ? [one] : [])),
      counts ? "nothing is counted from the beginning" : "there is nothing to tell of",
      [[0, "off"]],
    ),
    changed(theatre, "only-errors", until, (series) => series, "nothing else has ever been seen", [[0, "on"]]),
    changed(theatre, "born-late", until, (series) => series, "its series are born into it", [
      [0, "missing"],
      [onset, "on"],
    ]),
    changed(
      theatre,
      "first-error",
      until,
      (series) => series,
      `it happens for the first time, for ${windowName(stage.step)}`,
      [
        [0, "off"],
        [onset, "on"],
        [onset + stage.step, "off"],
      ],
    ),
  ];
}

/** Scrapes are missing for less time than a sample is seen, and for more, while it waits. */
function gaps(theatre: Theatre, story: Story): readonly Evidence[] {
  const { every, interval, waits } = theatre;
  const begins = theatre.timeOf(story.holds + 1);
  const lengths = [
    Math.max(1, Math.ceil((LOOKBACK - 2 * interval) / every)) * every,
    Math.ceil((LOOKBACK + 2 * interval) / every) * every,
  ];
  return lengths.map((length) =>
    changed(
      theatre,
      "gap-during-for",
      theatre.after(begins + length + waits * interval),
      from(theatre, begins, "missed", begins + length),
      `scrapes are missing for ${windowName(length)} ${waits === 0 ? "while it fires" : "while it is pending"}`,
    ),
  );
}

/** The process that tells of the object is away for two scrapes; what it counts may begin again. */
export function restartEvidence(theatre: Theatre, story: Story): readonly Evidence[] {
  const { every, waits, interval } = theatre;
  const time = theatre.timeOf(story.fires + 1);
  const until = theatre.after(time + 2 * every + waits * interval);
  const calm: readonly Phase[] = [[0, "off"]];
  const away = from(theatre, time, "ended", time + 2 * every);
  const anew = (series: readonly ScrapedSeries[]) =>
    series.map((one) => (theatre.counters.has(one.name) ? resetAt(one, theatre.begin, time) : one));
  return [
    changed(theatre, "pod-restart", until, away, "its exporter is away for two scrapes while it fires"),
    changed(theatre, "pod-restart", until, away, "its exporter is away for two scrapes while all is well", calm),
    ...(theatre.counts
      ? [
          changed(theatre, "pod-restart", until, (series) => anew(away(series)), "it also counts from 0 again"),
          changed(theatre, "counter-reset", until, anew, "its counters begin again at 0 while it fires"),
          changed(theatre, "counter-reset", until, anew, "its counters begin again at 0 while all is well", calm),
        ]
      : []),
  ];
}

/** Counters that stand still. */
function stops(theatre: Theatre, story: Story): readonly Evidence[] {
  if (!theatre.counts) return [];
  const time = theatre.timeOf(story.fires + 1);
  const until = theatre.after(time + theatre.waits * theatre.interval);
  const still = (series: readonly ScrapedSeries[]) =>
    series.map((one) => (theatre.counters.has(one.name) ? frozenAt(one, theatre.begin, time) : one));
  return [
    changed(theatre, "traffic-stops", until, still, "its counters stand still while it fires"),
    changed(theatre, "traffic-stops", until, still, "its counters stand still while all is well", [[0, "off"]]),
  ];
}

/** Most instances that fire at an evaluation, at or after one. */
export function firingFrom(timeline: AlertTimeline, index: number): number {
  let most = 0;
  for (const { states } of timeline.instances) if (states.subarray(index).includes(FIRING)) most++;
  return most;
}
