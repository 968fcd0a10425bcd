import type { EventObjective } from "../../rules/event-series.ts";
import { alertWindows } from "../../rules/windows.ts";
import type { World } from "../world.ts";

/** When rules are evaluated and what they read. Units: seconds. */
export interface Sampling {
  readonly interval: number;
  readonly count: number;
  /** Indexes of evaluations that were missed. */
  readonly missed: ReadonlySet<number>;
  /** Range of the recordings that read raw series. A moment of uptime stands for the time since the one before. */
  readonly range: number;
  /** Scrape interval. */
  readonly every: number;
}

/** How a world samples the events of an objective. */
export function samplingOf(objective: EventObjective, { evaluations, series }: World): Sampling {
  const { interval, count, missed = new Set<number>() } = evaluations;
  const moments = objective.indicator.kind === "up";
  const read = series.filter(({ name }) => (name === "up") === moments);
  return {
    interval: interval / 1_000,
    count,
    missed,
    range: moments ? interval / 1_000 : (alertWindows(objective)[0] ?? 0),
    every: Math.max(...read.map(({ every }) => every)) / 1_000,
  };
}
