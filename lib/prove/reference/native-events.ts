import { evaluationTime, isEvaluated, type ScrapedHistogram, type ScrapedSeries, type World } from "../world.ts";
import { boundAt, nativeRates } from "./native-rate.ts";

/** Observations per second of some native histograms together at every evaluation; `NaN` where nothing is known. */
export interface NativeEvents {
  readonly all: Float64Array;
  /** Those beyond a bound. */
  readonly beyond: Float64Array;
}

/**
 * Rates of all observations and of those beyond a bound, which cuts a bucket as if its observations lay evenly on a
 * logarithmic scale (https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_fraction). Units: `range`
 * in milliseconds.
 */
export function nativeEvents(
  world: World,
  series: readonly ScrapedSeries[],
  range: number,
  bound: number,
): NativeEvents {
  const { evaluations } = world;
  const all = new Float64Array(evaluations.count).fill(Number.NaN);
  const upTo = all.slice();
  for (const one of series) {
    const shares = one.histogram === undefined ? [] : sharesUpTo(bound, one.histogram);
    const rateAt = nativeRates(world, one, range);
    for (let index = 0; index < evaluations.count; index++) {
      if (!isEvaluated(evaluations, index)) continue;
      const rate = rateAt(evaluationTime(world, index));
      if (rate === undefined) continue;
      let fast = rate.zeros;
      for (let bucket = 0; bucket < shares.length; bucket++) {
        fast += (rate.buckets[bucket] as number) * (shares[bucket] as number);
      }
      all[index] = added(all[index] as number, rate.all);
      upTo[index] = added(upTo[index] as number, fast);
    }
  }
  return { all, beyond: all.map((total, index) => shareOfAll(total, total - (upTo[index] as number))) };
}

/** As a fraction of all, and again of all: in this order, so that a share that is exactly a threshold is that for both. */
function shareOfAll(all: number, part: number): number {
  return part <= 0 ? 0 : (part / all) * all;
}

/** Share of each bucket that lies up to a positive bound. */
function sharesUpTo(bound: number, { schema, buckets }: ScrapedHistogram): readonly number[] {
  return buckets.map(({ index }) => {
    if (boundAt(index, schema) <= bound) return 1;
    if (boundAt(index - 1, schema) >= bound) return 0;
    return Math.log2(bound) * 2 ** schema - (index - 1);
  });
}

function added(sum: number, value: number): number {
  return Number.isNaN(sum) ? value : sum + value;
}
