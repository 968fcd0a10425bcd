import { Labels } from "../../data/labels.ts";
import { ABSENT } from "../../data/series.ts";
import { Column } from "../column.ts";
import type { VectorFunction } from "../evaluator.ts";
import { absentLabels } from "../range-functions/absent-labels.ts";
import { argumentAt, scalarAt } from "./argument.ts";

/** `absent(v)`: 1 at the steps where the vector is empty, with the labels that its selector asks for. */
export const absent: VectorFunction = (call, evaluator) => {
  const argument = argumentAt(call, 0);
  const columns = evaluator.vector(argument);
  const result = new Column(absentLabels(argument), evaluator.steps.count);
  for (let step = 0; step < result.kinds.length; step++) {
    if (columns.every(({ kinds }) => kinds[step] === ABSENT)) result.setFloat(step, 1);
  }
  return result.isEmpty ? [] : [result];
};

/** `vector(s)`: a scalar as a series without labels. */
export const vector: VectorFunction = (call, evaluator) => {
  const result = new Column(Labels.empty, evaluator.steps.count);
  for (const [step, value] of scalarAt(call, 0, evaluator).entries()) result.setFloat(step, value);
  return [result];
};
