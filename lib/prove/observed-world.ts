import type { Observed, ObservedSeries } from "../model/observed.ts";
import { increaseOver, instantValue, rateOver, scrapesWithin } from "./reference/rate.ts";
import type { ScrapedSeries, World } from "./world.ts";

/** A world as the meaning of a condition reads it: in seconds, and series by series. */
export function observedWorld(world: World): Observed {
  const byName = new Map<string, ObservedSeries[]>();
  for (const series of world.series) {
    const named = byName.get(series.name) ?? [];
    named.push(observedSeries(world, series));
    byName.set(series.name, named);
  }
  return {
    series: (metric) => byName.get(metric) ?? [],
    moments: (time, window, every) => momentsWithin(world, time, window, every),
  };
}

function observedSeries(world: World, series: ScrapedSeries): ObservedSeries {
  return {
    labels: series.labels,
    newest: (time) => known(instantValue(world, series, milliseconds(time))),
    within: (time, window) => {
      const { from, to } = scrapesWithin(world, series, milliseconds(time), milliseconds(window));
      const samples: number[] = [];
      for (let index = from; index <= to; index++) {
        const value = series.values[index] as number;
        if (!Number.isNaN(value)) samples.push(value);
      }
      return samples;
    },
    increase: (time, window) => known(increaseOver(world, series, milliseconds(time), milliseconds(window))),
    perSecond: (time, window) => known(rateOver(world, series, milliseconds(time), milliseconds(window))),
  };
}

/** Multiples of a step after the beginning of the window, or at it where ranges are closed. */
function momentsWithin({ ranges }: World, time: number, window: number, every: number): readonly number[] {
  const begin = (time - window) / every;
  const first = ranges === "closed" ? Math.ceil(begin) : Math.floor(begin) + 1;
  const last = Math.floor(time / every);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * every);
}

function known(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}

function milliseconds(seconds: number): number {
  return Math.round(seconds * 1_000);
}
