import type { AlertTimeline } from "../alert-timeline.ts";
import type { Claim, Evidence } from "../trial.ts";
import { episodeOf, episodePhases, played } from "./play.ts";
import { lateness, rhythmOf } from "./rhythm.ts";
import { trial } from "./trials.ts";
import { momentsAskedBy, type Watched } from "./watched.ts";
import { at, comparedTo, lasting } from "./words.ts";

/** Another rhythm of scrapes and evaluations: doubled, shifted, with some of them missing. */
export function timingTrials(watched: Watched): readonly Evidence[] {
  return [doubled(watched), ...shifted(watched), ...apart(watched), missed(watched)];
}

function doubled(watched: Watched): Evidence {
  const world = played(watched, episodePhases(watched), { clock: { slowed: 2 } });
  const every = lasting(2 * watched.every);
  return trial(watched, "scrape-doubled", world, (timeline) =>
    alike(
      watched,
      timeline,
      `with a scrape every ${every}`,
      Math.ceil((2 * watched.every) / watched.interval) * lateness(watched) + 1,
    ),
  );
}

/** Unix time of a start at which windows and tiles do not begin with the world. Units: seconds. */
const ODD_START = 1_600_000_440;

/** Scrapes one second after evaluations, and one second before; those at them are the plain episode. */
function shifted(watched: Watched): readonly Evidence[] {
  const { every } = watched;
  return [1, every - 1].map((phase) => {
    const [calm, ...others] = episodePhases(watched);
    // Scraped before the first evaluation, so that it finds something.
    const before = 2 * every;
    const phases = calm === undefined ? [] : [{ ...calm, seconds: calm.seconds + before }, ...others];
    const world = played(watched, phases, {
      clock: { phase },
      replica: { from: -before },
      ...(phase === 1 ? { start: ODD_START } : {}),
    });
    return trial(watched, "evaluation-jitter", world, (timeline) =>
      alike(watched, timeline, `with scrapes ${lasting(phase)} after evaluations`, 1 + lateness(watched)),
    );
  });
}

/** A counter of good events that is read a moment after that of all events, and at times has more of them. */
function apart(watched: Watched): readonly Evidence[] {
  const part = goodPart(watched);
  if (part === undefined) return [];
  const { calm } = rhythmOf(watched.subject);
  const world = played(watched, [{ seconds: 2 * calm, level: 0 }], {
    changed: {
      key: "read apart",
      by: (series) => series.map((one) => (one.name === part ? { ...one, values: one.values.map(aheadAtTimes) } : one)),
    },
  });
  return [
    trial(watched, "evaluation-jitter", world, (timeline) => ({
      holds: !timeline.everFires,
      says: "stays silent while no event is bad, and the counters of good and of all events are not read at one instant",
    })),
  ];
}

/** Events by which a counter that is read later is ahead. */
const AHEAD = 3;

function aheadAtTimes(value: number, index: number): number {
  return index % 4 === 0 ? value + AHEAD : value;
}

/** Name of the counter of good events, where that of all events is another one. */
function goodPart({ objective: { indicator } }: Watched): string | undefined {
  switch (indicator.kind) {
    case "ratio":
      return indicator.good?.name === indicator.total.name ? undefined : indicator.good?.name;
    case "hitRatio":
      return indicator.total === undefined || indicator.hits.name === indicator.total.name
        ? undefined
        : indicator.hits.name;
    case "latency":
      return indicator.histogram.type === "histogram" ? `${indicator.histogram.name}_bucket` : undefined;
    default:
      return undefined;
  }
}

/** Every fourth evaluation, and three in a row at the time at which it is to fire. */
function missed(watched: Watched): Evidence {
  const { fires, begins, world } = episodeOf(watched);
  const first = Math.max(begins + 1, (fires ?? 0) - 1);
  const row = [first, first + 1, first + 2];
  const indexes = Array.from({ length: world.evaluations.count }, (_, index) => index);
  const which = indexes.filter((index) => index % 4 === 3 || row.includes(index));
  const how = `with every fourth evaluation missed, and those of 3 intervals from ${lasting(first * watched.interval)} on`;
  // One at the beginning of the pending time, the row and one beside it at its end, and moments that a guard does not count.
  const late = row.length + 1 + lateness(watched) + momentsAskedBy(watched);
  return trial(watched, "missed-evaluations", played(watched, episodePhases(watched), { missed: which }), (timeline) =>
    alike(watched, timeline, how, late),
  );
}

/** That an alert fires once and as in the plain episode, at most some evaluations apart. */
function alike(watched: Watched, timeline: AlertTimeline, how: string, apart: number): Claim {
  const plain = episodeOf(watched);
  const fires = timeline.first(true);
  if (fires === undefined || plain.fires === undefined) return { holds: false, says: `never fires ${how}` };
  const difference = fires - plain.fires;
  return {
    holds: Math.abs(difference) <= apart && timeline.episodes === 1 && fires >= plain.begins,
    says: `fires at ${at(timeline, fires)}, ${comparedTo(difference)}, ${how}`,
  };
}
