import { FLOAT } from "../../data/series.ts";
import type { Column } from "../column.ts";

// A copy: an imported constant is looked up anew in each round of a loop, which takes ten times as long.
const FLOAT_KIND = FLOAT;

/** Writes the quantile of the floats of one group at each step; `quantiles` has the wanted one for each step. */
export function foldQuantile(members: readonly Column[], output: Column, quantiles: Float64Array): void {
  const gathered = new Float64Array(members.length);
  for (let step = 0; step < output.kinds.length; step++) {
    let numbers = 0;
    let nans = 0;
    for (const member of members) {
      if (member.kinds[step] !== FLOAT_KIND) continue;
      const value = member.values[step] as number;
      if (Number.isNaN(value)) nans++;
      else gathered[numbers++] = value;
    }
    if (numbers + nans === 0) continue;
    output.setFloat(step, quantileOf(quantiles[step] as number, gathered.subarray(0, numbers).sort(), numbers, nans));
  }
}

/** A quantile by linear interpolation between the ranks of `size` numbers and of NaN, which counts as smaller than all of them. */
export function quantileOf(quantile: number, sorted: Float64Array, size: number, nans: number): number {
  if (Number.isNaN(quantile)) return NaN;
  if (quantile < 0) return -Infinity;
  if (quantile > 1) return Infinity;
  const last = size + nans - 1;
  const rank = quantile * last;
  const lower = Math.floor(rank);
  const weight = rank - lower;
  if (lower < nans) return NaN;
  const upper = Math.min(last, lower + 1);
  return (sorted[lower - nans] as number) * (1 - weight) + (sorted[upper - nans] as number) * weight;
}
