import { addSide } from "./add-side.ts";
import { boundOf } from "./bounds.ts";
import { addMismatched, commonBounds } from "./custom-bounds.ts";
import { HistogramError } from "./error.ts";
import type { CounterResetHint, FloatHistogram } from "./float-histogram.ts";
import type { Increment } from "./increment.ts";
import { sameBounds, usesCustomBuckets } from "./schema.ts";
import { coarserSide, type SourceSide, sidesOf } from "./side.ts";
import type { WorkingHistogram } from "./working.ts";
import { reconcileZeroBuckets, zeroBucketSource } from "./zero-bucket.ts";

/** What there is to warn about after an addition or a subtraction. */
export interface CombineNotes {
  /** One histogram says that its counter was reset, the other that it was not. */
  readonly counterResetCollision: boolean;
  /** Custom bounds differed and were reduced to those that both have. */
  readonly boundsReconciled: boolean;
}

/** Adds `sign` times `other` to `into`, with sums as `increment` makes them; throws `HistogramError` of kind `schema-mix`. */
export function combine(
  into: WorkingHistogram,
  other: FloatHistogram,
  sign: 1 | -1,
  increment: Increment,
): CombineNotes {
  const custom = usesCustomBuckets(into);
  if (custom !== usesCustomBuckets(other)) {
    const message = "cannot apply this operation on histograms with a mix of exponential and custom bucket schemas";
    throw new HistogramError("schema-mix", message);
  }
  const counterResetCollision = adjustHint(into, other.counterResetHint);
  if (!custom) {
    const theirs = reconcileZeroBuckets(into, zeroBucketSource(other));
    [into.zeroCount, into.zeroError] = incremented(
      into.zeroCount,
      into.zeroError,
      theirs.count * sign,
      increment,
      theirs.error,
    );
  }
  [into.count, into.countError] = incremented(into.count, into.countError, other.count * sign, increment);
  [into.sum, into.sumError] = incremented(into.sum, into.sumError, other.sum * sign, increment);
  if (custom) return { counterResetCollision, boundsReconciled: addCustom(into, other, sign, increment) };
  addExponential(into, other, sign, increment);
  return { counterResetCollision, boundsReconciled: false };
}

function incremented(
  sum: number,
  error: number,
  value: number,
  increment: Increment,
  valueError = 0,
): [number, number] {
  const sums = [sum];
  const errors = [error];
  increment(sums, errors, 0, value, valueError);
  return [sums[0] as number, errors[0] as number];
}

/** Gives `into` the hint that both together deserve; whether they contradict each other. */
function adjustHint(into: WorkingHistogram, other: CounterResetHint): boolean {
  const own = into.counterResetHint;
  if (own === other) return false;
  into.counterResetHint = own === "gauge" || other === "gauge" ? "gauge" : "unknown";
  return own !== "gauge" && other !== "gauge" && own !== "unknown" && other !== "unknown";
}

/** Whether the bounds had to be reconciled. */
function addCustom(into: WorkingHistogram, other: FloatHistogram, sign: 1 | -1, increment: Increment): boolean {
  const theirs = sidesOf(other).positive;
  if (sameBounds(into.customValues, other.customValues)) {
    into.positive = addSide(into.positive, theirs, 0, sign, increment);
    return false;
  }
  const [ours, bounds] = [into.customValues ?? [], other.customValues ?? []];
  const common = commonBounds(ours, bounds);
  into.positive = addMismatched({ side: into.positive, bounds: ours }, { side: theirs, bounds }, sign, common);
  into.customValues = common;
  return true;
}

function addExponential(into: WorkingHistogram, other: FloatHistogram, sign: 1 | -1, increment: Increment): void {
  let { positive, negative } = sidesOf(other);
  const steps = into.schema - other.schema;
  if (steps > 0) {
    into.positive = coarserSide(into.positive, steps, increment);
    into.negative = coarserSide(into.negative, steps, increment);
    into.schema = other.schema;
  } else if (steps < 0) {
    positive = coarserSide(positive, -steps, increment);
    negative = coarserSide(negative, -steps, increment);
  }
  into.positive = addSide(into.positive, positive, insideZero(into, positive), sign, increment);
  into.negative = addSide(into.negative, negative, insideZero(into, negative), sign, increment);
}

/** How many of the first buckets of a side are inside the zero bucket and counted there already. */
function insideZero({ schema, zeroThreshold }: WorkingHistogram, { spans }: SourceSide): number {
  let inside = 0;
  let index = 0;
  for (const { offset, length } of spans) {
    index += offset;
    for (const end = index + length; index < end; index++) {
      if (boundOf(index, schema) > zeroThreshold) return inside;
      inside++;
    }
  }
  return inside;
}
