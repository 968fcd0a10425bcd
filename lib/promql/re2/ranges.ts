/** Code points as pairs `low, high`, both inclusive. What this module returns is sorted, and its pairs do not touch. */
export type Ranges = readonly number[];

export const LAST_CODE_POINT = 0x10ffff;
export const EVERYTHING: Ranges = [0, LAST_CODE_POINT];
export const ALL_BUT_NEWLINE: Ranges = [0, 9, 11, LAST_CODE_POINT];

/** The same code points, sorted and with touching pairs joined. */
export function normalized(ranges: Ranges): Ranges {
  const pairs: [low: number, high: number][] = [];
  for (let i = 0; i < ranges.length; i += 2) pairs.push([ranges[i] as number, ranges[i + 1] as number]);
  pairs.sort((a, b) => a[0] - b[0]);
  const result: number[] = [];
  for (const [low, high] of pairs) {
    const last = result.length - 1;
    if (last > 0 && low <= (result[last] as number) + 1) result[last] = Math.max(result[last] as number, high);
    else result.push(low, high);
  }
  return result;
}

/** All other code points; `ranges` must be normalized. */
export function negated(ranges: Ranges): Ranges {
  const result: number[] = [];
  let next = 0;
  for (let i = 0; i < ranges.length; i += 2) {
    if (next < (ranges[i] as number)) result.push(next, (ranges[i] as number) - 1);
    next = (ranges[i + 1] as number) + 1;
  }
  if (next <= LAST_CODE_POINT) result.push(next, LAST_CODE_POINT);
  return result;
}

/** Whether a code point is in `ranges`, which must be normalized. */
export function includes(ranges: Ranges, code: number): boolean {
  let low = 0;
  let high = ranges.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (code < (ranges[2 * middle] as number)) high = middle - 1;
    else if (code > (ranges[2 * middle + 1] as number)) low = middle + 1;
    else return true;
  }
  return false;
}
