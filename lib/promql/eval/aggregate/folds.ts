import { ABSENT, FLOAT } from "../../data/series.ts";
import type { Column } from "../column.ts";

// Copies, since an imported constant is looked up anew in each round of a loop, ten times as slowly.
const ABSENT_KIND = ABSENT;
const FLOAT_KIND = FLOAT;

/** Writes what the columns of one group come to at each step. */
export type Fold = (members: readonly Column[], output: Column) => void;

/** `count`: how many samples there are, histograms included. */
export const count = ofPresence((known) => known + 1);

/** `group`: 1 where there is any sample. */
export const group = ofPresence(() => 1);

/** `max`: NaN only where there is nothing else. Histograms are ignored. */
export const max = extreme(1);

/** `min`: NaN only where there is nothing else. Histograms are ignored. */
export const min = extreme(-1);

/** `stdvar`: the population variance by Welford's method; NaN as soon as one value is not finite. Histograms are ignored. */
export const stdvar: Fold = (members, output) => {
  const { values, kinds } = output;
  const means = new Float64Array(kinds.length);
  const counts = new Float64Array(kinds.length);
  for (const member of members) {
    const from = member.values;
    const present = member.kinds;
    for (let step = 0; step < kinds.length; step++) {
      if (present[step] !== FLOAT_KIND) continue;
      const value = from[step] as number;
      const seen = (counts[step] as number) + 1;
      counts[step] = seen;
      if (seen === 1) {
        means[step] = value;
        values[step] = Number.isFinite(value) ? 0 : NaN;
        kinds[step] = FLOAT_KIND;
        continue;
      }
      const delta = value - (means[step] as number);
      const mean = (means[step] as number) + delta / seen;
      means[step] = mean;
      values[step] = (values[step] as number) + delta * (value - mean);
    }
  }
  for (let step = 0; step < kinds.length; step++) {
    if (kinds[step] === FLOAT_KIND) values[step] = (values[step] as number) / (counts[step] as number);
  }
};

/** `stddev`: the root of `stdvar`. */
export const stddev: Fold = (members, output) => {
  stdvar(members, output);
  const { values } = output;
  for (let step = 0; step < values.length; step++) values[step] = Math.sqrt(values[step] as number);
};

function ofPresence(next: (known: number) => number): Fold {
  return (members, output) => {
    const { values, kinds } = output;
    for (const member of members) {
      const present = member.kinds;
      for (let step = 0; step < kinds.length; step++) {
        if (present[step] === ABSENT_KIND) continue;
        values[step] = next(values[step] as number);
        kinds[step] = FLOAT_KIND;
      }
    }
  };
}

function extreme(sign: 1 | -1): Fold {
  return (members, output) => {
    const { values, kinds } = output;
    for (const member of members) {
      const from = member.values;
      const present = member.kinds;
      for (let step = 0; step < kinds.length; step++) {
        if (present[step] !== FLOAT_KIND) continue;
        const value = from[step] as number;
        const known = values[step] as number;
        if (kinds[step] === ABSENT_KIND || sign * known < sign * value || Number.isNaN(known)) values[step] = value;
        kinds[step] = FLOAT_KIND;
      }
    }
  };
}
