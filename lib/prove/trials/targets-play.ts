import { LOOKBACK } from "../reference/rate.ts";
import { scraped, scrapedUp, scrapesDuring } from "../stimulate/scrapes.ts";
import type { Answer, Span } from "../stimulate/spans.ts";
import type { RangeSemantics, ScrapedSeries, World } from "../world.ts";

/**
 * What becomes of a target. `answers` counts on, `idle` does not, `anew` counts from 0 again; `lacks` answers without the
 * series that it should export, all of them or the one at a position; `fails` does not answer; `gone` is unknown to service
 * discovery; of `missing` scrapes Prometheus has neither a sample nor a marker.
 */
export type Level = "answers" | "idle" | "anew" | "lacks" | { readonly lacks: number } | "fails" | "gone" | "missing";

/**
 * A part of a play: for so many evaluations each target is as said. Where scrapes are rarer than evaluations it is as long
 * as it takes until the next one, unless it may be so long at most.
 */
export type Act = readonly [evaluations: number, levels: readonly Level[], limit?: "at most"];

/** A target of a scrape. Units: milliseconds. */
export interface Target {
  readonly every: number;
  /** Labels of its `up`. */
  readonly labels: Readonly<Record<string, string>>;
  readonly exports: readonly Exported[];
}

/** A series of a target. */
interface Exported {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What tells it from the target's other series; default 0. */
  readonly position?: number;
}

/** Where a play takes place. Units: milliseconds. */
export interface Stage {
  /** Between two evaluations. */
  readonly interval: number;
  /** How far before each evaluation it queries. */
  readonly delay: number;
  readonly targets: readonly Target[];
}

/** How a play differs from the model's scrapes on a Prometheus 3 that misses nothing. Units: milliseconds. */
export interface Staging {
  /** Time of the first scrape. Default 0: scrapes and evaluations fall together. */
  readonly phase?: number;
  /** Multiple of the scrape interval. */
  readonly slowed?: number;
  readonly ranges?: RangeSemantics;
  /** Evaluations that are missed, from those at which acts begin. */
  readonly missed?: (begins: readonly number[]) => readonly number[];
}

/** A play as a world. */
export interface Played {
  readonly world: World;
  /** Index of the first evaluation that sees each act. */
  readonly begins: readonly number[];
  /** Index of the first evaluation that no longer sees the last samples before an act, whose scrapes are missing. */
  readonly outOfSight: (act: number) => number;
}

/** The world of a play. Acts begin at the newest scrape of an evaluation, so that it is known which one sees it first. */
export function play(stage: Stage, acts: readonly Act[], staging: Staging = {}): Played {
  const { interval } = stage;
  const { phase = 0, slowed = 1, ranges = "left-open", missed } = staging;
  const targets = stage.targets.map((target) => ({ ...target, every: target.every * slowed }));
  const newest = (every: number, index: number): number =>
    phase + Math.floor((index * interval - stage.delay - phase) / every) * every;
  const isSeen = (index: number): boolean =>
    targets.every(({ every }) => newest(every, index) > newest(every, index - 1));
  const begins = [0];
  for (const [evaluations, , limit] of acts) {
    const last = begins.at(-1) ?? 0;
    let next = last + evaluations;
    while (next > last && !isSeen(next)) next += limit === undefined ? 1 : -1;
    begins.push(next);
  }
  const count = begins.at(-1) ?? 0;
  const series = targets.flatMap((target, position) => {
    const edges = begins.map((index) => newest(target.every, index));
    const end = (count - 1) * interval;
    const levels = acts.map(([, all]) => all[position] ?? "gone");
    return seriesOf(target, levels, [...edges.slice(0, -1), end], phase);
  });
  const skipped = missed?.(begins);
  return {
    world: {
      start: 0,
      evaluations: { interval, count, ...(skipped === undefined ? {} : { missed: new Set(skipped) }) },
      series,
      ranges,
    },
    begins,
    outOfSight: (act) => {
      const every = targets[0]?.every ?? interval;
      const age = LOOKBACK + newest(every, begins[act] ?? 0) - every + stage.delay;
      return ranges === "closed" ? Math.floor(age / interval) + 1 : Math.ceil(age / interval);
    },
  };
}

function seriesOf(
  { every, labels, exports }: Target,
  levels: readonly Level[],
  edges: readonly number[],
  phase: number,
): readonly ScrapedSeries[] {
  const spans = levels.map(
    (level, act): Span => ({
      from: edges[act] ?? 0,
      to: edges[act + 1] ?? 0,
      answer: answerOf(level),
      level: "idle",
      perSecond: 0,
    }),
  );
  const scrapes = scrapesDuring(spans, every, phase);
  if (scrapes.answers.every((answer) => answer === "gone")) return [];
  const up = scrapedUp(labels, new Float64Array(scrapes.answers.length).fill(1), scrapes);
  return [
    up,
    ...exports.map(({ name, labels: own, position = 0 }) =>
      scraped(name, own, counted(scrapes.spans, levels, position), scrapes),
    ),
  ];
}

function answerOf(level: Level): Answer {
  if (level === "fails") return "down";
  return level === "gone" || level === "missing" ? level : "answers";
}

function counted(spans: Uint32Array, levels: readonly Level[], position: number): Float64Array {
  const values = new Float64Array(spans.length);
  let value = 0;
  for (let index = 0; index < values.length; index++) {
    const level = levels[spans[index] ?? 0] ?? "gone";
    const lacks = level === "lacks" || (typeof level === "object" && level.lacks === position);
    if (level === "anew" && spans[index] !== spans[index - 1]) value = 0;
    else if (level !== "idle") value++;
    values[index] = lacks ? Number.NaN : value;
  }
  return values;
}
