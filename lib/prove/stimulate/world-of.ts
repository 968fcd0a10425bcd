import type { RangeSemantics, ScrapedSeries, World } from "../world.ts";

/** The moments at which a world is evaluated. Units: seconds. */
export interface Moments {
  readonly interval: number;
  /** The evaluations last so long, both ends included. */
  readonly seconds: number;
  /** Unix time of the first evaluation; default 0, where promtool's tests begin. */
  readonly start?: number;
  /** Default: those of Prometheus 3. */
  readonly ranges?: RangeSemantics;
  /** Indexes of evaluations that are missed. */
  readonly missed?: ReadonlySet<number>;
}

/** A world of series, evaluated at regular moments. */
export function worldOf(
  series: readonly ScrapedSeries[],
  { interval, seconds, start = 0, ranges = "left-open", missed }: Moments,
): World {
  return {
    start: start * 1_000,
    evaluations: {
      interval: interval * 1_000,
      count: Math.floor(seconds / interval) + 1,
      ...(missed === undefined ? {} : { missed }),
    },
    series,
    ranges,
  };
}
