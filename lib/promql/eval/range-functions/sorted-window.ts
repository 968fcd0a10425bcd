import type { WindowFold } from "./window-fold.ts";

// Sorting anew beats single insertions and removals when this share of a window changes at once.
const FRESH_SHARE = 0.25;

/**
 * The values of a window in rising order, NaN only counted. A step costs a binary search and one move of memory for each
 * sample that comes or goes, which for windows up to some ten thousand samples beats any tree.
 */
export abstract class SortedWindow implements WindowFold {
  readonly #values: Float64Array;
  readonly #buffer: Float64Array;
  #size = 0;
  #first = 0;
  #end = 0;
  #missing = 0;

  constructor(values: Float64Array, width: number) {
    this.#values = values;
    this.#buffer = new Float64Array(width);
  }

  /** The result for the first `size` values of `sorted`, which are in rising order, and `missing` NaN besides. */
  protected abstract resultOf(sorted: Float64Array, size: number, missing: number, step: number): number;

  whole(from: number, to: number, step: number): number {
    this.#fill(from, to);
    return this.resultOf(this.#buffer, this.#size, this.#missing, step);
  }

  restart(from: number, to: number): void {
    this.#fill(from, to);
  }

  extend(_from: number, _to: number): void {
    // The samples are taken when the result is asked for, together with those that leave.
  }

  result(from: number, to: number, step: number): number {
    const changing = from - this.#first + (to - this.#end);
    if (from >= this.#end || changing > FRESH_SHARE * (to - from)) this.#fill(from, to);
    else this.#move(from, to);
    return this.resultOf(this.#buffer, this.#size, this.#missing, step);
  }

  #fill(from: number, to: number): void {
    const values = this.#values;
    const buffer = this.#buffer;
    let size = 0;
    for (let index = from; index < to; index++) {
      const value = values[index] as number;
      if (!Number.isNaN(value)) buffer[size++] = value;
    }
    this.#missing = to - from - size;
    this.#size = size;
    buffer.subarray(0, size).sort();
    this.#first = from;
    this.#end = to;
  }

  #move(from: number, to: number): void {
    for (let index = this.#first; index < from; index++) this.#remove(this.#values[index] as number);
    for (let index = this.#end; index < to; index++) this.#insert(this.#values[index] as number);
    this.#first = from;
    this.#end = to;
  }

  #remove(value: number): void {
    if (Number.isNaN(value)) {
      this.#missing--;
      return;
    }
    this.#buffer.copyWithin(this.#placeOf(value), this.#placeOf(value) + 1, this.#size);
    this.#size--;
  }

  #insert(value: number): void {
    if (Number.isNaN(value)) {
      this.#missing++;
      return;
    }
    const place = this.#placeOf(value);
    this.#buffer.copyWithin(place + 1, place, this.#size);
    this.#buffer[place] = value;
    this.#size++;
  }

  /** The place of the first value that is not less. */
  #placeOf(value: number): number {
    let low = 0;
    let high = this.#size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#buffer[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
