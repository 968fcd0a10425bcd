import { FLOAT } from "../../data/series.ts";
import type { Evaluator, ScalarFunction } from "../evaluator.ts";
import { argumentAt } from "./argument.ts";
import { largerOf, smallerOf } from "./float-limits.ts";

/** The value of the only float of the vector at each step; NaN where there is none or more than one. */
const scalar: ScalarFunction = (call, evaluator) => {
  const result = new Float64Array(evaluator.steps.count).fill(NaN);
  const taken = new Uint8Array(result.length);
  for (const { kinds, values } of evaluator.vector(argumentAt(call, 0))) {
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

/** The functions that give a scalar. Those of the query are replaced before an evaluation mostly, but also work in it. */
export const SCALAR_FUNCTIONS: ReadonlyMap<string, ScalarFunction> = new Map<string, ScalarFunction>([
  ["scalar", scalar],
  ["time", time],
  ["pi", (_call, evaluator) => same(Math.PI, evaluator)],
  ["start", (_call, evaluator) => same(evaluator.query.start / 1_000, evaluator)],
  ["end", (_call, evaluator) => same(evaluator.query.end / 1_000, evaluator)],
  ["range", (_call, evaluator) => same((evaluator.query.end - evaluator.query.start) / 1_000, evaluator)],
  ["step", (_call, evaluator) => same(stepOf(evaluator) / 1_000, evaluator)],
  ["max_of", combining(largerOf)],
  ["min_of", combining(smallerOf)],
]);

/** An instant query has no step. */
function stepOf({ query }: Evaluator): number {
  return query.start === query.end ? 0 : query.step;
}

function same(value: number, evaluator: Evaluator): Float64Array {
  return new Float64Array(evaluator.steps.count).fill(value);
}

function combining(combine: (a: number, b: number) => number): ScalarFunction {
  return (call, evaluator) => {
    const left = evaluator.scalar(argumentAt(call, 0));
    const right = evaluator.scalar(argumentAt(call, 1));
    return left.map((value, step) => combine(value, right[step] as number));
  };
}
