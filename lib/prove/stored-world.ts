import { Labels } from "../promql/data/labels.ts";
import { Series } from "../promql/data/series.ts";
import { MemoryStorage } from "../promql/data/storage.ts";
import { type ScrapedSeries, scrapeTime, type World } from "./world.ts";

const stored = new WeakMap<World, readonly Series[]>();

/** A storage with the series of a world, to run rules over. What rules write does not come back into the world. */
export function storeWorld(world: World): MemoryStorage {
  const series = stored.get(world) ?? world.series.map((one) => toSeries(world, one));
  stored.set(world, series);
  const storage = new MemoryStorage();
  for (const one of series) storage.add(one);
  return storage;
}

function toSeries(world: World, scraped: ScrapedSeries): Series {
  const { name, labels, values, stale } = scraped;
  const series = new Series(Labels.of({ ...labels, __name__: name }), values.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    if (stale?.has(index) === true) series.appendStale(scrapeTime(world, scraped, index));
    else if (!Number.isNaN(value)) series.append(scrapeTime(world, scraped, index), value);
  }
  return series;
}
