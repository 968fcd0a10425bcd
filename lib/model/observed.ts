/** A scraped series as the meaning of a condition reads it. Units: seconds; times are Unix times. */
export interface ObservedSeries {
  readonly labels: Readonly<Record<string, string>>;
  /** Its newest sample at a time; `undefined` where that is older than five minutes, or the series has ended. */
  readonly newest: (time: number) => number | undefined;
  /** Its samples in the window that ends at a time, the oldest first. */
  readonly within: (time: number, window: number) => readonly number[];
  /**
   * How fast it grew in the window that ends at a time: resets are new beginnings, and the growth is extrapolated to the
   * ends of the window. `undefined` where the window has less than two samples.
   */
  readonly perSecond: (time: number, window: number) => number | undefined;
  /** By how much it grew in the window, found in the same way. */
  readonly increase: (time: number, window: number) => number | undefined;
}

/** Everything that was scraped, as the meaning of a condition reads it. Units: seconds; times are Unix times. */
export interface Observed {
  readonly series: (metric: string) => readonly ObservedSeries[];
  /** The whole multiples of `every` in the window that ends at a time. */
  readonly moments: (time: number, window: number, every: number) => readonly number[];
}

/** One instance of a condition's alert. */
export interface Instance {
  readonly labels: Readonly<Record<string, string>>;
  /** What its annotations show at a time; `undefined` where its condition does not hold. Units: Unix time in seconds. */
  readonly value: (time: number) => number | undefined;
}

/**
 * What a condition means, as arithmetic over samples: every instance that it could have on what was scraped. Proofs compare
 * its PromQL with this, so it is written from the words of the condition, and knows nothing of PromQL.
 */
export type Meaning = (observed: Observed) => readonly Instance[];
