import { formatFixed } from "../../go-float.ts";
import { EvaluationError } from "../error.ts";
import { anyAt } from "./edge-functions.ts";
import { floatsAt } from "./float-steps.ts";
import type { RangeCall, RangeFunction } from "./range-function.ts";

/**
 * `double_exponential_smoothing`. Where it ends depends on where it starts in all its digits, so each window is gone through
 * by itself. Errors: `EvaluationError` for factors that are not between 0 and 1.
 */
export const doubleExponentialSmoothing: RangeFunction = (input, output) => {
  const { series, parameters } = input;
  const { values } = series.floats;
  const [smoothing, trend] = parameters;
  requireFactors(input, smoothing, trend);
  floatsAt(input, 2, (step, from, to) => {
    output.setFloat(step, smoothed(values, from, to, smoothing?.[step] ?? NaN, trend?.[step] ?? NaN));
  });
};

/** Prometheus looks at the factors wherever there is a sample, also when there are too few to smooth. */
function requireFactors(input: RangeCall, smoothing: Float64Array | undefined, trend: Float64Array | undefined): void {
  anyAt(input, (step) => {
    requireFactor("smoothing", "sf", smoothing?.[step] ?? NaN);
    requireFactor("trend", "tf", trend?.[step] ?? NaN);
  });
}

function requireFactor(what: string, symbol: string, value: number): void {
  if (!(value <= 0 || value >= 1)) return;
  throw new EvaluationError(`invalid ${what} factor. Expected: 0 < ${symbol} < 1, got: ${formatFixed(value)}`);
}

function smoothed(values: Float64Array, from: number, to: number, smoothing: number, trend: number): number {
  let before = 0;
  let level = values[from] as number;
  let slope = (values[from + 1] as number) - level;
  for (let index = from + 1; index < to; index++) {
    if (index > from + 1) slope = trend * (level - before) + (1 - trend) * slope;
    const next = smoothing * (values[index] as number) + (1 - smoothing) * (level + slope);
    before = level;
    level = next;
  }
  return level;
}
