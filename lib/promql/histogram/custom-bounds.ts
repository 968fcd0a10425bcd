import { compensatedIncrement } from "./increment.ts";
import { bucketIndices, type Run, type Side, type SourceSide, sideOf, zeros } from "./side.ts";

/** The bounds that both lists have; both rise. */
export function commonBounds(a: readonly number[], b: readonly number[]): number[] {
  const known = new Set(b);
  return a.filter((bound) => known.has(bound));
}

/** Buckets with the bounds they are of. */
export interface BoundedSide {
  readonly side: SourceSide;
  readonly bounds: readonly number[];
}

/**
 * `a` plus `sign` times `b`, both brought to the bounds `common` to them, the compensation that this gives in the errors; without empty
 * buckets.
 */
export function addMismatched(a: BoundedSide, b: BoundedSide, sign: 1 | -1, common: readonly number[]): Side {
  const counts = zeros(common.length + 1);
  const errors = zeros(common.length + 1);
  spread(a, 1, common, counts, errors);
  spread(b, sign, common, counts, errors);
  const runs: Run[] = [];
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i] as number;
    const error = errors[i] as number;
    if (count === 0 && error === 0) continue;
    const last = runs.at(-1);
    if (last !== undefined && last.start + last.counts.length === i) {
      last.counts.push(count);
      last.errors.push(error);
    } else {
      runs.push({ start: i, counts: [count], errors: [error] });
    }
  }
  return sideOf(runs);
}

/** Adds each bucket to the first common one that reaches as far, or to the last one. */
function spread(from: BoundedSide, sign: 1 | -1, common: readonly number[], counts: number[], errors: number[]): void {
  const { side, bounds } = from;
  const indices = bucketIndices(side.spans, side.counts.length);
  let reached = 0;
  for (let i = 0; i < indices.length; i++) {
    const bound = bounds[indices[i] as number] ?? Infinity;
    while (reached < common.length && (common[reached] as number) < bound) reached++;
    compensatedIncrement(counts, errors, reached, (side.counts[i] as number) * sign, side.errors?.[i] ?? 0);
  }
}
