/**
 * Sums of any stretch of a long track in constant time. The running sum is kept in two numbers, so that a stretch of a few
 * values after a million others is as exact as if it had been summed alone. `NaN` counts as no value.
 */
export class PrefixSums {
  readonly #high: Float64Array;
  readonly #low: Float64Array;
  readonly #counts: Uint32Array;

  constructor(values: ArrayLike<number>) {
    const { length } = values;
    const high = new Float64Array(length + 1);
    const low = new Float64Array(length + 1);
    const counts = new Uint32Array(length + 1);
    for (let index = 0; index < length; index++) {
      const value = values[index] as number;
      const present = !Number.isNaN(value);
      const sum = high[index] as number;
      const rest = low[index] as number;
      counts[index + 1] = (counts[index] as number) + (present ? 1 : 0);
      if (!present) {
        high[index + 1] = sum;
        low[index + 1] = rest;
        continue;
      }
      // Knuth's two-sum: the part of the value that the larger number cannot hold goes into the smaller one.
      const next = sum + value;
      const part = next - sum;
      high[index + 1] = next;
      low[index + 1] = rest + (sum - (next - part) + (value - part));
    }
    this.#high = high;
    this.#low = low;
    this.#counts = counts;
  }

  /** How many values there are at `[from, to]`. */
  count(from: number, to: number): number {
    const [begin, end] = this.#ends(from, to);
    return end <= begin ? 0 : (this.#counts[end] as number) - (this.#counts[begin] as number);
  }

  /** Sum of the values at `[from, to]`, `NaN` where there is none. */
  sum(from: number, to: number): number {
    const [begin, end] = this.#ends(from, to);
    if (this.count(from, to) === 0) return Number.NaN;
    return (
      (this.#high[end] as number) -
      (this.#high[begin] as number) +
      ((this.#low[end] as number) - (this.#low[begin] as number))
    );
  }

  /** Mean of the values at `[from, to]`, `NaN` where there is none. */
  mean(from: number, to: number): number {
    return this.sum(from, to) / this.count(from, to);
  }

  #ends(from: number, to: number): readonly [number, number] {
    const last = this.#counts.length - 1;
    return [Math.min(Math.max(0, from), last), Math.min(Math.max(0, to + 1), last)];
  }
}
