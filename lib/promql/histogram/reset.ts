import { boundOf } from "./bounds.ts";
import { commonBounds } from "./custom-bounds.ts";
import type { FloatHistogram } from "./float-histogram.ts";
import { plainIncrement } from "./increment.ts";
import { sameBounds, usesCustomBuckets } from "./schema.ts";
import { bucketIndices, coarserSide, type SourceSide, sidesOf, zeros } from "./side.ts";
import { widerZeroBucket, zeroBucketSource } from "./zero-bucket.ts";

/** Whether a counter was reset between two histograms: by the hint of `current`, else because some count went down. */
export function detectReset(current: FloatHistogram, previous: FloatHistogram): boolean {
  if (current.counterResetHint === "reset") return true;
  if (current.counterResetHint === "not-reset") return false;
  if (current.count < previous.count) return true;
  if (usesCustomBuckets(current)) {
    if (!usesCustomBuckets(previous)) return true;
    if (!sameBounds(current.customValues, previous.customValues)) return customCountFell(current, previous);
  }
  // A finer resolution or a narrower zero bucket cannot come about without a reset.
  if (current.schema > previous.schema || current.zeroThreshold < previous.zeroThreshold) return true;
  const zero = widerZeroBucket(zeroBucketSource(previous), current.zeroThreshold);
  if (zero.threshold !== current.zeroThreshold || current.zeroCount < zero.count) return true;
  const steps = previous.schema - current.schema;
  const [before, now] = [sidesOf(previous), sidesOf(current)];
  return (
    sideFell(current, steps, now.positive, before.positive) || sideFell(current, steps, now.negative, before.negative)
  );
}

/** Whether a bucket outside of the zero bucket of `current` went down or vanished; it is `steps` coarser than before. */
function sideFell(
  current: FloatHistogram,
  steps: number,
  { spans, counts }: SourceSide,
  previous: SourceSide,
): boolean {
  const before = steps > 0 ? coarserSide(previous, steps, plainIncrement) : previous;
  const beforeIndices = bucketIndices(before.spans, before.counts.length);
  const nowIndices = bucketIndices(spans, counts.length);
  let now = 0;
  let outside = usesCustomBuckets(current) || current.zeroThreshold === 0;
  for (let i = 0; i < beforeIndices.length; i++) {
    const index = beforeIndices[i] as number;
    outside ||= boundOf(index, current.schema) > current.zeroThreshold;
    if (!outside) continue;
    while (now < nowIndices.length && (nowIndices[now] as number) < index) now++;
    const was = before.counts[i] as number;
    if (nowIndices[now] !== index ? was !== 0 : (counts[now] as number) < was) return true;
  }
  return false;
}

/** Whether a bucket between two bounds that both histograms have went down. */
function customCountFell(current: FloatHistogram, previous: FloatHistogram): boolean {
  const bounds = [...commonBounds(current.customValues ?? [], previous.customValues ?? []), Infinity];
  const before = countsUpTo(previous, bounds);
  return countsUpTo(current, bounds).some((count, i) => count < (before[i] as number));
}

/** How many observations there are up to each bound and above the one before it. */
function countsUpTo(h: FloatHistogram, bounds: readonly number[]): number[] {
  const counts = zeros(bounds.length);
  const indices = bucketIndices(h.positiveSpans, h.positiveBuckets.length);
  let at = 0;
  for (let i = 0; i < indices.length; i++) {
    const upper = boundOf(indices[i] as number, h.schema, h.customValues);
    while (at < bounds.length - 1 && upper > (bounds[at] as number)) at++;
    counts[at] = (counts[at] as number) + (h.positiveBuckets[i] as number);
  }
  return counts;
}
