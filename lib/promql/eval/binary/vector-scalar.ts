import type { Binary } from "../../ast.ts";
import { ABSENT, FLOAT } from "../../data/series.ts";
import { isComparison } from "../../operators.ts";
import { Column } from "../column.ts";
import type { Evaluator } from "../evaluator.ts";
import { labelsWithoutName } from "../names.ts";
import { operate } from "./pair.ts";
import { changesMeaning, finished, put, sampleAt } from "./results.ts";
import { ARITHMETIC, COMPARISON, isArithmetic } from "./scalar.ts";
import { StepRemarks } from "./step-remarks.ts";

// Copies, since an imported constant is looked up anew in each round of a loop, ten times as slowly.
const ABSENT_KIND = ABSENT;
const FLOAT_KIND = FLOAT;

/** An instant vector with a scalar, which stands on the left where `scalarFirst`. */
export function vectorScalar(node: Binary, evaluator: Evaluator, scalarFirst: boolean): Column[] {
  // The left operand first: when both fail, its error is the one that is heard of.
  const left = scalarFirst ? evaluator.scalar(node.left) : undefined;
  const columns = evaluator.vector(scalarFirst ? node.right : node.left);
  const scalars = left ?? evaluator.scalar(node.right);
  const renamed = changesMeaning(node);
  const remarks = new StepRemarks(evaluator.steps.count);
  const results = columns.map((column) => {
    const labels = renamed ? labelsWithoutName(column.labels, evaluator) : column.labels;
    const output = new Column(labels, column.kinds.length, column.dropName || renamed);
    const pairing = { node, column, scalars, scalarFirst };
    if (column.histograms !== undefined) operateSamples(pairing, output, remarks);
    else if (isArithmetic(node.operator)) compute(pairing, ARITHMETIC[node.operator], output);
    else if (isComparison(node.operator)) compare(pairing, COMPARISON[node.operator], output);
    else operateSamples(pairing, output, remarks);
    return output;
  });
  remarks.show(evaluator.annotations, node.source);
  return finished(results, evaluator);
}

interface Pairing {
  readonly node: Binary;
  readonly column: Column;
  readonly scalars: Float64Array;
  readonly scalarFirst: boolean;
}

function compute(
  { column, scalars, scalarFirst }: Pairing,
  apply: (left: number, right: number) => number,
  output: Column,
): void {
  const { values, kinds } = column;
  const { values: results, kinds: present } = output;
  for (let step = 0; step < kinds.length; step++) {
    if (kinds[step] === ABSENT_KIND) continue;
    const value = values[step] as number;
    const scalar = scalars[step] as number;
    results[step] = scalarFirst ? apply(scalar, value) : apply(value, scalar);
    present[step] = FLOAT_KIND;
  }
}

/** A filter keeps the value of the vector, on whichever side it stands. */
function compare(
  { node, column, scalars, scalarFirst }: Pairing,
  holds: (left: number, right: number) => boolean,
  output: Column,
): void {
  const { values, kinds } = column;
  const { values: results, kinds: present } = output;
  const bool = node.bool === true;
  for (let step = 0; step < kinds.length; step++) {
    if (kinds[step] === ABSENT_KIND) continue;
    const value = values[step] as number;
    const scalar = scalars[step] as number;
    const kept = scalarFirst ? holds(scalar, value) : holds(value, scalar);
    if (!kept && !bool) continue;
    results[step] = bool ? Number(kept) : value;
    present[step] = FLOAT_KIND;
  }
}

function operateSamples({ node, column, scalars, scalarFirst }: Pairing, output: Column, remarks: StepRemarks): void {
  for (let step = 0; step < column.kinds.length; step++) {
    if (column.kinds[step] === ABSENT_KIND) continue;
    const sample = sampleAt(column, step);
    const scalar = scalars[step] as number;
    const { value, keep, remark } = scalarFirst
      ? operate(node.operator, scalar, sample)
      : operate(node.operator, sample, scalar);
    if (remark !== undefined) remarks.note(step, remark);
    if (value === undefined) continue;
    if (node.bool === true) output.setFloat(step, Number(keep));
    else if (keep) put(output, step, isComparison(node.operator) ? sample : value);
  }
}
