import type { FloatHistogram, Span } from "./float-histogram.ts";
import type { Increment } from "./increment.ts";

/** The positive or the negative buckets of a histogram; `errors` is what a compensated sum lost in each, none is zeros. */
export interface Side {
  readonly spans: readonly Span[];
  readonly counts: number[];
  readonly errors?: number[] | undefined;
}

/** A side that is only read. */
export interface SourceSide {
  readonly spans: readonly Span[];
  readonly counts: readonly number[];
  readonly errors?: readonly number[] | undefined;
}

/** Both sides of a histogram. */
export interface Sides {
  readonly positive: SourceSide;
  readonly negative: SourceSide;
}

/** The sides of a histogram, to be read. */
export function sidesOf(h: FloatHistogram): Sides {
  return {
    positive: { spans: h.positiveSpans, counts: h.positiveBuckets },
    negative: { spans: h.negativeSpans, counts: h.negativeBuckets },
  };
}

/** How the sides stand in a histogram; what they lost in sums is left out. */
export function bucketsOf({
  positive,
  negative,
}: Sides): Pick<FloatHistogram, "positiveSpans" | "positiveBuckets" | "negativeSpans" | "negativeBuckets"> {
  return {
    positiveSpans: positive.spans,
    positiveBuckets: positive.counts,
    negativeSpans: negative.spans,
    negativeBuckets: negative.counts,
  };
}

/** The buckets of a histogram that has none. */
export const NO_BUCKETS = bucketsOf({ positive: { spans: [], counts: [] }, negative: { spans: [], counts: [] } });

/** Consecutive buckets from index `start` on: a span with its buckets in it. */
export interface Run {
  start: number;
  readonly counts: number[];
  readonly errors: number[];
}

/** The index of each bucket; ends where either spans or buckets do. */
export function bucketIndices(spans: readonly Span[], buckets: number): Int32Array {
  const indices = new Int32Array(buckets);
  let at = 0;
  let index = 0;
  for (const { offset, length } of spans) {
    index += offset;
    for (let i = 0; i < length && at < buckets; i++) indices[at++] = index++;
  }
  return at === buckets ? indices : indices.subarray(0, at);
}

/** A copy that may be changed. */
export function copySide({ spans, counts, errors }: SourceSide): Side {
  return { spans, counts: counts.slice(), errors: errors?.slice() };
}

/** So many zeros. */
export function zeros(length: number): number[] {
  return new Array<number>(length).fill(0);
}

/** The spans of a side with their buckets in them. */
export function runsOf(side: SourceSide): Run[] {
  let index = 0;
  let at = 0;
  return side.spans.map(({ offset, length }) => {
    const start = index + offset;
    const counts = side.counts.slice(at, at + length);
    const errors = side.errors?.slice(at, at + length) ?? zeros(counts.length);
    index = start + length;
    at += length;
    return { start, counts, errors };
  });
}

/** The side that consists of these runs, a span each. */
export function sideOf(runs: readonly Run[]): Side & { readonly errors: number[] } {
  let end = 0;
  const spans = runs.map(({ start, counts }) => {
    const offset = start - end;
    end = start + counts.length;
    return { offset, length: counts.length };
  });
  return { spans, counts: runs.flatMap((run) => run.counts), errors: runs.flatMap((run) => run.errors) };
}

/** Whether two sides have the same spans one by one. */
export function sameSpans(a: readonly Span[], b: readonly Span[]): boolean {
  if (a === b) return true;
  return a.length === b.length && a.every((span, i) => span.offset === b[i]?.offset && span.length === b[i]?.length);
}

/** The bucket of a coarser schema that bucket `index` falls into; `steps` is the difference of the schemas. */
function coarserIndex(index: number, steps: number): number {
  return ((index - 1) >> steps) + 1;
}

/** The side at a schema `steps` lower; buckets that fall into one are summed with `increment`. */
export function coarserSide(side: SourceSide, steps: number, increment: Increment): Side {
  const indices = bucketIndices(side.spans, side.counts.length);
  const runs: Run[] = [];
  for (let i = 0; i < indices.length; i++) {
    const target = coarserIndex(indices[i] as number, steps);
    const count = side.counts[i] as number;
    const error = side.errors?.[i] ?? 0;
    const last = runs.at(-1);
    const end = last === undefined ? NaN : last.start + last.counts.length;
    if (last !== undefined && target === end - 1) {
      increment(last.counts, last.errors, last.counts.length - 1, count, error);
    } else if (last !== undefined && target === end) {
      last.counts.push(count);
      last.errors.push(error);
    } else {
      runs.push({ start: target, counts: [count], errors: [error] });
    }
  }
  return sideOf(runs);
}
