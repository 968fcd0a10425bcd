import type { FloatSamples } from "../range-vector.ts";
import { CoMoments } from "./co-moments.ts";
import { type Line, leastSquares, level } from "./least-squares.ts";
import type { WindowFold } from "./window-fold.ts";

// Prometheus computes the slope as a difference of sums. Where these are so much larger than what is left, rounding shows in
// the digits that people compare, and only the same sums give the same result.
const STEADY = 1e6;

/**
 * Least-squares lines through the samples of windows; a window needs two samples. `read` makes the result of a line at a step,
 * whose intercept is the value at `momentOf` the step. Units: milliseconds. Parts of a window are kept as count, means and co-moments
 * around them, so joining them cancels nothing.
 */
export class RegressionFold implements WindowFold {
  readonly #samples: FloatSamples;
  readonly #momentOf: (step: number, from: number) => number;
  readonly #read: (line: Line, step: number) => number;
  readonly #suffix: readonly [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array];
  readonly #part = new CoMoments();
  #base = 0;
  #split = 0;
  #lastNaN = -1;
  #lastChange = 0;

  constructor(
    samples: FloatSamples,
    width: number,
    momentOf: (step: number, from: number) => number,
    read: (line: Line, step: number) => number,
  ) {
    this.#samples = samples;
    this.#momentOf = momentOf;
    this.#read = read;
    const column = (): Float64Array => new Float64Array(width);
    this.#suffix = [column(), column(), column(), column(), column()];
  }

  whole(from: number, to: number, step: number): number {
    return to - from < 2 ? NaN : this.#read(leastSquares(this.#samples, from, to, this.#momentOf(step, from)), step);
  }

  restart(from: number, to: number): void {
    const part = this.#part;
    const samples = this.#samples;
    const [meanX, meanY, meanYRest, xx, xy] = this.#suffix;
    const origin = samples.timestamps[from] as number;
    part.clear();
    for (let index = to - 1; index >= from; index--) {
      const place = index - from;
      part.add(((samples.timestamps[index] as number) - origin) / 1e3, samples.values[index] as number);
      meanX[place] = part.meanX;
      meanY[place] = part.meanY;
      meanYRest[place] = part.meanYRest;
      xx[place] = part.xx;
      xy[place] = part.xy + part.xyRest;
    }
    part.clear();
    this.#base = from;
    this.#split = to;
    this.#watch(from, to);
  }

  extend(from: number, to: number): void {
    const { timestamps, values } = this.#samples;
    const origin = timestamps[this.#base] as number;
    for (let index = from; index < to; index++) {
      this.#part.add(((timestamps[index] as number) - origin) / 1e3, values[index] as number);
    }
    this.#watch(from, to);
  }

  result(from: number, to: number, step: number): number {
    if (to - from < 2) return NaN;
    if (this.#lastNaN >= from) return this.#read({ slope: NaN, intercept: NaN }, step);
    if (this.#lastChange <= from) return this.#read(level(this.#samples.values[from] as number), step);
    const line = this.#joined(from, to, this.#momentOf(step, from));
    return line === undefined ? this.whole(from, to, step) : this.#read(line, step);
  }

  /** The line through a window; `undefined` where sums in Prometheus' order are needed. */
  #joined(from: number, to: number, moment: number): Line | undefined {
    const part = this.#part;
    const suffix = this.#suffix;
    const [meansX, meansY, meansYRest, suffixXX, suffixXY] = suffix;
    const place = from - this.#base;
    const count = to - from;
    const left = this.#split - from;
    const apartX = part.count === 0 ? 0 : part.meanX - (meansX[place] as number);
    const apartY =
      part.count === 0 ? 0 : part.meanY - (meansY[place] as number) + (part.meanYRest - (meansYRest[place] as number));
    const weight = (left * part.count) / count;
    const share = part.count / count;
    const xx = (suffixXX[place] as number) + part.xx + apartX * apartX * weight;
    const xy = (suffixXY[place] as number) + (part.xy + part.xyRest) + apartX * apartY * weight;
    const origin = this.#samples.timestamps[this.#base] as number;
    const meanX = (meansX[place] as number) + apartX * share - (moment - origin) / 1e3;
    const meanY = (meansY[place] as number) + ((meansYRest[place] as number) + apartY * share);
    if (!(Math.abs(meanX * meanY) * count <= STEADY * Math.abs(xy))) return undefined;
    const slope = xy / xx;
    return { slope, intercept: meanY - slope * meanX };
  }

  /** Remembers where values change and where they are no number. */
  #watch(from: number, to: number): void {
    const { values } = this.#samples;
    for (let index = from; index < to; index++) {
      const value = values[index] as number;
      if (Number.isNaN(value)) this.#lastNaN = index;
      if (index > 0 && value !== values[index - 1]) this.#lastChange = index;
    }
  }
}
