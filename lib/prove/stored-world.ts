import { Labels } from "../promql/data/labels.ts";
import { Series } from "../promql/data/series.ts";
import { MemoryStorage } from "../promql/data/storage.ts";
import { bucketCounts, sampleMaker } from "./histogram-samples.ts";
import { type ScrapedHistogram, type ScrapedSeries, scrapeTime, type World } from "./world.ts";

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
  const append = histogram === undefined ? appendFloats(scraped, series) : appendHistograms(histogram, series);
  for (let index = 0; index < values.length; index++) {
    const time = scrapeTime(world, scraped, index);
    if (stale?.has(index) === true) series.appendStale(time);
    else if (!Number.isNaN(values[index])) append(time, index);
  }
  return series;
}

/** Adds the sample of a scrape to a series. */
type Append = (time: number, scrape: number) => void;

function appendFloats({ values }: ScrapedSeries, series: Series): Append {
  return (time, scrape) => series.append(time, values[scrape] as number);
}

function appendHistograms(histogram: ScrapedHistogram, series: Series): Append {
  const sampleOf = sampleMaker(histogram);
  return (time, scrape) => series.appendHistogram(time, sampleOf(bucketCounts(histogram, scrape)));
}
