/** What happened in each second, kept so that the mean of any stretch is one subtraction. */
export class History {
  readonly #sums: Float64Array;
  #length = 0;

  constructor(seconds: number) {
    this.#sums = new Float64Array(seconds + 1);
  }

  push(value: number): void {
    this.#sums[this.#length + 1] = this.at(this.#length) + value;
    this.#length++;
  }

  /** The sum of the seconds from `from` up to, but without, `to`. */
  sum(from: number, to: number): number {
    return this.at(Math.min(to, this.#length)) - this.at(Math.max(0, from));
  }

  /** The mean of the seconds from `from` up to, but without, `to`; 0 of none. */
  mean(from: number, to: number): number {
    const begin = Math.max(0, from);
    return to > begin ? this.sum(begin, to) / (to - begin) : 0;
  }

  private at(index: number): number {
    return this.#sums[index] ?? 0;
  }
}
