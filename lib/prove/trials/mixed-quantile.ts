import type { QuantileIndicator } from "../../model/indicator.ts";
import { nativeQuantile } from "../reference/native-quantile.ts";
import { bucketShare } from "../stimulate/bucket-share.ts";
import { DOUBLING, quantileShares } from "../stimulate/native-buckets.ts";

/** Quantiles of observations of which a share has one and the rest has another. */
interface Mixed {
  readonly most: number;
  readonly some: number;
  /** Share of the observations that have the quantile `some`. */
  readonly share: number;
}

/** Quantile of such observations together. */
export function mixedQuantile({ histogram, quantile }: QuantileIndicator, mixed: Mixed): number {
  if (histogram.type === "native-histogram") return mixedNativeQuantile(quantile, mixed);
  return mixedClassicQuantile(histogram.buckets ?? [], quantile, mixed);
}

/** Linear within a bucket. */
function mixedClassicQuantile(bounds: readonly number[], quantile: number, { most, some, share }: Mixed): number {
  const upTo = (bound: number): number =>
    (1 - share) * bucketShare(bounds, quantile, bound, most) + share * bucketShare(bounds, quantile, bound, some);
  const place = bounds.findIndex((bound) => upTo(bound) >= quantile);
  const upper = bounds[place];
  if (upper === undefined) return bounds.at(-1) ?? 0;
  const lower = bounds[place - 1] ?? 0;
  const below = place === 0 ? 0 : upTo(lower);
  return lower + ((upper - lower) * (quantile - below)) / (upTo(upper) - below);
}

/** Even on a logarithmic scale within a bucket. */
function mixedNativeQuantile(quantile: number, { most, some, share }: Mixed): number {
  const buckets = new Map<number, number>();
  for (const [value, weight] of [
    [most, 1 - share],
    [some, share],
  ] as const) {
    for (const [index, own] of quantileShares(quantile, value)) {
      buckets.set(index, (buckets.get(index) ?? 0) + own * weight);
    }
  }
  return nativeQuantile(quantile, { schema: DOUBLING, all: 1, zeros: 0, buckets });
}
