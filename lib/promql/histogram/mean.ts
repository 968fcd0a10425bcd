import { add, divide, multiply } from "./arithmetic.ts";
import { type CombineNotes, combine } from "./combine.ts";
import type { FloatHistogram } from "./float-histogram.ts";
import { compensatedIncrement } from "./increment.ts";
import { SeenNotes } from "./seen-notes.ts";
import { WorkingHistogram } from "./working.ts";

/**
 * The mean of histograms as `avg` and `avg_over_time` build it: a compensated sum, which is the more precise, and an incremental mean
 * from where on that would overflow.
 */
export class HistogramMean extends SeenNotes {
  /** The sum of all so far, or their mean once `incremental`. */
  #working: WorkingHistogram;
  #count = 1;
  #incremental = false;

  constructor(first: FloatHistogram) {
    super(first);
    this.#working = new WorkingHistogram(first);
  }

  /** Adds one; throws `HistogramError` of kind `schema-mix`, after which the mean must not be used. */
  add(h: FloatHistogram): CombineNotes {
    this.seeHint(h);
    this.#count++;
    if (!this.#incremental) {
      const sum = this.#working.copy();
      const notes = this.see(combine(sum, h, 1, compensatedIncrement));
      if (!overflows(sum)) {
        this.#working = sum;
        return notes;
      }
      this.#incremental = true;
      this.#working = rescaled(this.#working, (part) => divide(part, this.#count - 1));
    }
    const share = (this.#count - 1) / this.#count;
    this.#working = rescaled(this.#working, (part) => multiply(part, share));
    return this.see(combine(this.#working, divide(h, this.#count), 1, compensatedIncrement));
  }

  /** The mean so far, not compacted. */
  total(): FloatHistogram {
    const count = this.#count;
    const mean = this.#incremental ? this.#working : rescaled(this.#working, (part) => divide(part, count));
    return count === 1 ? mean.toHistogram() : add(mean.toHistogram(), mean.toErrors()).histogram;
  }
}

function rescaled(working: WorkingHistogram, scale: (part: FloatHistogram) => FloatHistogram): WorkingHistogram {
  return new WorkingHistogram(scale(working.toHistogram()), scale(working.toErrors()));
}

function overflows({ zeroCount, count, sum, positive, negative, customValues = [] }: WorkingHistogram): boolean {
  if (infinite(zeroCount) || infinite(count) || infinite(sum)) return true;
  return positive.counts.some(infinite) || negative.counts.some(infinite) || customValues.some(infinite);
}

function infinite(value: number): boolean {
  return value === Infinity || value === -Infinity;
}
