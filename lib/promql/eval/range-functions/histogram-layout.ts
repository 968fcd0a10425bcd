import type { FloatHistogram, Span } from "../../histogram/float-histogram.ts";
import { CUSTOM_BUCKETS_SCHEMA } from "../../histogram/schema.ts";
import { bucketsOf } from "../../histogram/side.ts";

/** Slots of a histogram as a row of numbers: count, sum and zero count, then its positive and its negative buckets. */
export const COUNT = 0;
export const SUM = 1;
export const ZERO = 2;
const BUCKETS = 3;

/** Where the buckets of all histograms of a series stand in rows of numbers, so that these add up place by place. */
export class HistogramLayout {
  /** How many numbers a row has. */
  readonly size: number;
  readonly #positive: Int32Array;
  readonly #negative: Int32Array;

  constructor(histograms: readonly FloatHistogram[]) {
    this.#positive = union(histograms.map((one) => one.positiveSpans));
    this.#negative = union(histograms.map((one) => one.negativeSpans));
    this.size = BUCKETS + this.#positive.length + this.#negative.length;
  }

  /** Gives `visit` each slot that a histogram fills. */
  each(histogram: FloatHistogram, visit: (slot: number, value: number) => void): void {
    visit(COUNT, histogram.count);
    visit(SUM, histogram.sum);
    visit(ZERO, histogram.zeroCount);
    eachBucket(histogram.positiveSpans, histogram.positiveBuckets, this.#positive, BUCKETS, visit);
    const start = BUCKETS + this.#positive.length;
    eachBucket(histogram.negativeSpans, histogram.negativeBuckets, this.#negative, start, visit);
  }

  /** The histogram of a row, like `one` in all but its numbers; without the buckets that are not `present`. */
  histogramOf(one: FloatHistogram, row: Float64Array, present: (slot: number) => boolean): FloatHistogram {
    const positive = sideOf(this.#positive, BUCKETS, row, present);
    const negative = sideOf(this.#negative, BUCKETS + this.#positive.length, row, present);
    return {
      ...one,
      count: row[COUNT] as number,
      sum: row[SUM] as number,
      zeroCount: row[ZERO] as number,
      ...bucketsOf({ positive, negative }),
    };
  }
}

/** Whether histograms differ only in their numbers and in which buckets they have, so that the order of a sum does not matter. */
export function areAlike(histograms: readonly FloatHistogram[]): boolean {
  const [first] = histograms;
  if (first === undefined) return false;
  const bounds = JSON.stringify(first.customValues ?? []);
  return histograms.every((one) => {
    if (one.schema !== first.schema || one.zeroThreshold !== first.zeroThreshold) return false;
    if (one.schema !== CUSTOM_BUCKETS_SCHEMA) return !reachesZeroBucket(one);
    if (one.zeroCount !== 0 || one.negativeSpans.length > 0) return false;
    return one.customValues === first.customValues || JSON.stringify(one.customValues ?? []) === bounds;
  });
}

/** Whether a bucket lies inside the zero bucket, where additions leave it out. */
function reachesZeroBucket({ schema, zeroThreshold, positiveSpans, negativeSpans }: FloatHistogram): boolean {
  if (zeroThreshold === 0) return false;
  const lowest = Math.min(positiveSpans[0]?.offset ?? Infinity, negativeSpans[0]?.offset ?? Infinity);
  return 2 ** (lowest * 2 ** -schema) <= zeroThreshold * (1 + 1e-9);
}

function union(sides: readonly (readonly Span[])[]): Int32Array {
  const indices = new Set<number>();
  for (const spans of sides) eachIndex(spans, (index) => indices.add(index));
  return Int32Array.from(indices).sort();
}

function eachIndex(spans: readonly Span[], visit: (index: number) => void): void {
  let index = 0;
  for (const { offset, length } of spans) {
    index += offset;
    for (const end = index + length; index < end; index++) visit(index);
  }
}

function eachBucket(
  spans: readonly Span[],
  counts: readonly number[],
  indices: Int32Array,
  start: number,
  visit: (slot: number, value: number) => void,
): void {
  let bucket = 0;
  let place = 0;
  eachIndex(spans, (index) => {
    while ((indices[place] as number) < index) place++;
    visit(start + place, counts[bucket++] as number);
  });
}

function sideOf(
  indices: Int32Array,
  start: number,
  row: Float64Array,
  present: (slot: number) => boolean,
): { readonly spans: Span[]; readonly counts: number[] } {
  const spans: { offset: number; length: number }[] = [];
  const counts: number[] = [];
  let end = 0;
  for (let place = 0; place < indices.length; place++) {
    if (!present(start + place)) continue;
    const index = indices[place] as number;
    const last = spans.at(-1);
    if (last !== undefined && index === end) last.length++;
    else spans.push({ offset: index - end, length: 1 });
    end = index + 1;
    counts.push(row[start + place] as number);
  }
  return { spans, counts };
}
