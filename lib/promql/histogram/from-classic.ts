import { formatFloat } from "../go-float.ts";
import { compact } from "./compact.ts";
import type { FloatHistogram } from "./float-histogram.ts";
import { CUSTOM_BUCKETS_SCHEMA } from "./schema.ts";
import { validate } from "./validate.ts";

/** One bucket of a classic histogram: how many observations are at most `le`. */
export interface ClassicBucket {
  readonly le: number;
  readonly cumulativeCount: number;
}

/**
 * The histogram of custom buckets that classic buckets, in whatever order, amount to, as `load_with_nhcb` has it. `sum` is 0 when
 * unknown, `count` that of the highest bucket. Throws an `Error` in Prometheus' words for counts that do not add up.
 */
export function customBucketsHistogram(buckets: readonly ClassicBucket[], sum = 0, count?: number): FloatHistogram {
  const sorted: ClassicBucket[] = [];
  for (const bucket of buckets) insert(sorted, bucket);
  if (count !== undefined && count < 0) throw new Error(`count must be non-negative: count=${formatFloat(count)}`);
  const total = count ?? sorted.at(-1)?.cumulativeCount ?? 0;
  if (sorted.at(-1)?.le !== Infinity) sorted.push({ le: Infinity, cumulativeCount: total });
  const last = sorted.at(-1)?.cumulativeCount ?? total;
  const integers = Number.isInteger(total) && sorted.every((bucket) => Number.isInteger(bucket.cumulativeCount));
  if (total !== last) {
    throw new Error(
      `count mismatch: count=${integers ? total : formatFloat(total)} != le=+Inf count=${formatFloat(last)}`,
    );
  }
  const counts = sorted.map(({ cumulativeCount }, i) => cumulativeCount - (sorted[i - 1]?.cumulativeCount ?? 0));
  const whole: FloatHistogram = {
    counterResetHint: "unknown",
    schema: CUSTOM_BUCKETS_SCHEMA,
    zeroThreshold: 0,
    zeroCount: 0,
    count: total,
    sum,
    positiveSpans: [{ offset: 0, length: sorted.length }],
    positiveBuckets: counts,
    negativeSpans: [],
    negativeBuckets: [],
    customValues: sorted.slice(0, -1).map(({ le }) => le),
  };
  // Integer histograms keep up to two empty buckets, as Prometheus does when it ingests them.
  const h = compact(whole, integers ? 2 : 0);
  const problem = validate(h);
  if (problem !== undefined) throw new Error(problem);
  return h;
}

/** Puts a bucket where it belongs; one with a bound that is there already is ignored. */
function insert(sorted: ClassicBucket[], bucket: ClassicBucket): void {
  const { le, cumulativeCount } = bucket;
  if (Number.isNaN(le)) throw new Error("bucket boundary must not be NaN");
  if (cumulativeCount < 0) {
    const found = `le=${formatFloat(le)}, count=${formatFloat(cumulativeCount)}`;
    throw new Error(`bucket count must be non-negative: ${found}`);
  }
  const behind = sorted.findIndex((other) => other.le >= le);
  const at = behind === -1 ? sorted.length : behind;
  const [before, after] = [sorted[at - 1], sorted[at]];
  if (after?.le === le) return;
  if (before !== undefined && cumulativeCount < before.cumulativeCount) {
    throw notCumulative(cumulativeCount, "<", before.cumulativeCount);
  }
  if (after !== undefined && cumulativeCount > after.cumulativeCount) {
    throw notCumulative(cumulativeCount, ">", after.cumulativeCount);
  }
  sorted.splice(at, 0, bucket);
}

function notCumulative(count: number, relation: "<" | ">", neighbour: number): Error {
  return new Error(`count is not cumulative: ${formatFloat(count)} ${relation} ${formatFloat(neighbour)}`);
}
