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
  private working: WorkingHistogram;
  private count = 1;
  private incremental = false;

  constructor(first: FloatHistogram) {
    super(first);
    this.working = new WorkingHistogram(first);
  }

  /** Adds one; throws `HistogramError` of kind `schema-mix`, after which the mean must not be used. */
  add(h: FloatHistogram): CombineNotes {
    this.seeHint(h);
    this.count++;
    if (!this.incremental) {
      const sum = this.working.copy();
      const notes = this.see(combine(sum, h, 1, compensatedIncrement));
      if (!overflows(sum.toHistogram())) {
        this.working = sum;
        return notes;
      }
      this.incremental = true;
      this.working = rescaled(this.working, (part) => divide(part, this.count - 1));
    }
    const share = (this.count - 1) / this.count;
    this.working = rescaled(this.working, (part) => multiply(part, share));
    return this.see(combine(this.working, divide(h, this.count), 1, compensatedIncrement));
  }

  /** The mean so far, not compacted. */
  mean(): FloatHistogram {
    const { count } = this;
    const mean = this.incremental ? this.working : rescaled(this.working, (part) => divide(part, count));
    return count === 1 ? mean.toHistogram() : add(mean.toHistogram(), mean.toErrors()).histogram;
  }
}

function rescaled(working: WorkingHistogram, scale: (part: FloatHistogram) => FloatHistogram): WorkingHistogram {
  const sums = new WorkingHistogram(scale(working.toHistogram()));
  const errors = scale(working.toErrors());
  sums.zeroError = errors.zeroCount;
  sums.countError = errors.count;
  sums.sumError = errors.sum;
  sums.positive = { ...sums.positive, errors: [...errors.positiveBuckets] };
  sums.negative = { ...sums.negative, errors: [...errors.negativeBuckets] };
  return sums;
}

function overflows(h: FloatHistogram): boolean {
  const infinite = (value: number): boolean => value === Infinity || value === -Infinity;
  if (infinite(h.zeroCount) || infinite(h.count) || infinite(h.sum)) return true;
  return h.positiveBuckets.some(infinite) || h.negativeBuckets.some(infinite) || (h.customValues ?? []).some(infinite);
}
