import type { WindowFold } from "./window-fold.ts";

/** Which sample of a window counts as its extreme. */
export interface Extreme {
  /** 1 for the greatest, -1 for the least value. */
  readonly sign: 1 | -1;
  /** Among equal values (or where all are NaN) the last sample counts, not the first. */
  readonly last: boolean;
}

/** Finds the place of the greatest or least value of each window; NaN only where there is nothing else. */
export class ExtremeFold implements WindowFold {
  readonly #values: Float64Array;
  readonly #sign: number;
  readonly #last: boolean;
  readonly #suffixPlaces: Int32Array;
  #base = 0;
  #rest = -1;

  constructor(values: Float64Array, width: number, { sign, last }: Extreme) {
    this.#values = values;
    this.#sign = sign;
    this.#last = last;
    this.#suffixPlaces = new Int32Array(width);
  }

  whole(from: number, to: number): number {
    return this.#best(from, from + 1, to);
  }

  restart(from: number, to: number): void {
    const suffixPlaces = this.#suffixPlaces;
    let best = to - 1;
    suffixPlaces[best - from] = best;
    for (let index = to - 2; index >= from; index--) {
      if (!this.#replaces(best, index)) best = index;
      suffixPlaces[index - from] = best;
    }
    this.#base = from;
    this.#rest = -1;
  }

  extend(from: number, to: number): void {
    this.#rest = this.#rest < 0 ? this.#best(from, from + 1, to) : this.#best(this.#rest, from, to);
  }

  result(from: number, _to: number): number {
    const best = this.#suffixPlaces[from - this.#base] as number;
    return this.#rest >= 0 && this.#replaces(this.#rest, best) ? this.#rest : best;
  }

  #best(first: number, from: number, to: number): number {
    let best = first;
    for (let index = from; index < to; index++) if (this.#replaces(index, best)) best = index;
    return best;
  }

  /** Whether the later of two samples counts rather than the earlier one. */
  #replaces(later: number, earlier: number): boolean {
    const known = this.#sign * (this.#values[earlier] as number);
    const offered = this.#sign * (this.#values[later] as number);
    if (offered > known) return true;
    if (Number.isNaN(known)) return this.#last || !Number.isNaN(offered);
    return this.#last && offered === known;
  }
}
