import type { Dimension } from "./dimension.ts";
import type { Interval } from "./interval.ts";
import type { LabelSet } from "./labels-set.ts";

/** What is known of metrics, by the name that selectors have: `x_seconds_bucket`, not `x_seconds`. All of it may be left out. */
export interface Knowledge {
  /** Labels of the series that are stored. */
  readonly labelsOf?: (metric: string) => LabelSet | undefined;
  /** Values of the samples. */
  readonly boundsOf?: (metric: string) => Interval | undefined;
  /** How fast a counter can grow. Units: per second. */
  readonly rateOf?: (metric: string) => Interval | undefined;
  /** Finite upper bounds of the buckets of a classic histogram, ascending, by the name that ends in `_bucket`. */
  readonly bucketsOf?: (metric: string) => readonly number[] | undefined;
  /** What the samples are measured in; of a native histogram, what its observations are measured in. */
  readonly unitOf?: (metric: string) => Dimension | undefined;
}
