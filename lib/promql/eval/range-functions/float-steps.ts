import { ignoredHistograms } from "../messages.ts";
import { sizeAt } from "../windowing.ts";
import type { RangeCall } from "./range-function.ts";

/**
 * Visits the steps whose windows hold at least `least` floats, and notes where a window holds histograms besides, which
 * functions of floats ignore.
 */
export function floatsAt(
  { series, notes }: RangeCall,
  least: number,
  visit: (step: number, from: number, to: number) => void,
): void {
  const { from, to } = series.floats;
  for (let step = 0; step < from.length; step++) {
    const size = sizeAt(series.floats, step);
    if (size === 0) continue;
    if (sizeAt(series.histograms, step) > 0) notes.inform(ignoredHistograms);
    if (size >= least) visit(step, from[step] as number, to[step] as number);
  }
}
