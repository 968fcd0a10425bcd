import { Labels } from "../promql/data/labels.ts";
import { Series } from "../promql/data/series.ts";
import { MemoryStorage } from "../promql/data/storage.ts";
import { bucketCounts, sampleMaker } from "./histogram-samples.ts";
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
  const { name, labels, values, stale, histogram } = scraped;
  const series = new Series(Labels.of({ ...labels, __name__: name }), values.length);
  const sampleOf = histogram === undefined ? undefined : sampleMaker(histogram);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number;
    const missing = Number.isNaN(value);
    // What is stale has no value, so that most scrapes need no look-up.
    if (missing && stale?.has(index) !== true) continue;
    const time = scrapeTime(world, scraped, index);
    if (missing) series.appendStale(time);
    else if (histogram === undefined || sampleOf === undefined) series.append(time, value);
    else series.appendHistogram(time, sampleOf(bucketCounts(histogram, index)));
  }
  return series;
}
