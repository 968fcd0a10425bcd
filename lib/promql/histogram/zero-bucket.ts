import { boundOf } from "./bounds.ts";
import { compactSide } from "./compact.ts";
import type { FloatHistogram } from "./float-histogram.ts";
import { compensatedIncrement } from "./increment.ts";
import { bucketIndices, type Sides, type SourceSide, sidesOf, zeros } from "./side.ts";
import type { WorkingHistogram } from "./working.ts";

/** What a zero bucket of another width would hold. */
export interface ZeroBucketAt {
  readonly threshold: number;
  readonly count: number;
  readonly error: number;
}

/** What is known of a histogram where its zero bucket grows. */
export interface ZeroBucketSource extends Sides {
  readonly schema: number;
  readonly zeroThreshold: number;
  readonly zeroCount: number;
  readonly zeroError: number;
}

/** A histogram as the source of a wider zero bucket. */
export function zeroBucketSource(h: FloatHistogram): ZeroBucketSource {
  return {
    schema: h.schema,
    zeroThreshold: h.zeroThreshold,
    zeroCount: h.zeroCount,
    zeroError: 0,
    ...sidesOf(h),
  };
}

/** The zero bucket of `h` with a threshold of at least `threshold`: where that is inside a populated bucket, at its upper bound. */
export function widerZeroBucket(h: ZeroBucketSource, threshold: number): ZeroBucketAt {
  if (threshold === h.zeroThreshold) return { threshold, count: h.zeroCount, error: h.zeroError };
  const counts = [h.zeroCount];
  const errors = [h.zeroError];
  let at = threshold;
  for (;;) {
    // The error is not set back here, and Prometheus does not do it either.
    counts[0] = h.zeroCount;
    at = absorb(h.positive, h.schema, at, counts, errors);
    const further = absorb(h.negative, h.schema, at, counts, errors);
    if (further === at) return { threshold: at, count: counts[0], error: errors[0] as number };
    at = further;
  }
}

/** Adds the buckets of one side that begin below `threshold` to the zero bucket, and returns the threshold this takes. */
function absorb(side: SourceSide, schema: number, threshold: number, counts: number[], errors: number[]): number {
  const indices = bucketIndices(side.spans, side.counts.length);
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i] as number;
    if (boundOf(index - 1, schema) >= threshold) break;
    const count = side.counts[i] as number;
    compensatedIncrement(counts, errors, 0, count, side.errors?.[i] ?? 0);
    const upper = boundOf(index, schema);
    if (upper > threshold) return count === 0 ? threshold : upper;
  }
  return threshold;
}

/**
 * Widens the zero bucket of `into` until its threshold suits both histograms, and returns what the zero bucket of `other` holds
 * at that threshold.
 */
export function reconcileZeroBuckets(into: WorkingHistogram, other: ZeroBucketSource): ZeroBucketAt {
  let theirs: ZeroBucketAt = { threshold: other.zeroThreshold, count: other.zeroCount, error: 0 };
  while (theirs.threshold !== into.zeroThreshold) {
    if (into.zeroThreshold > theirs.threshold) theirs = widerZeroBucket(other, into.zeroThreshold);
    if (theirs.threshold > into.zeroThreshold) {
      const ours = widerZeroBucket(into, theirs.threshold);
      into.zeroThreshold = ours.threshold;
      into.zeroCount = ours.count;
      into.zeroError = ours.error;
      into.positive = withoutZero(into.positive, into);
      into.negative = withoutZero(into.negative, into);
    }
  }
  return theirs;
}

/** The side without the buckets that the zero bucket now contains. */
function withoutZero(side: SourceSide, { schema, zeroThreshold }: WorkingHistogram) {
  const indices = bucketIndices(side.spans, side.counts.length);
  const counts = side.counts.slice();
  const errors = side.errors?.slice() ?? zeros(counts.length);
  for (let i = 0; i < indices.length && boundOf((indices[i] as number) - 1, schema) < zeroThreshold; i++) {
    counts[i] = 0;
    errors[i] = 0;
  }
  return compactSide({ spans: side.spans, counts, errors });
}
