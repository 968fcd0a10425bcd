import { boundOf } from "../promql/histogram/bounds.ts";
import type { FloatHistogram, Span } from "../promql/histogram/float-histogram.ts";
import type { ScrapedHistogram } from "./world.ts";

/**
 * Observations up to here are in the zero bucket: 2^-128, the default of the Go client library
 * (https://pkg.go.dev/github.com/prometheus/client_golang/prometheus#HistogramOpts).
 */
const ZERO_THRESHOLD = 2 ** -128;

// Shared by all samples, of which a world may have a million.
const NO_SPANS: readonly Span[] = [];
const NO_COUNTS: readonly number[] = [];

/** How many observations are in each bucket. */
export interface BucketCounts {
  readonly zeros: number;
  /** In the order of the buckets. */
  readonly counts: readonly number[];
}

/** How many observations each bucket of a native histogram has at a scrape. */
export function bucketCounts({ zeros, buckets }: ScrapedHistogram, scrape: number): BucketCounts {
  return {
    zeros: zeros === undefined ? 0 : (zeros[scrape] as number),
    counts: buckets.map(({ counts }) => counts[scrape] as number),
  };
}

/**
 * Makes the samples that Prometheus stores of a native histogram. Nothing reads their sum: it is what it would be if all
 * observations lay at the upper bounds of their buckets.
 */
export function sampleMaker({ schema, zeros, buckets }: ScrapedHistogram): (counts: BucketCounts) => FloatHistogram {
  const bounds = buckets.map(({ index }) => boundOf(index, schema));
  const positiveSpans = spansOf(buckets.map(({ index }) => index));
  const zeroThreshold = zeros === undefined ? 0 : ZERO_THRESHOLD;
  return ({ zeros: zeroCount, counts }) => {
    let count = zeroCount;
    let sum = 0;
    for (let bucket = 0; bucket < counts.length; bucket++) {
      count += counts[bucket] as number;
      sum += (counts[bucket] as number) * (bounds[bucket] as number);
    }
    return {
      counterResetHint: "unknown",
      schema,
      zeroThreshold,
      zeroCount,
      count,
      sum,
      positiveSpans,
      positiveBuckets: counts,
      negativeSpans: NO_SPANS,
      negativeBuckets: NO_COUNTS,
    };
  };
}

/** Runs of consecutive buckets. */
function spansOf(indexes: readonly number[]): readonly Span[] {
  const spans: { offset: number; length: number }[] = [];
  let end = 0;
  for (const index of indexes) {
    const last = spans.at(-1);
    if (last !== undefined && index === end) last.length++;
    else spans.push({ offset: index - end, length: 1 });
    end = index + 1;
  }
  return spans;
}
