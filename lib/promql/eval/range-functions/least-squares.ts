import { KahanSum } from "../kahan.ts";
import type { FloatSamples } from "../range-vector.ts";

/** A straight line: its rise a second, and its value at the moment asked for. */
export interface Line {
  readonly slope: number;
  readonly intercept: number;
}

/** The line as Prometheus sums it up, for moments near the samples. Units: milliseconds. */
export function leastSquares({ timestamps, values }: FloatSamples, from: number, to: number, moment: number): Line {
  const sums = [new KahanSum(), new KahanSum(), new KahanSum(), new KahanSum()] as const;
  const [sumX, sumY, sumXY, sumXX] = sums;
  const first = values[from] as number;
  let constant = true;
  for (let index = from; index < to; index++) {
    const y = values[index] as number;
    if (index > from && y !== first) constant = false;
    const x = ((timestamps[index] as number) - moment) / 1e3;
    sumX.add(x);
    sumY.add(y);
    sumXY.add(x * y);
    sumXX.add(x * x);
  }
  if (constant) return level(first);
  const count = to - from;
  const x = sumX.total;
  const y = sumY.total;
  const slope = (sumXY.total - (x * y) / count) / (sumXX.total - (x * x) / count);
  return { slope, intercept: y / count - (slope * x) / count };
}

/** The line through samples of one value. */
export function level(value: number): Line {
  const known = Math.abs(value) !== Infinity;
  return known ? { slope: 0, intercept: value } : { slope: NaN, intercept: NaN };
}
