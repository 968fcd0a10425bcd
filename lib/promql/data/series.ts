import type { FloatHistogram } from "../histogram/float-histogram.ts";
import type { Labels } from "./labels.ts";

/** Kinds of what stands at a place of a series or column. */
export const ABSENT = 0;
export const FLOAT = 1;
export const HISTOGRAM = 2;
/** Only in stored series: the marker that says a series has ended. */
export const STALE = 3;

const FIRST_CAPACITY = 16;

/**
 * The stored samples of one series, in rising time. Only the first `length` places of the arrays count. Staleness is a kind
 * and no NaN of a special pattern, since JavaScript does not keep the bits of a NaN.
 */
export class Series {
  readonly labels: Labels;
  length = 0;
  /** Units: milliseconds. */
  timestamps: Float64Array;
  values: Float64Array;
  /** `FLOAT`, `HISTOGRAM` or `STALE` for each sample; absent while all of them are floats. */
  kinds: Uint8Array | undefined;
  /** Sparse; set where the kind is `HISTOGRAM`. */
  histograms: (FloatHistogram | undefined)[] | undefined;
  /** Start timestamps in milliseconds, 0 where unknown; absent while all of them are unknown. */
  starts: Float64Array | undefined;

  constructor(labels: Labels, capacity = FIRST_CAPACITY) {
    this.labels = labels;
    this.timestamps = new Float64Array(capacity);
    this.values = new Float64Array(capacity);
  }

  /** Wraps samples that are at hand already; the arrays are used as they are and may be shared while nothing is appended. */
  static over(labels: Labels, timestamps: Float64Array, values: Float64Array): Series {
    const series = new Series(labels, 0);
    series.timestamps = timestamps;
    series.values = values;
    series.length = timestamps.length;
    return series;
  }

  /** Adds a float sample; `timestamp` must be later than the last one. */
  append(timestamp: number, value: number, start = 0): void {
    this.#place(timestamp, value, FLOAT, start);
  }

  /** Adds a histogram sample; `timestamp` must be later than the last one. */
  appendHistogram(timestamp: number, histogram: FloatHistogram, start = 0): void {
    const index = this.#place(timestamp, NaN, HISTOGRAM, start);
    this.histograms ??= [];
    this.histograms[index] = histogram;
  }

  /** Marks the series as ended at `timestamp`. */
  appendStale(timestamp: number): void {
    this.#place(timestamp, NaN, STALE, 0);
  }

  /** What kind of sample stands at `index`. */
  kindAt(index: number): number {
    return this.kinds === undefined ? FLOAT : (this.kinds[index] ?? ABSENT);
  }

  #place(timestamp: number, value: number, kind: number, start: number): number {
    const index = this.length;
    if (index >= this.timestamps.length) this.#grow();
    if (kind !== FLOAT && this.kinds === undefined) {
      this.kinds = new Uint8Array(this.timestamps.length).fill(FLOAT, 0, index);
    }
    if (start !== 0) this.starts ??= new Float64Array(this.timestamps.length);
    this.timestamps[index] = timestamp;
    this.values[index] = value;
    if (this.kinds !== undefined) this.kinds[index] = kind;
    if (this.starts !== undefined) this.starts[index] = start;
    this.length = index + 1;
    return index;
  }

  #grow(): void {
    const capacity = Math.max(FIRST_CAPACITY, this.timestamps.length * 2);
    this.timestamps = copied(this.timestamps, new Float64Array(capacity));
    this.values = copied(this.values, new Float64Array(capacity));
    if (this.kinds !== undefined) this.kinds = copied(this.kinds, new Uint8Array(capacity));
    if (this.starts !== undefined) this.starts = copied(this.starts, new Float64Array(capacity));
  }
}

function copied<A extends Float64Array | Uint8Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
