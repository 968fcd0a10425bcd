import { formatFloat } from "../go-float.ts";
import { type Bucket, negativeBuckets, positiveBuckets, zeroBucket } from "./buckets.ts";
import { compact } from "./compact.ts";
import type { CounterResetHint, FloatHistogram, Span } from "./float-histogram.ts";
import { usesCustomBuckets } from "./schema.ts";

const HINTS: Readonly<Record<CounterResetHint, string>> = {
  unknown: "",
  reset: "counter_reset_hint:reset",
  "not-reset": "counter_reset_hint:not_reset",
  gauge: "counter_reset_hint:gauge",
};

/** The histogram as Prometheus shows it, populated buckets in rising order: `{count:3, sum:4, (1,2]:3}`. */
export function histogramText(h: FloatHistogram): string {
  const zero = h.zeroCount === 0 || usesCustomBuckets(h) ? [] : [zeroBucket(h)];
  const buckets = [...negativeBuckets(h).reverse(), ...zero, ...positiveBuckets(h)];
  const texts = buckets.filter(({ count }) => count !== 0).map(bucketText);
  return `{${[`count:${formatFloat(h.count)}`, `sum:${formatFloat(h.sum)}`, ...texts].join(", ")}}`;
}

/** The histogram in the series notation of promtool's unit tests: `{{schema:1 count:3 sum:4 buckets:[3]}}`. */
export function histogramNotation(h: FloatHistogram): string {
  // However far apart: the notation knows a single span of each sign.
  const whole = compact(h, Number.MAX_SAFE_INTEGER);
  const parts = [
    h.schema === 0 ? "" : `schema:${h.schema}`,
    ...(["count", "sum"] as const).map((key) => numberText(key, h[key])),
    usesCustomBuckets(h) ? "" : numberText("z_bucket", h.zeroCount),
    numberText("z_bucket_w", h.zeroThreshold),
    usesCustomBuckets(h) ? `custom_values:${listText(h.customValues ?? [])}` : "",
    HINTS[h.counterResetHint],
    ...sideTexts("buckets", "offset", whole.positiveBuckets, whole.positiveSpans),
    ...sideTexts("n_buckets", "n_offset", whole.negativeBuckets, whole.negativeSpans),
  ];
  return `{{${parts.filter((part) => part !== "").join(" ")}}}`;
}

function bucketText({ lower, upper, lowerInclusive, upperInclusive, count }: Bucket): string {
  const bounds = `${formatFloat(lower)},${formatFloat(upper)}`;
  return `${lowerInclusive ? "[" : "("}${bounds}${upperInclusive ? "]" : ")"}:${formatFloat(count)}`;
}

function numberText(key: string, value: number): string {
  return value === 0 ? "" : `${key}:${formatFloat(value)}`;
}

function listText(values: readonly number[]): string {
  return `[${values.map(formatFloat).join(" ")}]`;
}

function sideTexts(
  bucketsKey: string,
  offsetKey: string,
  buckets: readonly number[],
  spans: readonly Span[],
): readonly string[] {
  const offset = spans[0]?.offset ?? 0;
  return [
    offset === 0 ? "" : `${offsetKey}:${offset}`,
    buckets.length === 0 ? "" : `${bucketsKey}:${listText(buckets)}`,
  ];
}
