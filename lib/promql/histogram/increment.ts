/** Adds `value` (and what `error` it lacks) to `counts[i]`, keeping in `errors[i]` what the sum lost, if it does that at all. */
export type Increment = (counts: number[], errors: number[], i: number, value: number, error: number) => void;

/** A plain sum. */
export const plainIncrement: Increment = (counts, _errors, i, value) => {
  counts[i] = (counts[i] as number) + value;
};

/** A sum with Neumaier's compensation. */
export const compensatedIncrement: Increment = (counts, errors, i, value, error) => {
  compensate(counts, errors, i, value);
  if (error !== 0) compensate(counts, errors, i, error);
};

function compensate(counts: number[], errors: number[], i: number, increment: number): void {
  const before = counts[i] as number;
  const sum = before + increment;
  counts[i] = sum;
  if (sum === Infinity || sum === -Infinity) errors[i] = 0;
  else if (Math.abs(before) >= Math.abs(increment)) errors[i] = (errors[i] as number) + (before - sum + increment);
  else errors[i] = (errors[i] as number) + (increment - sum + before);
}
