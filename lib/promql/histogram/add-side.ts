import type { Increment } from "./increment.ts";
import { bucketIndices, type Run, runsOf, type Side, type SourceSide, sameSpans, sideOf } from "./side.ts";

/**
 * `into` with the buckets of `from` from the `skip`th on, times `sign`; buckets that `into` lacks are inserted. Uses up `into`.
 */
export function addSide(into: Side, from: SourceSide, skip: number, sign: 1 | -1, increment: Increment): Side {
  if (skip === 0 && sameSpans(into.spans, from.spans)) {
    for (let i = 0; i < into.counts.length; i++) {
      increment(into.counts, into.errors, i, (from.counts[i] as number) * sign, (from.errors?.[i] ?? 0) * sign);
    }
    return into;
  }
  const runs = runsOf(into);
  const indices = bucketIndices(from.spans, from.counts.length);
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
