import { formatFixed, formatFloat } from "../go-float.ts";
import type { FloatHistogram, Span } from "./float-histogram.ts";
import { CUSTOM_BUCKETS_SCHEMA, EXPONENTIAL_SCHEMAS, usesCustomBuckets } from "./schema.ts";

const NEGATIVE_OFFSET = "histogram has a span whose offset is negative";
const SPANS_MISMATCH = "histogram spans specify different number of buckets than provided";
const NEGATIVE_BUCKET = "histogram has a bucket whose observation count is negative";

/** Why Prometheus would not store this histogram, in its words; `undefined` when it would. */
export function validate(h: FloatHistogram): string | undefined {
  const problem = usesCustomBuckets(h) ? customProblem(h) : exponentialProblem(h);
  if (problem !== undefined) return problem;
  if (h.count < 0) {
    return `observation count is  ${formatFloat(h.count)}: histogram's observation count is negative`;
  }
  return prefixed("positive side", bucketsProblem(h.positiveBuckets));
}

function customProblem(h: FloatHistogram): string | undefined {
  const problem = boundsProblem(h.customValues ?? []) ?? customSpansProblem(h);
  if (problem !== undefined) return `custom buckets: ${problem}`;
  if (h.zeroCount !== 0) return "custom buckets: must have zero count of 0";
  if (h.zeroThreshold !== 0) return "custom buckets: must have zero threshold of 0";
  if (h.negativeSpans.length > 0) return "custom buckets: must not have negative spans";
  return h.negativeBuckets.length > 0 ? "custom buckets: must not have negative buckets" : undefined;
}

function exponentialProblem(h: FloatHistogram): string | undefined {
  const { min, max } = EXPONENTIAL_SCHEMAS;
  if (h.schema < min || h.schema > max) {
    const range = `between ${min} and ${max} for exponential buckets, or ${CUSTOM_BUCKETS_SCHEMA} for custom buckets`;
    return `histogram has an invalid schema, which must be ${range}, got schema ${h.schema}`;
  }
  const problem =
    prefixed("positive side", spansProblem(h.positiveSpans, h.positiveBuckets.length, 1)) ??
    prefixed("negative side", spansProblem(h.negativeSpans, h.negativeBuckets.length, 1)) ??
    prefixed("negative side", bucketsProblem(h.negativeBuckets));
  if (problem !== undefined) return problem;
  if (h.zeroCount < 0) return `zero bucket has observation count of ${formatFloat(h.zeroCount)}: ${NEGATIVE_BUCKET}`;
  return h.customValues === undefined ? undefined : "histogram with exponential schema must not have custom bounds";
}

function boundsProblem(bounds: readonly number[]): string | undefined {
  for (const [i, bound] of bounds.entries()) {
    if (Number.isNaN(bound)) return "histogram custom bounds must not be NaN";
    const before = bounds[i - 1];
    if (before !== undefined && bound <= before) {
      const found = `previous bound is ${formatFixed(before)} and current is ${formatFixed(bound)}`;
      return `${found}: histogram custom bounds must be in strictly increasing order`;
    }
  }
  if (bounds.at(-1) !== Infinity) return undefined;
  return "last +Inf bound must not be explicitly defined: histogram custom bounds must be finite";
}

function customSpansProblem({ positiveSpans, positiveBuckets, customValues = [] }: FloatHistogram): string | undefined {
  const problem = spansProblem(positiveSpans, positiveBuckets.length, 0);
  if (problem !== undefined) return problem;
  const reach = positiveSpans.reduce((sum, { offset, length }) => sum + offset + length, 0);
  if (customValues.length + 1 >= reach) return undefined;
  const few = `only ${customValues.length} custom bounds defined which is insufficient to cover total span length of ${reach}`;
  return `${few}: histogram custom bounds are too few`;
}

/** Only spans from the `from`th on must not have a negative offset. */
function spansProblem(spans: readonly Span[], buckets: number, from: number): string | undefined {
  const wrong = spans.findIndex(({ offset }, i) => i >= from && offset < 0);
  if (wrong !== -1) return `span number ${wrong + 1} with offset ${spans[wrong]?.offset}: ${NEGATIVE_OFFSET}`;
  const needed = spans.reduce((sum, { length }) => sum + length, 0);
  return needed === buckets ? undefined : `spans need ${needed} buckets, have ${buckets} buckets: ${SPANS_MISMATCH}`;
}

function bucketsProblem(buckets: readonly number[]): string | undefined {
  const wrong = buckets.findIndex((count) => count < 0);
  if (wrong === -1) return undefined;
  return `bucket number ${wrong + 1} has observation count of ${formatFloat(buckets[wrong] ?? 0)}: ${NEGATIVE_BUCKET}`;
}

function prefixed(prefix: string, problem: string | undefined): string | undefined {
  return problem === undefined ? undefined : `${prefix}: ${problem}`;
}
