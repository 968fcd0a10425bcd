import type { RangeCall } from "./range-function.ts";
import type { RangeNotes } from "./range-notes.ts";

/**
 * Visits the steps whose windows hold at least `least` floats, and notes where a window holds histograms besides, which
 * functions of floats ignore.
 */
export function floatsAt(
  { series }: RangeCall,
  least: number,
  notes: RangeNotes,
  visit: (step: number, from: number, to: number) => void,
): void {
  const { floatWindows, histogramWindows } = series;
  for (let step = 0; step < floatWindows.from.length; step++) {
    const from = floatWindows.from[step] as number;
    const to = floatWindows.to[step] as number;
    if (to <= from) continue;
    if ((histogramWindows.to[step] as number) > (histogramWindows.from[step] as number)) notes.ignoredHistograms();
    if (to - from >= least) visit(step, from, to);
  }
}
