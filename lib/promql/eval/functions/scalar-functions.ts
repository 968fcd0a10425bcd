import { FLOAT } from "../../data/series.ts";
import type { ScalarFunction } from "../evaluator.ts";
import { scalarAt, vectorOf } from "./argument.ts";
import { largerOf, smallerOf } from "./float-limits.ts";

/** The value of the only float of the vector at each step; NaN where there is none or more than one. */
const scalar: ScalarFunction = (call, evaluator) => {
  const result = new Float64Array(evaluator.steps.count).fill(NaN);
  const taken = new Uint8Array(result.length);
  for (const { kinds, values } of vectorOf(call, evaluator)) {
    for (let step = 0; step < kinds.length; step++) {
      if (kinds[step] !== FLOAT) continue;
      result[step] = taken[step] === 0 ? (values[step] as number) : NaN;
      taken[step] = 1;
    }
  }
  return result;
};

const time: ScalarFunction = (_call, { steps }) =>
  new Float64Array(steps.count).map((_, index) => (steps.start + index * steps.step) / 1_000);

/** The functions that give a scalar. `start`, `end`, `range` and `step` are replaced before an evaluation (`prepare`). */
export const SCALAR_FUNCTIONS: ReadonlyMap<string, ScalarFunction> = new Map<string, ScalarFunction>([
  ["scalar", scalar],
  ["time", time],
  ["pi", (_call, { steps }) => new Float64Array(steps.count).fill(Math.PI)],
  ["max_of", combining(largerOf)],
  ["min_of", combining(smallerOf)],
]);

function combining(combine: (a: number, b: number) => number): ScalarFunction {
  return (call, evaluator) => {
    const left = scalarAt(call, 0, evaluator);
    const right = scalarAt(call, 1, evaluator);
    return left.map((value, step) => combine(value, right[step] as number));
  };
}
