import type { Column } from "../column.ts";
import type { Evaluator, VectorFunction } from "../evaluator.ts";
import { scalarAt, vectorOf } from "./argument.ts";
import { largerOf, smallerOf } from "./float-limits.ts";
import { mapFloats } from "./result-columns.ts";

const AS_IN_MATH = [
  ...(["abs", "ceil", "floor", "exp", "sqrt", "log2", "log10"] as const),
  ...(["sin", "cos", "tan", "asin", "acos", "atan", "tanh", "asinh", "acosh", "atanh"] as const),
];

// Above this Go takes half the exponential, which overflows a little earlier.
const ONLY_EXPONENTIAL = 21;

function cosh(value: number): number {
  const size = Math.abs(value);
  return size > ONLY_EXPONENTIAL ? Math.exp(size) * 0.5 : Math.cosh(value);
}

function sinh(value: number): number {
  const size = Math.abs(value);
  return size > ONLY_EXPONENTIAL ? Math.sign(value) * Math.exp(size) * 0.5 : Math.sinh(value);
}

const SIMPLE: readonly (readonly [name: string, transform: (value: number) => number])[] = [
  ...AS_IN_MATH.map((name) => [name, Math[name]] as const),
  ["cosh", cosh],
  ["sinh", sinh],
  ["ln", Math.log],
  ["sgn", Math.sign],
  ["rad", (value) => (value * Math.PI) / 180],
  ["deg", (value) => (value * 180) / Math.PI],
];

const round: VectorFunction = (call, evaluator) => {
  const columns = vectorOf(call, evaluator);
  const nearest = call.arguments[1];
  if (nearest === undefined) return mapFloats(columns, evaluator, (value) => Math.floor(value + 0.5));
  // Multiplied by the inverse, not divided: what Prometheus rounds with, to the last digit.
  const inverses = evaluator.scalar(nearest).map((unit) => 1 / unit);
  return mapFloats(columns, evaluator, (value, step) => {
    const inverse = inverses[step] as number;
    return Math.floor(value * inverse + 0.5) / inverse;
  });
};

const clamp: VectorFunction = (call, evaluator) => {
  const columns = vectorOf(call, evaluator);
  const low = scalarAt(call, 1, evaluator);
  return clamped(columns, low, scalarAt(call, 2, evaluator), evaluator);
};

const clampMin: VectorFunction = (call, evaluator) => {
  const columns = vectorOf(call, evaluator);
  const low = scalarAt(call, 1, evaluator);
  return clamped(columns, low, always(Infinity, evaluator), evaluator);
};

const clampMax: VectorFunction = (call, evaluator) => {
  const columns = vectorOf(call, evaluator);
  const high = scalarAt(call, 1, evaluator);
  return clamped(columns, always(-Infinity, evaluator), high, evaluator);
};

/** The functions of single floats: arithmetic, trigonometry, rounding, clamping. */
export const FLOAT_FUNCTIONS: readonly (readonly [name: string, evaluate: VectorFunction])[] = [
  ...SIMPLE.map(([name, transform]): readonly [string, VectorFunction] => [
    name,
    (call, evaluator) => mapFloats(vectorOf(call, evaluator), evaluator, transform),
  ]),
  ["round", round],
  ["clamp", clamp],
  ["clamp_min", clampMin],
  ["clamp_max", clampMax],
];

/** Nothing at all at the steps where the upper limit is below the lower one. */
function clamped(columns: readonly Column[], low: Float64Array, high: Float64Array, evaluator: Evaluator): Column[] {
  return mapFloats(columns, evaluator, (value, step) => {
    const least = low[step] as number;
    const most = high[step] as number;
    return most < least ? undefined : largerOf(least, smallerOf(most, value));
  });
}

function always(value: number, evaluator: Evaluator): Float64Array {
  return new Float64Array(evaluator.steps.count).fill(value);
}
