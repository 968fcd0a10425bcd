import { sameBits } from "./binary-float.ts";
import type { FloatHistogram, Span } from "./float-histogram.ts";
import { sameBounds, usesCustomBuckets } from "./schema.ts";

/** Below this, numbers have fewer digits than others: the smallest normal number. */
const SMALLEST_NORMAL = 2.2250738585072014e-308;

/** Whether both have the same schema, layout and values to the bit, as `==` compares; counter reset hints do not matter. */
export function equals(a: FloatHistogram, b: FloatHistogram): boolean {
  return a === b || sameWith(a, b, sameBits);
}

/**
 * `equals` with values that may differ by `relative` (default 1e-6) of their sum, as the tests of promtool compare; compact both
 * before.
 */
export function nearlyEquals(a: FloatHistogram, b: FloatHistogram, relative = 1e-6): boolean {
  return sameWith(a, b, (x, y) => nearlyEqual(x, y, relative));
}

/** Whether two numbers differ by at most `relative` of their sum; any NaN is the same as another. */
export function nearlyEqual(a: number, b: number, relative: number): boolean {
  if (a === b || (Number.isNaN(a) && Number.isNaN(b))) return true;
  const size = Math.abs(a) + Math.abs(b);
  const difference = Math.abs(a - b);
  if (a === 0 || b === 0 || size < SMALLEST_NORMAL) return difference < relative * SMALLEST_NORMAL;
  return difference / Math.min(size, Number.MAX_VALUE) < relative;
}

function sameWith(a: FloatHistogram, b: FloatHistogram, same: (x: number, y: number) => boolean): boolean {
  const sameAll = (xs: readonly number[], ys: readonly number[]): boolean =>
    xs.length === ys.length && xs.every((x, i) => same(x, ys[i] as number));
  return (
    a.schema === b.schema &&
    same(a.count, b.count) &&
    same(a.sum, b.sum) &&
    (!usesCustomBuckets(a) || sameBounds(a.customValues, b.customValues)) &&
    a.zeroThreshold === b.zeroThreshold &&
    same(a.zeroCount, b.zeroCount) &&
    sameLayout(a.negativeSpans, b.negativeSpans) &&
    sameAll(a.negativeBuckets, b.negativeBuckets) &&
    sameLayout(a.positiveSpans, b.positiveSpans) &&
    sameAll(a.positiveBuckets, b.positiveBuckets)
  );
}

/** Whether two lists of spans are the same once those without buckets are added to the ones behind them. */
function sameLayout(a: readonly Span[], b: readonly Span[]): boolean {
  const [left, right] = [populated(a), populated(b)];
  return (
    left.length === right.length &&
    left.every(({ offset, length }, i) => offset === right[i]?.offset && length === right[i]?.length)
  );
}

function populated(spans: readonly Span[]): readonly Span[] {
  const out: Span[] = [];
  let skipped = 0;
  for (const { offset, length } of spans) {
    if (length > 0) out.push({ offset: offset + skipped, length });
    skipped = length > 0 ? 0 : skipped + offset;
  }
  return out;
}
