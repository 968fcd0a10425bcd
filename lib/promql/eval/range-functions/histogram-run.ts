import type { FloatHistogram } from "../../histogram/float-histogram.ts";
import { detectReset } from "../../histogram/reset.ts";
import { usesCustomBuckets } from "../../histogram/schema.ts";
import type { HistogramSamples } from "../range-vector.ts";
import { resetPlaces } from "./counter-resets.ts";
import { startsAnewAt } from "./start-timestamps.ts";

/** The histograms of one series, with what its windows ask again and again found out once. */
export class HistogramRun {
  /** All histograms have the same schema and none is a gauge. */
  readonly uniform: boolean;
  readonly #samples: HistogramSamples;
  readonly #resets: Int32Array;

  /** Looks at `[from, to)` alone; resets are looked for only where `isCounter`. */
  constructor(samples: HistogramSamples, from: number, to: number, isCounter: boolean) {
    this.#samples = samples;
    this.uniform = isUniform(samples, from, to);
    this.#resets = isCounter
      ? resetPlaces(
          from,
          to,
          (index) => startsAnewAt(samples, index) || detectReset(this.at(index), this.at(index - 1)),
        )
      : new Int32Array(0);
  }

  /** The histogram at an index. */
  at(index: number): FloatHistogram {
    const histogram = this.#samples.values[index];
    if (histogram === undefined) throw new RangeError(`no histogram ${index}`);
    return histogram;
  }

  /** Whether the counter was reset before the sample at an index. */
  isReset(index: number): boolean {
    return this.#resets[this.#firstReset(index)] === index;
  }

  /** Visits the resets after the sample `first`, up to that before the sample `last`. */
  eachReset(first: number, last: number, visit: (index: number) => void): void {
    for (let place = this.#firstReset(first + 1); place < this.#resets.length; place++) {
      const index = this.#resets[place] as number;
      if (index > last) return;
      visit(index);
    }
  }

  /**
   * The lowest schema of `[from, to)`, whether there is a gauge, and whether bucket bounds are custom for some and not for others;
   * nothing after such a mix counts.
   */
  look(from: number, to: number, custom: boolean): { mixed: boolean; gauge: boolean; schema: number } {
    let gauge = false;
    let schema = Infinity;
    for (let index = from; index < to; index++) {
      const histogram = this.at(index);
      if (usesCustomBuckets(histogram) !== custom) return { mixed: true, gauge, schema };
      gauge ||= histogram.counterResetHint === "gauge";
      schema = Math.min(schema, histogram.schema);
    }
    return { mixed: false, gauge, schema };
  }

  #firstReset(index: number): number {
    let low = 0;
    let high = this.#resets.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#resets[middle] as number) < index) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isUniform({ values }: HistogramSamples, from: number, to: number): boolean {
  const schema = values[from]?.schema;
  for (let index = from; index < to; index++) {
    const histogram = values[index];
    if (histogram?.schema !== schema || histogram?.counterResetHint === "gauge") return false;
  }
  return true;
}
