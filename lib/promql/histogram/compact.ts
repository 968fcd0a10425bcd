import type { FloatHistogram } from "./float-histogram.ts";
import { bucketsOf, type Run, runsOf, type Side, type SourceSide, sideOf, sidesOf } from "./side.ts";

/**
 * Without empty buckets and with as few spans as possible; runs of at most `maxEmptyBuckets` (default 0) empty buckets between
 * others are kept or filled in instead.
 */
export function compact(h: FloatHistogram, maxEmptyBuckets = 0): FloatHistogram {
  const { positive, negative } = sidesOf(h);
  if (isCompact(positive, maxEmptyBuckets) && isCompact(negative, maxEmptyBuckets)) return h;
  const kept = bucketsOf({
    positive: compactSide(positive, maxEmptyBuckets),
    negative: compactSide(negative, maxEmptyBuckets),
  });
  return { ...h, ...kept };
}

/** `compact` of one side; a bucket with a count of zero that lost something in a sum is not empty. */
export function compactSide(side: SourceSide, maxEmptyBuckets = 0): Side {
  const kept: Run[] = [];
  let previous: Run | undefined;
  for (const run of joined(runsOf(side))) {
    for (let i = 0; i < run.counts.length; i++) {
      const count = run.counts[i] as number;
      const error = run.errors[i] as number;
      if (count === 0 && error === 0) continue;
      const last = kept.at(-1);
      const gap = last === undefined ? Infinity : run.start + i - last.start - last.counts.length;
      if (last === undefined || gap > maxEmptyBuckets) {
        kept.push({ start: run.start + i, counts: [count], errors: [error] });
      } else {
        // Empty buckets of one run stay what they are (a subtraction leaves negative zeros), those between runs are new.
        for (let j = i - gap; j < i; j++) last.counts.push(previous === run ? (run.counts[j] as number) : 0);
        for (let j = 0; j < gap; j++) last.errors.push(0);
        last.counts.push(count);
        last.errors.push(error);
      }
      previous = run;
    }
  }
  return sideOf(kept);
}

/** Runs that touch each other as one, empty ones left out. */
function joined(runs: readonly Run[]): readonly Run[] {
  const out: Run[] = [];
  for (const run of runs) {
    const last = out.at(-1);
    if (run.counts.length === 0) continue;
    if (last === undefined || last.start + last.counts.length !== run.start) out.push(run);
    else {
      last.counts.push(...run.counts);
      last.errors.push(...run.errors);
    }
  }
  return out;
}

function isCompact(side: SourceSide, maxEmptyBuckets: number): boolean {
  for (const count of side.counts) if (count === 0) return false;
  return side.spans.every(({ offset, length }, i) => length > 0 && (i === 0 || offset > maxEmptyBuckets));
}
