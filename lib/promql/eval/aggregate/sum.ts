import { ABSENT, FLOAT } from "../../data/series.ts";
import type { Fold } from "./folds.ts";

// Copies, since an imported constant is looked up anew in each round of a loop, ten times as slowly.
const ABSENT_KIND = ABSENT;
const FLOAT_KIND = FLOAT;

const isInfinite = (value: number): boolean => value === Infinity || value === -Infinity;

/** `sum` of the floats, with Neumaier's compensation at each step. */
export const sumFloats: Fold = (members, output) => {
  const { values, kinds } = output;
  const compensations = new Float64Array(kinds.length);
  for (const member of members) {
    const from = member.values;
    const present = member.kinds;
    for (let step = 0; step < kinds.length; step++) {
      if (present[step] !== FLOAT_KIND) continue;
      const value = from[step] as number;
      if (kinds[step] === ABSENT_KIND) {
        values[step] = value;
        kinds[step] = FLOAT_KIND;
        continue;
      }
      const known = values[step] as number;
      const sum = known + value;
      compensations[step] = compensated(compensations[step] as number, known, value, sum);
      values[step] = sum;
    }
  }
  for (let step = 0; step < kinds.length; step++) {
    values[step] = (values[step] as number) + (compensations[step] as number);
  }
};

/** `avg` of the floats: a compensated sum through the count, and an incremental mean from where the sum would overflow. */
export const averageFloats: Fold = (members, output) => {
  const { values, kinds } = output;
  const compensations = new Float64Array(kinds.length);
  const counts = new Float64Array(kinds.length);
  const incremental = new Uint8Array(kinds.length);
  for (const member of members) {
    const from = member.values;
    const present = member.kinds;
    for (let step = 0; step < kinds.length; step++) {
      if (present[step] !== FLOAT_KIND) continue;
      const value = from[step] as number;
      const count = (counts[step] as number) + 1;
      counts[step] = count;
      if (count === 1) {
        values[step] = value;
        kinds[step] = FLOAT_KIND;
        continue;
      }
      let known = values[step] as number;
      let compensation = compensations[step] as number;
      if (incremental[step] === 0) {
        const sum = known + value;
        if (!isInfinite(sum)) {
          values[step] = sum;
          compensations[step] = compensated(compensation, known, value, sum);
          continue;
        }
        incremental[step] = 1;
        known /= count - 1;
        compensation /= count - 1;
      }
      const share = (count - 1) / count;
      const before = share * known;
      const increment = value / count;
      const mean = before + increment;
      values[step] = mean;
      compensations[step] = compensated(share * compensation, before, increment, mean);
    }
  }
  for (let step = 0; step < kinds.length; step++) {
    if (kinds[step] === ABSENT_KIND) continue;
    const count = incremental[step] === 1 ? 1 : (counts[step] as number);
    values[step] = (values[step] as number) / count + (compensations[step] as number) / count;
  }
};

/** Neumaier's compensation after `increment` has been added to `before` to give `sum`. */
function compensated(compensation: number, before: number, increment: number, sum: number): number {
  if (isInfinite(sum)) return 0;
  return Math.abs(before) >= Math.abs(increment)
    ? compensation + (before - sum + increment)
    : compensation + (increment - sum + before);
}
