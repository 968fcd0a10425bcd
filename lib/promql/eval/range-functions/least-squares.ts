import type { FloatSamples } from "../range-vector.ts";
import { roundingOf } from "./rounding.ts";

/** A straight line: its rise a second, and its value at the moment asked for. */
export interface Line {
  readonly slope: number;
  readonly intercept: number;
}

/** The line as Prometheus sums it up, for moments near the samples. Units: milliseconds. */
export function leastSquares({ timestamps, values }: FloatSamples, from: number, to: number, moment: number): Line {
  const sums = [new Neumaier(), new Neumaier(), new Neumaier(), new Neumaier()] as const;
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
  const x = sumX.sum + sumX.rest;
  const y = sumY.sum + sumY.rest;
  const slope = (sumXY.sum + sumXY.rest - (x * y) / count) / (sumXX.sum + sumXX.rest - (x * x) / count);
  return { slope, intercept: y / count - (slope * x) / count };
}

/** The line through samples of one value. */
export function level(value: number): Line {
  const known = Math.abs(value) !== Infinity;
  return known ? { slope: 0, intercept: value } : { slope: NaN, intercept: NaN };
}

class Neumaier {
  sum = 0;
  rest = 0;

  add(value: number): void {
    const next = this.sum + value;
    if (next === Infinity || next === -Infinity) this.rest = 0;
    else this.rest += roundingOf(this.sum, value, next);
    this.sum = next;
  }
}
