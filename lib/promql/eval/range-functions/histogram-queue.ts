import type { CounterResetHint, FloatHistogram } from "../../histogram/float-histogram.ts";
import { roundingOf } from "../rounding.ts";
import { HistogramLayout } from "./histogram-layout.ts";

/**
 * Sums and means of sliding windows over histograms that are alike, as a queue of two stacks (see `WindowFold`) of rows of
 * numbers: nothing is subtracted, and the compensated sums are as exact as over each window by itself.
 */
export class HistogramQueue {
  readonly #histograms: readonly FloatHistogram[];
  readonly #mean: boolean;
  readonly #layout: HistogramLayout;
  /** The last histogram that has a slot. */
  readonly #lastWith: Int32Array;
  readonly #suffixSums: Float64Array;
  readonly #suffixRests: Float64Array;
  readonly #sums: Float64Array;
  readonly #rests: Float64Array;
  readonly #row: Float64Array;
  #base = 0;
  #split = 0;
  #reached = 0;

  /** `width` is the most histograms of any window. */
  constructor(histograms: readonly FloatHistogram[], width: number, mean: boolean) {
    this.#histograms = histograms;
    this.#mean = mean;
    this.#layout = new HistogramLayout(histograms);
    const { size } = this.#layout;
    this.#lastWith = new Int32Array(size).fill(-1);
    this.#suffixSums = new Float64Array(size * width);
    this.#suffixRests = new Float64Array(size * width);
    this.#sums = new Float64Array(size);
    this.#rests = new Float64Array(size);
    this.#row = new Float64Array(size);
  }

  /**
   * The result over `[from, to)`, which has at least one histogram, with a given hint; no bound may be lower than at the call
   * before. Meaningless where it is not finite.
   */
  result(from: number, to: number, counterResetHint: CounterResetHint): FloatHistogram {
    const one = this.#histograms[from];
    if (one === undefined) throw new RangeError(`no histogram ${from}`);
    if (from >= this.#split) this.#restart(from, to);
    for (; this.#reached < to; this.#reached++) this.#take(this.#reached, this.#sums, this.#rests, 0);
    if (to - from === 1) return one;
    const row = this.#row;
    const sums = this.#sums;
    const rests = this.#rests;
    const suffixSums = this.#suffixSums;
    const suffixRests = this.#suffixRests;
    const start = (from - this.#base) * row.length;
    const count = this.#mean ? to - from : 1;
    for (let slot = 0; slot < row.length; slot++) {
      const left = suffixSums[start + slot] as number;
      const right = sums[slot] as number;
      const sum = left + right;
      const rest = (suffixRests[start + slot] as number) + (rests[slot] as number) + roundingOf(left, right, sum);
      row[slot] = sum / count + rest / count;
    }
    return this.#layout.histogramOf(
      { ...one, counterResetHint },
      row,
      (slot) => (this.#lastWith[slot] as number) >= from,
    );
  }

  #restart(from: number, to: number): void {
    const suffixSums = this.#suffixSums;
    const suffixRests = this.#suffixRests;
    const { size } = this.#layout;
    for (let index = to - 1; index >= from; index--) {
      const start = (index - from) * size;
      if (index === to - 1) {
        suffixSums.fill(0, start, start + size);
        suffixRests.fill(0, start, start + size);
      } else {
        suffixSums.copyWithin(start, start + size, start + 2 * size);
        suffixRests.copyWithin(start, start + size, start + 2 * size);
      }
      this.#take(index, suffixSums, suffixRests, start);
    }
    this.#sums.fill(0);
    this.#rests.fill(0);
    this.#base = from;
    this.#split = to;
    this.#reached = to;
  }

  /** Adds a histogram to the row at `start`. */
  #take(index: number, sums: Float64Array, rests: Float64Array, start: number): void {
    const histogram = this.#histograms[index];
    if (histogram === undefined) throw new RangeError(`no histogram ${index}`);
    this.#layout.each(histogram, (slot, value) => {
      const place = start + slot;
      const before = sums[place] as number;
      const after = before + value;
      rests[place] = (rests[place] as number) + roundingOf(before, value, after);
      sums[place] = after;
      if ((this.#lastWith[slot] as number) < index) this.#lastWith[slot] = index;
    });
  }
}
