import { add } from "./arithmetic.ts";
import { type CombineNotes, combine } from "./combine.ts";
import type { FloatHistogram } from "./float-histogram.ts";
import { compensatedIncrement } from "./increment.ts";
import { withoutStrayZero } from "./schema.ts";
import { SeenNotes } from "./seen-notes.ts";
import { WorkingHistogram } from "./working.ts";

/** Sums histograms with compensation, as `sum` and `sum_over_time` do; starts with the first one. */
export class HistogramAccumulator extends SeenNotes {
  readonly #first: FloatHistogram;
  #working: WorkingHistogram | undefined;

  constructor(first: FloatHistogram) {
    super(first);
    this.#first = withoutStrayZero(first);
  }

  /** Adds one; throws `HistogramError` of kind `schema-mix`, after which the sum must not be used. */
  add(h: FloatHistogram): CombineNotes {
    this.seeHint(h);
    this.#working ??= new WorkingHistogram(this.#first);
    return this.see(combine(this.#working, h, 1, compensatedIncrement));
  }

  /** The sum so far, not compacted. */
  total(): FloatHistogram {
    if (this.#working === undefined) return this.#first;
    return add(this.#working.toHistogram(), this.#working.toErrors()).histogram;
  }
}
