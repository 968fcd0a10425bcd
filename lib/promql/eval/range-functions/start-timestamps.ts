/**
 * Whether a start timestamp says that a counter was reset between two samples. A start that has not changed, is unknown (0) or
 * not before its own sample says nothing; one right at the sample before resets only where that sample's own start is known
 * (delta samples). Units: milliseconds.
 */
export function startsAnew(
  previousStart: number,
  previousTime: number,
  currentStart: number,
  currentTime: number,
): boolean {
  if (currentStart === previousStart || currentStart === 0 || currentStart >= currentTime) return false;
  if (currentStart !== previousTime) return currentStart > previousTime;
  return previousStart <= previousTime && previousStart !== 0 && previousStart !== previousTime;
}

/** Whether a sample claims to have started before the sample before it, which is no continuation of that. Units: milliseconds. */
export function startsTooEarly(previousStart: number, previousTime: number, currentStart: number): boolean {
  return currentStart !== 0 && currentStart < previousTime && currentStart !== previousStart;
}

interface TimedSamples {
  readonly timestamps: Float64Array;
  readonly starts: Float64Array | undefined;
}

/** Whether the sample at `index` has a start timestamp that says that the counter was reset since the sample before. */
export function startsAnewAt({ timestamps, starts }: TimedSamples, index: number): boolean {
  if (starts === undefined || index < 1) return false;
  return startsAnew(
    starts[index - 1] as number,
    timestamps[index - 1] as number,
    starts[index] as number,
    timestamps[index] as number,
  );
}

/** For each sample up to `to`, how many samples from `from` on start too early. */
export function countEarlyStarts(
  { timestamps, starts }: TimedSamples,
  from: number,
  to: number,
): Int32Array | undefined {
  if (starts === undefined) return undefined;
  const counts = new Int32Array(to);
  let count = 0;
  for (let index = from; index < to; index++) {
    const before = index - 1;
    if (
      index > from &&
      startsTooEarly(starts[before] as number, timestamps[before] as number, starts[index] as number)
    ) {
      count++;
    }
    counts[index] = count;
  }
  return counts;
}

/** The samples without start timestamps where these are not to be looked at. */
export function withStarts<T extends TimedSamples>(samples: T, looksAtStarts: boolean): T {
  return looksAtStarts || samples.starts === undefined ? samples : { ...samples, starts: undefined };
}
