import { quantileOf } from "../aggregate/quantile.ts";
import { SortedWindow } from "./sorted-window.ts";

/** Quantiles of windows, interpolated between the two nearest samples; NaN counts as less than all numbers. */
export class QuantileFold extends SortedWindow {
  readonly #quantiles: Float64Array;

  /** `quantiles` has one for each step. */
  constructor(values: Float64Array, width: number, quantiles: Float64Array) {
    super(values, width);
    this.#quantiles = quantiles;
  }

  protected resultOf(sorted: Float64Array, size: number, missing: number, step: number): number {
    return quantileOf(this.#quantiles[step] as number, sorted, size, missing);
  }
}

/** Median absolute deviations of windows; NaN where a window holds a NaN. */
export class DeviationFold extends SortedWindow {
  protected resultOf(sorted: Float64Array, size: number, missing: number): number {
    if (missing > 0) return NaN;
    const middle = (size - 1) / 2;
    const lower = Math.floor(middle);
    const upper = Math.ceil(middle);
    const median = halfway(sorted[lower] as number, sorted[Math.min(size - 1, lower + 1)] as number, middle - lower);
    if (!Number.isFinite(median)) return plainDeviation(sorted.slice(0, size), median);
    const low = deviationOf(sorted, size, median, lower);
    const next = lower + 1 < size ? deviationOf(sorted, size, median, lower + 1) : low;
    return halfway(low, upper === lower ? next : deviationOf(sorted, size, median, upper), middle - lower);
  }
}

function halfway(low: number, high: number, weight: number): number {
  return low * (1 - weight) + high * weight;
}

/**
 * The deviation from the median that `rank` others do not exceed. The nearest `rank + 1` values are neighbours in the sorted
 * window, so a binary search for where they start does.
 */
function deviationOf(sorted: Float64Array, size: number, median: number, rank: number): number {
  const spread = (start: number): number =>
    Math.max(median - (sorted[start] as number), (sorted[start + rank] as number) - median);
  let low = 0;
  let high = size - 1 - rank;
  while (low < high) {
    const start = (low + high) >>> 1;
    if (median - (sorted[start] as number) > (sorted[start + rank] as number) - median) low = start + 1;
    else high = start;
  }
  return low > 0 ? Math.min(spread(low), spread(low - 1)) : spread(low);
}

/** Deviations from an infinite median are NaN for the same infinity. */
function plainDeviation(values: Float64Array, median: number): number {
  const deviations = values.map((value) => Math.abs(value - median));
  const numbers = deviations.filter((value) => !Number.isNaN(value)).sort();
  const missing = deviations.length - numbers.length;
  const middle = (deviations.length - 1) / 2;
  const lower = Math.floor(middle);
  if (lower < missing) return NaN;
  const upper = Math.min(deviations.length - 1, lower + 1);
  return halfway(numbers[lower - missing] as number, numbers[upper - missing] as number, middle - lower);
}
