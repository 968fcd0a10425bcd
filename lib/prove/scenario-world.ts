import type { Samples, Scenario, SyntheticSeries } from "../model/scenario.ts";
import type { ScrapedSeries, World } from "./world.ts";

const made = new WeakMap<Scenario, World>();
const played = new WeakMap<World, Scenario>();

/** The world of a scenario, as promtool plays it: scrapes and evaluations fall together. Made once for each scenario. */
export function scenarioWorld(scenario: Scenario): World {
  const world = made.get(scenario) ?? worldOf(scenario);
  made.set(scenario, world);
  played.set(world, scenario);
  return world;
}

/** The scenario that a world was made from. */
export function scenarioOf(world: World): Scenario | undefined {
  return played.get(world);
}

function worldOf({ start = 0, step, series, expect, until = expect.at(-1)?.at ?? 0 }: Scenario): World {
  return {
    start: start * 1_000,
    evaluations: { interval: step * 1_000, count: Math.floor(until / step) + 1 },
    series: series.map((one) => scrapedAt(one, step)),
    ranges: "left-open",
  };
}

function scrapedAt({ name, labels, samples }: SyntheticSeries, step: number): ScrapedSeries {
  const stale = new Set<number>();
  const values: number[] = [];
  for (const segment of samples) {
    if (segment.kind === "stale") stale.add(values.length);
    const steps = segment.kind === "stale" ? 1 : segment.steps;
    for (let index = 0; index < steps; index++) values.push(sampleOf(segment, index));
  }
  return { name, labels, every: step * 1_000, offset: 0, values: Float64Array.from(values), ...marked(stale) };
}

/** Value of a segment so many steps after its beginning; `NaN` where there is none. */
export function sampleOf(segment: Samples, steps: number): number {
  switch (segment.kind) {
    case "constant":
      return segment.value;
    case "ramp":
      return segment.from + steps * segment.increase;
    case "missing":
    case "stale":
      return Number.NaN;
  }
}

/** Staleness markers, where there are any. */
export function marked(stale: ReadonlySet<number>): Pick<ScrapedSeries, "stale"> {
  return stale.size === 0 ? {} : { stale };
}
