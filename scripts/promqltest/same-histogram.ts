import { compact } from "../../lib/promql/histogram/compact.ts";
import type { FloatHistogram, Span } from "../../lib/promql/histogram/float-histogram.ts";
import { almostEqual } from "./almost.ts";

/** Whether a histogram is the expected one; its hint counts only where the expectation has one. */
export function sameHistogram(expected: FloatHistogram, actual: FloatHistogram, hintGiven: boolean): boolean {
  const one = compact(expected);
  const other = compact(actual);
  return (
    one.schema === other.schema &&
    almostEqual(one.count, other.count) &&
    almostEqual(one.sum, other.sum) &&
    sameBounds(one.customValues ?? [], other.customValues ?? []) &&
    one.zeroThreshold === other.zeroThreshold &&
    almostEqual(one.zeroCount, other.zeroCount) &&
    sameBuckets(one.negativeSpans, one.negativeBuckets, other.negativeSpans, other.negativeBuckets) &&
    sameBuckets(one.positiveSpans, one.positiveBuckets, other.positiveSpans, other.positiveBuckets) &&
    (!hintGiven || one.counterResetHint === other.counterResetHint)
  );
}

function sameBounds(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((bound, index) => bound === other[index]);
}

function sameBuckets(
  spans: readonly Span[],
  buckets: readonly number[],
  otherSpans: readonly Span[],
  otherBuckets: readonly number[],
): boolean {
  const places = indexes(spans);
  const otherPlaces = indexes(otherSpans);
  return (
    sameBounds(places, otherPlaces) &&
    buckets.length === otherBuckets.length &&
    buckets.every((count, index) => almostEqual(count, otherBuckets[index] ?? Number.NaN))
  );
}

function indexes(spans: readonly Span[]): readonly number[] {
  const found: number[] = [];
  let next = 0;
  for (const { offset, length } of spans) {
    next += offset;
    for (let index = 0; index < length; index++) found.push(next++);
  }
  return found;
}
