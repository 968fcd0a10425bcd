/**
 * What an alert is shown on: series as Prometheus scrapes them, and the moments at which it evaluates. Unlike a
 * {@link Scenario} of the model, a world has scrapes and evaluations that need not fall together. Units: milliseconds.
 */
export interface World {
  /** Unix time of the first evaluation. */
  readonly start: number;
  readonly evaluations: Evaluations;
  readonly series: readonly ScrapedSeries[];
  /** Ranges of Prometheus 3 leave out a sample exactly at their beginning; those of Prometheus 2 are closed. */
  readonly ranges: RangeSemantics;
}

/** `left-open` is Prometheus 3, `closed` is Prometheus 2. */
export type RangeSemantics = "left-open" | "closed";

/** The evaluations of a world: `count` of them, `interval` apart, the first one at its start. */
export interface Evaluations {
  readonly interval: number;
  readonly count: number;
  /** Indexes of evaluations that Prometheus missed, because the one before took too long. */
  readonly missed?: ReadonlySet<number>;
}

/** One series as it is scraped: sample `i` at `start + offset + i * every` of its world. */
export interface ScrapedSeries {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly every: number;
  /** Time of the first scrape after the start of the world; negative for history before it. */
  readonly offset: number;
  /** `NaN` where a scrape gave no sample. */
  readonly values: Float64Array;
  /** Scrapes that left a staleness marker: the target was lost, or no longer has the series. Their value is `NaN`. */
  readonly stale?: ReadonlySet<number>;
  /** What a native histogram holds beside the number of its observations, which `values` then is. */
  readonly histogram?: ScrapedHistogram;
}

/** The buckets of a native histogram, the same ones at each scrape. */
export interface ScrapedHistogram {
  /** Resolution: each bound is 2^(2^-schema) times the one before (https://prometheus.io/docs/specs/native_histograms/#schema). */
  readonly schema: number;
  /** How many observations were 0; absent where none ever is. */
  readonly zeros?: Float64Array;
  /** In rising order; there are no negative observations. */
  readonly buckets: readonly ScrapedBucket[];
}

/** One bucket of a native histogram. */
export interface ScrapedBucket {
  /** Its upper bound is 2^(index x 2^-schema). */
  readonly index: number;
  /** How many observations it holds at each scrape. */
  readonly counts: Float64Array;
}

/** Unix time of an evaluation. */
export function evaluationTime(world: Pick<World, "start" | "evaluations">, index: number): number {
  return world.start + index * world.evaluations.interval;
}

/** Unix time of a scrape. */
export function scrapeTime(world: Pick<World, "start">, series: ScrapedSeries, index: number): number {
  return world.start + series.offset + index * series.every;
}

/** True where Prometheus evaluated. */
export function isEvaluated({ missed }: Evaluations, index: number): boolean {
  return missed === undefined || !missed.has(index);
}
