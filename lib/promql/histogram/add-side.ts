import type { Span } from "./float-histogram.ts";
import { type Increment, plainIncrement } from "./increment.ts";
import { bucketIndices, type Run, runsOf, type Side, type SourceSide, sameSpans, sideOf, zeros } from "./side.ts";

/** For plain sums, which write none. */
const NO_ERRORS: number[] = [];

/**
 * `into` with the buckets of `from` from the `skip`th on, times `sign`; buckets that `into` lacks are inserted. Uses up `into`.
 */
export function addSide(into: Side, from: SourceSide, skip: number, sign: 1 | -1, increment: Increment): Side {
  const errors = into.errors ?? (increment === plainIncrement ? NO_ERRORS : zeros(into.counts.length));
  const { spans, counts } = into;
  const sum: Side = errors === NO_ERRORS ? into : { spans, counts, errors };
  if (skip === 0 && sameSpans(spans, from.spans)) {
    for (let i = 0; i < counts.length; i++) {
      increment(counts, errors, i, (from.counts[i] as number) * sign, (from.errors?.[i] ?? 0) * sign);
    }
    return sum;
  }
  const indices = bucketIndices(from.spans, from.counts.length);
  const positions = positionsIn(spans, indices, skip);
  if (positions === undefined) return insertSide(sum, from, indices, skip, sign, increment);
  for (let i = skip; i < indices.length; i++) {
    const count = (from.counts[i] as number) * sign;
    increment(counts, errors, positions[i] as number, count, (from.errors?.[i] ?? 0) * sign);
  }
  return sum;
}

/** Which bucket of the spans each index is, from the `skip`th on; `undefined` when the spans lack any of them. */
function positionsIn(spans: readonly Span[], indices: Int32Array, skip: number): Int32Array | undefined {
  const positions = new Int32Array(indices.length);
  let span = -1;
  let start = 0;
  let end = 0;
  let position = 0;
  for (let i = skip; i < indices.length; i++) {
    const index = indices[i] as number;
    while (index >= end || span === -1) {
      position += end - start;
      span++;
      const next = spans[span];
      if (next === undefined) return undefined;
      start = end + next.offset;
      end = start + next.length;
    }
    if (index < start) return undefined;
    positions[i] = position + index - start;
  }
  return positions;
}

/** `addSide` where buckets have to be inserted. */
function insertSide(
  into: Side,
  from: SourceSide,
  indices: Int32Array,
  skip: number,
  sign: 1 | -1,
  increment: Increment,
): Side {
  const runs = runsOf(into);
  let at = 0;
  for (let i = skip; i < indices.length; i++) {
    const index = indices[i] as number;
    while (at < runs.length && index >= endOf(runs[at] as Run)) at++;
    const count = (from.counts[i] as number) * sign;
    const error = (from.errors?.[i] ?? 0) * sign;
    const run = runs[at];
    if (run !== undefined && index >= run.start) increment(run.counts, run.errors, index - run.start, count, error);
    else insert(runs, at, index, count, error);
  }
  return sideOf(runs);
}

/** Puts a bucket into the gap before run `at`: at the end of the run before it, at the start of that run, or on its own. */
function insert(runs: Run[], at: number, index: number, count: number, error: number): void {
  const before = runs[at - 1];
  const after = runs[at];
  if (before !== undefined && endOf(before) === index) {
    before.counts.push(count);
    before.errors.push(error);
  } else if (after !== undefined && after.start === index + 1) {
    after.start = index;
    after.counts.unshift(count);
    after.errors.unshift(error);
  } else {
    runs.splice(at, 0, { start: index, counts: [count], errors: [error] });
  }
}

function endOf(run: Run): number {
  return run.start + run.counts.length;
}
