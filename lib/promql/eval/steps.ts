/** The moments of an evaluation: `start + index * step` for `count` steps. Units: milliseconds. */
export interface Steps {
  readonly start: number;
  readonly step: number;
  readonly count: number;
  /** Where the range ends that the steps were made for; absent where that is the last moment. */
  readonly until?: number;
}

/** The last moment. */
export function endOf(steps: Steps): number {
  return steps.start + (steps.count - 1) * steps.step;
}

/** The steps of a range from `start` to at most `end`; none where it ends before it starts. A single moment needs no `step`. */
export function stepsBetween(start: number, end: number, step: number): Steps {
  if (start === end) return { start, step: step === 0 ? 1 : step, count: 1 };
  return { start, step, count: end < start ? 0 : Math.floor((end - start) / step) + 1, until: end };
}

/** Whether one moment was asked for, and not a range that happens to have one step. */
export function isInstant({ start, count, until = start }: Steps): boolean {
  return count === 1 && until === start;
}
