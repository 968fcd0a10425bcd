import { roundingOf } from "../rounding.ts";
import type { WindowFold } from "./window-fold.ts";

// Prometheus rounds the distance of each value from the mean to the precision of the mean. Where that is more than 1e-9 of
// the deviation, only the same operations in the same order give the same result.
const STEADY = 1e14;

/**
 * Population variances. Each part of a window is kept as its count, its mean (as a sum of two floats, so that a small spread
 * around a large mean survives) and its squared distance from the mean; parts are joined as Chan, Golub and LeVeque join them
 * (http://i.stanford.edu/pub/cstr/reports/cs/tr/79/773/CS-TR-79-773.pdf), where nothing cancels.
 */
export class VarianceFold implements WindowFold {
  readonly #values: Float64Array;
  readonly #suffixMeans: Float64Array;
  readonly #suffixMeanRests: Float64Array;
  readonly #suffixSquares: Float64Array;
  #base = 0;
  #split = 0;
  readonly #part = new Spread();
  readonly #alone = new Spread();

  constructor(values: Float64Array, width: number) {
    this.#values = values;
    this.#suffixMeans = new Float64Array(width);
    this.#suffixMeanRests = new Float64Array(width);
    this.#suffixSquares = new Float64Array(width);
  }

  whole(from: number, to: number): number {
    const alone = this.#alone;
    alone.clear();
    for (let index = from; index < to; index++) alone.add(this.#values[index] as number);
    return (alone.squares + alone.squaresRest) / (to - from);
  }

  restart(from: number, to: number): void {
    const part = this.#part;
    part.clear();
    for (let index = to - 1; index >= from; index--) {
      part.add(this.#values[index] as number);
      this.#suffixMeans[index - from] = part.mean;
      this.#suffixMeanRests[index - from] = part.meanRest;
      this.#suffixSquares[index - from] = part.squares + part.squaresRest;
    }
    part.clear();
    this.#base = from;
    this.#split = to;
  }

  extend(from: number, to: number): void {
    for (let index = from; index < to; index++) this.#part.add(this.#values[index] as number);
  }

  result(from: number, to: number): number {
    const part = this.#part;
    const place = from - this.#base;
    const squares = this.#suffixSquares[place] as number;
    const count = to - from;
    if (part.count === 0) return this.#settled(squares / count, from, to);
    const left = this.#split - from;
    const apart =
      part.mean - (this.#suffixMeans[place] as number) + (part.meanRest - (this.#suffixMeanRests[place] as number));
    const between = apart * (apart * ((left * part.count) / count));
    return this.#settled((squares + (part.squares + part.squaresRest) + between) / count, from, to);
  }

  #settled(variance: number, from: number, to: number): number {
    const size = this.#values[from] as number;
    return variance !== 0 && size * size > STEADY * variance ? this.whole(from, to) : variance;
  }
}

/** Welford's mean and squared distance, both compensated as Prometheus compensates them. */
class Spread {
  count = 0;
  mean = 0;
  meanRest = 0;
  squares = 0;
  squaresRest = 0;

  clear(): void {
    this.count = 0;
    this.mean = 0;
    this.meanRest = 0;
    this.squares = 0;
    this.squaresRest = 0;
  }

  add(value: number): void {
    this.count++;
    const distance = value - (this.mean + this.meanRest);
    const shift = distance / this.count;
    const mean = this.mean + shift;
    this.meanRest = restOf(this.mean, shift, mean, this.meanRest);
    this.mean = mean;
    const square = distance * (value - (this.mean + this.meanRest));
    const squares = this.squares + square;
    this.squaresRest = restOf(this.squares, square, squares, this.squaresRest);
    this.squares = squares;
  }
}

function restOf(sum: number, increment: number, next: number, rest: number): number {
  if (next === Infinity || next === -Infinity) return 0;
  return rest + roundingOf(sum, increment, next);
}
