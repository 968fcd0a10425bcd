import type { ScrapedSeries } from "../world.ts";
import { boundAt, type NativeRate } from "./native-rate.ts";

/** Native histograms of one schema together. */
export interface NativeDistribution {
  readonly schema: number;
  readonly all: number;
  readonly zeros: number;
  /** By the index of the bucket. */
  readonly buckets: ReadonlyMap<number, number>;
}

/** Rates of histograms of one schema, summed; `undefined` where none is known. */
export function distributionOf(
  rates: readonly { readonly series: ScrapedSeries; readonly rate: NativeRate | undefined }[],
): NativeDistribution | undefined {
  const buckets = new Map<number, number>();
  let [all, zeros, known] = [0, 0, 0];
  let schema = 0;
  for (const { series, rate } of rates) {
    if (rate === undefined || series.histogram === undefined) continue;
    known++;
    schema = series.histogram.schema;
    all += rate.all;
    zeros += rate.zeros;
    for (const [position, { index }] of series.histogram.buckets.entries()) {
      buckets.set(index, (buckets.get(index) ?? 0) + (rate.buckets[position] as number));
    }
  }
  return known === 0 ? undefined : { schema, all, zeros, buckets };
}

/**
 * A quantile of a native histogram as Prometheus documents it
 * (https://prometheus.io/docs/prometheus/latest/querying/functions/#histogram_quantile): evenly on a logarithmic scale within
 * a bucket. Observations are counted from the end that is nearer, which decides where a rank falls between two buckets.
 * `NaN` without observations.
 */
export function nativeQuantile(quantile: number, { schema, all, zeros, buckets }: NativeDistribution): number {
  if (all === 0) return Number.NaN;
  const fromBelow = quantile < 0.5;
  const rank = (fromBelow ? quantile : 1 - quantile) * all;
  const populated = [...buckets].filter(([, own]) => own > 0).sort(([a], [b]) => (fromBelow ? a - b : b - a));
  let counted = fromBelow ? zeros : 0;
  if (counted > 0 && counted >= rank) return 0;
  for (const [index, own] of populated) {
    counted += own;
    if (counted < rank) continue;
    const within = (fromBelow ? rank - (counted - own) : counted - rank) / own;
    return boundAt(index - 1 + within, schema);
  }
  return 0;
}
