import type { Binary } from "../../ast.ts";
import { HISTOGRAM } from "../../data/series.ts";
import type { Column } from "../column.ts";
import type { Evaluator } from "../evaluator.ts";
import { mergeSameLabels } from "../names.ts";
import type { SampleValue } from "./pair.ts";
import { isArithmetic } from "./scalar.ts";

/** Whether the result no longer means what the metric name of an operand says. */
export function changesMeaning(node: Binary): boolean {
  return isArithmetic(node.operator) || node.bool === true;
}

/** The sample of a column at a step that has one. */
export function sampleAt(column: Column, step: number): SampleValue {
  return column.kinds[step] === HISTOGRAM ? (column.histogramAt(step) ?? Number.NaN) : (column.values[step] as number);
}

/** Writes a sample into a column. */
export function put(column: Column, step: number, value: SampleValue): void {
  if (typeof value === "number") column.setFloat(step, value);
  else column.setHistogram(step, value);
}

/**
 * The columns that have a sample, those of the same labels as one; takes ownership of the columns. Errors: `EvaluationError`
 * where two of the same labels have a sample at the same step; with delayed name removal a single step is only judged at the end.
 */
export function finished(columns: readonly Column[], evaluator: Evaluator): Column[] {
  const filled = columns.filter((column) => !column.isEmpty);
  if (evaluator.steps.count === 1 && evaluator.settings.delayedNameRemoval) return filled;
  return mergeSameLabels(filled);
}
