import { ignoredHistograms } from "../messages.ts";
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
  const { from: histogramFrom, to: histogramTo } = series.histograms;
  for (let step = 0; step < from.length; step++) {
    const first = from[step] as number;
    const end = to[step] as number;
    if (end === first) continue;
    if ((histogramTo[step] as number) > (histogramFrom[step] as number)) notes.inform(ignoredHistograms);
    if (end - first >= least) visit(step, first, end);
  }
}
