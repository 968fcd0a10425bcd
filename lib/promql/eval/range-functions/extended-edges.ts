import type { Windows } from "../range-vector.ts";
import type { RangeCall } from "./range-function.ts";

/** The samples that stand for the edges of anchored or smoothed ranges. */
export interface ExtendedEdges {
  /** The last sample at or before the start of the range, else the first; -1 where the step has no result. */
  readonly first: Int32Array;
  /** The last sample; in a smoothed range the first one at or after its end. */
  readonly last: Int32Array;
  /** Samples strictly inside the range, as windows. */
  readonly inside: Windows;
}

/** Where the edges of the ranges are at each step. */
export function edgesOf({ vector }: RangeCall, timestamps: Float64Array, { from, to }: Windows): ExtendedEdges {
  const count = from.length;
  const first = new Int32Array(count).fill(-1);
  const last = new Int32Array(count);
  const inside = { from: new Int32Array(count), to: new Int32Array(count) };
  const smoothed = vector.extension === "smoothed";
  let previousFrom = 0;
  let previousTo = 0;
  for (let step = 0; step < count; step++) {
    const begin = from[step] as number;
    const latest = (to[step] as number) - 1;
    if (latest >= begin) {
      const start = vector.startOf(step);
      const end = vector.endOf(step);
      const low = Math.max(begin, firstWhere(begin, latest, (index) => (timestamps[index] as number) > start) - 1);
      const high = smoothed ? firstWhere(begin, latest, (index) => (timestamps[index] as number) >= end) : latest;
      const lowTime = timestamps[low] as number;
      const highTime = timestamps[high] as number;
      if (highTime > start && !(smoothed && lowTime > end)) {
        first[step] = low;
        last[step] = high;
        previousFrom = lowTime <= start ? low + 1 : low;
        previousTo = highTime >= end ? high : high + 1;
      }
    }
    inside.from[step] = previousFrom;
    inside.to[step] = Math.max(previousFrom, previousTo);
  }
  return { first, last, inside };
}

/** The first index of `[from, to)` that satisfies a test that holds for all after it, `to` where none does. */
function firstWhere(from: number, to: number, test: (index: number) => boolean): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (test(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
