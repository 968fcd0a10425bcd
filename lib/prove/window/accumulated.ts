/** A rate that changes. Units: `at` in seconds, `by` in events per second. */
export interface RateChange {
  readonly at: number;
  readonly by: number;
}

/** How much has happened up to any time, where it happens at rates that change now and then. Units: seconds. */
export class Accumulated {
  readonly #times: Float64Array;
  readonly #rates: Float64Array;
  readonly #sums: Float64Array;

  constructor(changes: readonly RateChange[]) {
    const sorted = changes.toSorted((a, b) => a.at - b.at);
    this.#times = Float64Array.from(sorted, ({ at }) => at);
    this.#rates = new Float64Array(sorted.length);
    this.#sums = new Float64Array(sorted.length);
    let rate = 0;
    let sum = 0;
    for (const [index, { at, by }] of sorted.entries()) {
      sum += rate * (at - (sorted[index - 1]?.at ?? at));
      rate += by;
      this.#rates[index] = rate;
      this.#sums[index] = sum;
    }
  }

  /** What has happened until a time. */
  until(time: number): number {
    const times = this.#times;
    let low = 0;
    let high = times.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((times[middle] as number) <= time) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return 0;
    return (this.#sums[low - 1] as number) + (this.#rates[low - 1] as number) * (time - (times[low - 1] as number));
  }

  /** What has happened after one time, until another. */
  within(from: number, to: number): number {
    return to <= from ? 0 : this.until(to) - this.until(from);
  }
}

/** The same, tabulated at evaluations, so that asking at every one of them is quick. Units: seconds. */
export class Tabulated {
  readonly #exact: Accumulated;
  readonly #interval: number;
  readonly #table: Float64Array;

  constructor(exact: Accumulated, interval: number, count: number) {
    this.#exact = exact;
    this.#interval = interval;
    this.#table = new Float64Array(count);
    for (let index = 0; index < count; index++) this.#table[index] = exact.until(index * interval);
  }

  /** What has happened until some time before an evaluation. */
  before(index: number, lag: number): number {
    const place = index - lag / this.#interval;
    const known = this.#table[place];
    return known ?? this.#exact.until(place * this.#interval);
  }
}
