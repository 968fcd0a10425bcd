import { FLOAT } from "../../data/series.ts";
import { finished } from "../binary/results.ts";
import type { Column } from "../column.ts";
import type { Evaluator, VectorFunction } from "../evaluator.ts";
import { argumentAt } from "./argument.ts";
import { largerOf, smallerOf } from "./float-limits.ts";
import { mapFloats, namelessColumn } from "./result-columns.ts";

const SIMPLE: Readonly<Record<string, (value: number) => number>> = {
  abs: Math.abs,
  ceil: Math.ceil,
  floor: Math.floor,
  exp: Math.exp,
  sqrt: Math.sqrt,
  ln: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  asinh: Math.asinh,
  acosh: Math.acosh,
  atanh: Math.atanh,
  rad: (value) => (value * Math.PI) / 180,
  deg: (value) => (value * 180) / Math.PI,
  sgn: Math.sign,
};

const round: VectorFunction = (call, evaluator) => {
  const columns = evaluator.vector(argumentAt(call, 0));
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
  const columns = evaluator.vector(argumentAt(call, 0));
  const low = evaluator.scalar(argumentAt(call, 1));
  return clamped(columns, low, evaluator.scalar(argumentAt(call, 2)), evaluator);
};

const clampMin: VectorFunction = (call, evaluator) => {
  const columns = evaluator.vector(argumentAt(call, 0));
  const low = evaluator.scalar(argumentAt(call, 1));
  return clamped(columns, low, always(Infinity, evaluator), evaluator);
};

const clampMax: VectorFunction = (call, evaluator) => {
  const columns = evaluator.vector(argumentAt(call, 0));
  const high = evaluator.scalar(argumentAt(call, 1));
  return clamped(columns, always(-Infinity, evaluator), high, evaluator);
};

/** The functions of single floats: arithmetic, trigonometry, rounding, clamping. */
export const FLOAT_FUNCTIONS: readonly (readonly [name: string, evaluate: VectorFunction])[] = [
  ...Object.entries(SIMPLE).map(([name, transform]): readonly [string, VectorFunction] => [
    name,
    (call, evaluator) => mapFloats(evaluator.vector(argumentAt(call, 0)), evaluator, transform),
  ]),
  ["round", round],
  ["clamp", clamp],
  ["clamp_min", clampMin],
  ["clamp_max", clampMax],
];

/** Nothing at all at the steps where the upper limit is below the lower one. */
function clamped(columns: readonly Column[], low: Float64Array, high: Float64Array, evaluator: Evaluator): Column[] {
  const results = columns.map((column) => {
    const result = namelessColumn(column, evaluator);
    for (let step = 0; step < column.kinds.length; step++) {
      const least = low[step] as number;
      const most = high[step] as number;
      if (column.kinds[step] !== FLOAT || most < least) continue;
      result.setFloat(step, largerOf(least, smallerOf(most, column.values[step] as number)));
    }
    return result;
  });
  return finished(results, evaluator);
}

function always(value: number, evaluator: Evaluator): Float64Array {
  return new Float64Array(evaluator.steps.count).fill(value);
}
