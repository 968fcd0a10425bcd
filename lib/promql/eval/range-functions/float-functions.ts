import { invalidQuantile } from "../messages.ts";
import { type Extreme, ExtremeFold } from "./extreme-fold.ts";
import { floatsAt } from "./float-steps.ts";
import { DeviationFold, QuantileFold } from "./quantile-fold.ts";
import type { RangeCall, RangeFunction } from "./range-function.ts";
import { RegressionFold } from "./regression-fold.ts";
import { VarianceFold } from "./variance-fold.ts";
import { foldWindows, type WindowFold, widest } from "./window-fold.ts";

/** `max_over_time` and `min_over_time`. */
export function extremeOverTime(sign: Extreme["sign"]): RangeFunction {
  return folding(
    1,
    ({ series }, width) => new ExtremeFold(series.floats.values, width, { sign, last: false }),
    (place, _step, { series }) => series.floats.values[place] as number,
  );
}

/** `ts_of_max_over_time` and `ts_of_min_over_time`, in seconds. */
export function extremeTime(sign: Extreme["sign"]): RangeFunction {
  return folding(
    1,
    ({ series }, width) => new ExtremeFold(series.floats.values, width, { sign, last: true }),
    (place, _step, { series }) => (series.floats.timestamps[place] as number) / 1_000,
  );
}

/** `stdvar_over_time`, or with a root `stddev_over_time`. */
export function varianceOverTime(resultOf: (variance: number) => number): RangeFunction {
  return folding(1, ({ series }, width) => new VarianceFold(series.floats.values, width), resultOf);
}

/** `mad_over_time`: see `SortedWindow` for its cost. */
export const madOverTime: RangeFunction = folding(
  1,
  ({ series }, width) => new DeviationFold(series.floats.values, width),
);

/** `quantile_over_time`: see `SortedWindow` for its cost. */
export const quantileOverTime: RangeFunction = folding(
  1,
  ({ series, parameters }, width) => new QuantileFold(series.floats.values, width, parameters[0] ?? NONE),
  (result, step, { parameters, notes }) => {
    const quantile = parameters[0]?.[step] ?? NaN;
    if (!(quantile >= 0 && quantile <= 1)) notes.warn(invalidQuantile(quantile));
    return result;
  },
);

/** `deriv`, a second. */
export const deriv: RangeFunction = folding(2, ({ series: { floats } }, width) => {
  const { timestamps } = floats;
  return new RegressionFold(
    floats,
    width,
    (_step, from) => timestamps[from] as number,
    (line) => line.slope,
  );
});

/** `predict_linear`: from the moment of the evaluation, whatever the offset. */
export const predictLinear: RangeFunction = folding(2, ({ series, evaluator, parameters }, width) => {
  const { steps } = evaluator;
  const ahead = parameters[0] ?? NONE;
  return new RegressionFold(
    series.floats,
    width,
    (step) => steps.start + step * steps.step,
    (line, step) => line.slope * (ahead[step] ?? NaN) + line.intercept,
  );
});

const NONE = new Float64Array(0);

/** The function that gives what a fold gives, or what is read from it, wherever a window holds at least `least` floats. */
function folding(
  least: number,
  foldOf: (input: RangeCall, width: number) => WindowFold,
  resultOf?: (folded: number, step: number, input: RangeCall) => number,
): RangeFunction {
  return (input, output) => {
    const { floats } = input.series;
    const results = foldWindows(floats, foldOf(input, widest(floats)));
    floatsAt(input, least, (step) => {
      const folded = results[step] as number;
      output.setFloat(step, resultOf === undefined ? folded : resultOf(folded, step, input));
    });
  };
}
