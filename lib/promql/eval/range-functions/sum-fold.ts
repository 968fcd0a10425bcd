import { roundingOf } from "../rounding.ts";
import type { WindowFold } from "./window-fold.ts";

// Prometheus' own result depends on the order of the samples where a sum overflows on its way; no sum of fewer than 2^60
// values below this overflows.
const SAFE = 1e290;

/** Whether all values of `[from, to)` are small enough that sums do not overflow whatever their order. */
export function addsUpInAnyOrder(values: Float64Array, from: number, to: number): boolean {
  for (let index = from; index < to; index++) {
    const size = Math.abs(values[index] as number);
    if (size > SAFE && size !== Infinity) return false;
  }
  return true;
}

/** Sums with Neumaier's compensation, and means of them; as exact after a large value has left as before it came. */
export class SumFold implements WindowFold {
  readonly #values: Float64Array;
  readonly #mean: boolean;
  readonly #suffixSums: Float64Array;
  readonly #suffixCompensations: Float64Array;
  #base = 0;
  #sum = 0;
  #compensation = 0;

  /** `width` is the most samples of any window; `mean` divides sums by the number of samples. */
  constructor(values: Float64Array, width: number, mean: boolean) {
    this.#values = values;
    this.#mean = mean;
    this.#suffixSums = new Float64Array(width);
    this.#suffixCompensations = new Float64Array(width);
  }

  whole(from: number, to: number): number {
    return this.#mean ? wholeMean(this.#values, from, to) : wholeSum(this.#values, from, to);
  }

  restart(from: number, to: number): void {
    const values = this.#values;
    const suffixSums = this.#suffixSums;
    const suffixCompensations = this.#suffixCompensations;
    let sum = 0;
    let compensation = 0;
    for (let index = to - 1; index >= from; index--) {
      const value = values[index] as number;
      const next = sum + value;
      compensation += roundingOf(sum, value, next);
      sum = next;
      suffixSums[index - from] = sum;
      suffixCompensations[index - from] = compensation;
    }
    this.#base = from;
    this.#sum = 0;
    this.#compensation = 0;
  }

  extend(from: number, to: number): void {
    const values = this.#values;
    let sum = this.#sum;
    let compensation = this.#compensation;
    for (let index = from; index < to; index++) {
      const value = values[index] as number;
      const next = sum + value;
      compensation += roundingOf(sum, value, next);
      sum = next;
    }
    this.#sum = sum;
    this.#compensation = compensation;
  }

  result(from: number, to: number): number {
    const place = from - this.#base;
    const left = this.#suffixSums[place] as number;
    const right = this.#sum;
    const sum = left + right;
    const count = this.#mean ? to - from : 1;
    // Infinities and NaN have made the compensations NaN.
    if (!Number.isFinite(sum)) return sum;
    const compensation =
      (this.#suffixCompensations[place] as number) + this.#compensation + roundingOf(left, right, sum);
    return sum / count + compensation / count;
  }
}

function wholeSum(values: Float64Array, from: number, to: number): number {
  let sum = 0;
  let compensation = 0;
  for (let index = from; index < to; index++) {
    const value = values[index] as number;
    const next = sum + value;
    if (next === Infinity || next === -Infinity) compensation = 0;
    else compensation += roundingOf(sum, value, next);
    sum = next;
  }
  return Number.isFinite(sum) ? sum + compensation : sum;
}

/** The mean as a sum divided at the end; as soon as that would overflow, a mean that each value moves a little. */
function wholeMean(values: Float64Array, from: number, to: number): number {
  let sum = values[from] as number;
  let compensation = 0;
  for (let index = from + 1; index < to; index++) {
    const value = values[index] as number;
    const next = sum + value;
    if (next === Infinity || next === -Infinity) {
      return movingMean(values, from, index, to, sum, compensation);
    }
    compensation += roundingOf(sum, value, next);
    sum = next;
  }
  const count = to - from;
  return sum / count + compensation / count;
}

function movingMean(
  values: Float64Array,
  from: number,
  start: number,
  to: number,
  sum: number,
  sumCompensation: number,
): number {
  let mean = sum / (start - from);
  let compensation = sumCompensation / (start - from);
  for (let index = start; index < to; index++) {
    const count = index - from + 1;
    const kept = (count - 1) / count;
    const before = kept * mean;
    const share = (values[index] as number) / count;
    const next = before + share;
    compensation *= kept;
    if (next === Infinity || next === -Infinity) compensation = 0;
    else compensation += roundingOf(before, share, next);
    mean = next;
  }
  return mean + compensation;
}
