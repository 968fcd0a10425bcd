import { formatFloat } from "../../promql/go-float.ts";

/**
 * Share of the observations up to a bucket's bound so that a quantile has a value: all lie in the bucket of the value and
 * next to it, so many that linear interpolation gives the value. The lowest bucket has none below it: a quantile is never
 * less than its share of that bucket's bound. Beyond the last finite bound it is that bound.
 */
export function bucketShare(bounds: readonly number[], quantile: number, bound: number, value: number): number {
  const place = bounds.findIndex((candidate) => candidate >= value);
  const upper = bounds[place];
  if (upper === undefined) return bound === Number.POSITIVE_INFINITY ? 1 : 0;
  const lower = bounds[place - 1] ?? 0;
  const within = (value - lower) / (upper - lower);
  if (bound < lower) return 0;
  if (bound > upper) return 1;
  if (bound === upper) return within <= quantile ? 1 : quantile / within;
  return within <= quantile ? (quantile - within) / (1 - within) : 0;
}

/**
 * A bucket's bound as Prometheus 3 stores it: `0.5`, `1.0`, `1e+06`, `+Inf`
 * (https://prometheus.io/docs/prometheus/latest/migration/#le-and-quantile-label-values).
 */
export function boundLabel(bound: number): string {
  const text = formatFloat(bound);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
