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
    output.setFloat(step, quantileOf(quantiles[step] as number, gathered.subarray(0, numbers).sort(), nans));
  }
}

/** A quantile by linear interpolation between ranks; NaN counts as smaller than all numbers. */
function quantileOf(quantile: number, sorted: Float64Array, nans: number): number {
  if (Number.isNaN(quantile)) return NaN;
  if (quantile < 0) return -Infinity;
  if (quantile > 1) return Infinity;
  const last = sorted.length + nans - 1;
  const rank = quantile * last;
  const lower = Math.floor(rank);
  const weight = rank - lower;
  const at = (index: number): number => (index < nans ? NaN : (sorted[index - nans] as number));
  return at(lower) * (1 - weight) + at(Math.min(last, lower + 1)) * weight;
}
