import type { Windows } from "../range-vector.ts";

/**
 * Something to compute over each window, either from scratch or by sliding. A fold slides as a queue of two stacks: results
 * of all suffixes of the samples up to some place, and one result of the samples after it. A window then is one suffix
 * combined with that rest; nothing is ever subtracted, so what has left a window leaves no trace, no rounding, no infinity.
 */
export interface WindowFold {
  /** The result over `[from, to)` by itself, at a step. */
  whole(from: number, to: number, step: number): number;
  /** Forgets everything and takes `[from, to)` as the samples that later windows lose from the left. */
  restart(from: number, to: number): void;
  /** Takes `[from, to)`, which follow on what is there. */
  extend(from: number, to: number): void;
  /** The result over `[from, to)`, where `to` is the end of what was taken last, at a step. */
  result(from: number, to: number, step: number): number;
}

// Below so many visits of each sample, or samples of a window, a plain loop is about as quick as a queue, and rounds just as
// Prometheus does.
const VISITS_WORTH_SLIDING = 4;
const WIDTH_WORTH_SLIDING = 16;

/** The results of a fold at each step; meaningless where the window is empty. `slides` false computes each from scratch. */
export function foldWindows(windows: Windows, fold: WindowFold, slides = overlaps(windows)): Float64Array {
  const results = new Float64Array(windows.from.length);
  if (slides) slide(windows, fold, results);
  else everyWhole(windows, fold, results);
  return results;
}

/** Whether windows overlap so much that sliding over them beats visiting all samples of each. */
export function overlaps({ from, to }: Windows): boolean {
  let visits = 0;
  let filled = 0;
  let distinct = 0;
  let reached = 0;
  for (let step = 0; step < from.length; step++) {
    const first = from[step] as number;
    const end = to[step] as number;
    if (end <= first) continue;
    visits += end - first;
    filled++;
    distinct += end - Math.max(first, Math.min(reached, end));
    reached = Math.max(reached, end);
  }
  return visits > VISITS_WORTH_SLIDING * distinct && visits > WIDTH_WORTH_SLIDING * filled;
}

/** The most samples that any window holds. */
export function widest({ from, to }: Windows): number {
  let width = 0;
  for (let step = 0; step < from.length; step++) width = Math.max(width, (to[step] as number) - (from[step] as number));
  return width;
}

function everyWhole({ from, to }: Windows, fold: WindowFold, results: Float64Array): void {
  for (let step = 0; step < from.length; step++) {
    const first = from[step] as number;
    const end = to[step] as number;
    if (end > first) results[step] = fold.whole(first, end, step);
  }
}

function slide({ from, to }: Windows, fold: WindowFold, results: Float64Array): void {
  let split = 0;
  let reached = 0;
  for (let step = 0; step < from.length; step++) {
    const first = from[step] as number;
    const end = to[step] as number;
    if (end <= first) continue;
    if (first >= split) {
      fold.restart(first, end);
      split = end;
    } else if (end > reached) {
      fold.extend(reached, end);
    }
    reached = end;
    results[step] = fold.result(first, end, step);
  }
}
