import type { Column } from "../column.ts";
import { type Extreme, ExtremeFold } from "./extreme-fold.ts";
import { floatsAt } from "./float-steps.ts";
import type { Line } from "./least-squares.ts";
import type { RangeCall, RangeFunction } from "./range-function.ts";
import { RangeNotes } from "./range-notes.ts";
import { RegressionFold } from "./regression-fold.ts";
import { VarianceFold } from "./variance-fold.ts";
import { foldWindows, widest } from "./window-fold.ts";

/** `max_over_time` and `min_over_time`. */
export function extremeOverTime(sign: Extreme["sign"]): RangeFunction {
  return (input, output) => {
    const { values } = input.series.floats;
    const places = extremePlaces(input, { sign, last: false });
    floatsAt(input, 1, new RangeNotes(input), (step) =>
      output.setFloat(step, values[places[step] as number] as number),
    );
  };
}

/** `ts_of_max_over_time` and `ts_of_min_over_time`, in seconds. */
export function extremeTime(sign: Extreme["sign"]): RangeFunction {
  return (input, output) => {
    const { timestamps } = input.series.floats;
    const places = extremePlaces(input, { sign, last: true });
    floatsAt(input, 1, new RangeNotes(input), (step) =>
      output.setFloat(step, (timestamps[places[step] as number] as number) / 1_000),
    );
  };
}

/** `stdvar_over_time`, or with a root `stddev_over_time`. */
export function varianceOverTime(resultOf: (variance: number) => number): RangeFunction {
  return (input, output) => {
    const { floats, floatWindows } = input.series;
    const variances = foldWindows(floatWindows, new VarianceFold(floats.values, widest(floatWindows)));
    floatsAt(input, 1, new RangeNotes(input), (step) => output.setFloat(step, resultOf(variances[step] as number)));
  };
}

/** `deriv`, a second. */
export const deriv: RangeFunction = (input, output) => {
  const { timestamps } = input.series.floats;
  regression(
    input,
    output,
    (_step, from) => timestamps[from] as number,
    (line) => line.slope,
  );
};

/** `predict_linear`: from the moment of the evaluation, whatever the offset. */
export const predictLinear: RangeFunction = (input, output) => {
  const { steps } = input.evaluator;
  const ahead = input.parameters[0];
  regression(
    input,
    output,
    (step) => steps.start + step * steps.step,
    (line, step) => line.slope * (ahead?.[step] ?? NaN) + line.intercept,
  );
};

function regression(
  input: RangeCall,
  output: Column,
  momentOf: (step: number, from: number) => number,
  read: (line: Line, step: number) => number,
): void {
  const { floats, floatWindows } = input.series;
  const fold = new RegressionFold(floats, widest(floatWindows), momentOf, read);
  const results = foldWindows(floatWindows, fold);
  const notes = new RangeNotes(input);
  floatsAt(input, 2, notes, (step) => output.setFloat(step, results[step] as number));
}

function extremePlaces({ series }: RangeCall, extreme: Extreme): Float64Array {
  const { floats, floatWindows } = series;
  return foldWindows(floatWindows, new ExtremeFold(floats.values, widest(floatWindows), extreme));
}
