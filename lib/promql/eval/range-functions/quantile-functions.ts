import { formatFloat } from "../../go-float.ts";
import { floatsAt } from "./float-steps.ts";
import { DeviationFold, QuantileFold } from "./quantile-fold.ts";
import type { RangeFunction } from "./range-function.ts";
import { RangeNotes } from "./range-notes.ts";
import { foldWindows, widest } from "./window-fold.ts";

/** `quantile_over_time`: see `SortedWindow` for its cost. */
export const quantileOverTime: RangeFunction = (input, output) => {
  const { floats, floatWindows } = input.series;
  const quantiles = input.parameters[0] ?? new Float64Array(output.kinds.length).fill(NaN);
  const notes = new RangeNotes(input);
  const fold = new QuantileFold(floats.values, widest(floatWindows), quantiles);
  const results = foldWindows(floatWindows, fold);
  floatsAt(input, 1, notes, (step) => {
    const quantile = quantiles[step] as number;
    if (!(quantile >= 0 && quantile <= 1)) notes.invalidQuantile(formatFloat(quantile));
    output.setFloat(step, results[step] as number);
  });
};

/** `mad_over_time`: see `SortedWindow` for its cost. */
export const madOverTime: RangeFunction = (input, output) => {
  const { floats, floatWindows } = input.series;
  const results = foldWindows(floatWindows, new DeviationFold(floats.values, widest(floatWindows)));
  floatsAt(input, 1, new RangeNotes(input), (step) => output.setFloat(step, results[step] as number));
};
