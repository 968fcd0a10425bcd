import type { Binary } from "../../ast.ts";
import { ABSENT, FLOAT, HISTOGRAM } from "../../data/series.ts";
import type { Column } from "../column.ts";
import type { Evaluator } from "../evaluator.ts";
import { mergeSameLabels } from "../names.ts";
import { isInstant } from "../steps.ts";
import type { SampleValue } from "./pair.ts";
import { isArithmetic } from "./scalar.ts";

/** Whether the result no longer means what the metric name of an operand says. */
export function changesMeaning(node: Binary): boolean {
  return isArithmetic(node.operator) || node.bool === true;
}

/** The sample of a column at a step that has one. */
export function sampleAt(column: Column, step: number): SampleValue {
  return column.kinds[step] === HISTOGRAM ? (column.histogramAt(step) ?? NaN) : (column.values[step] as number);
}

/** Writes a sample into a column. */
export function put(column: Column, step: number, value: SampleValue): void {
  if (typeof value === "number") column.setFloat(step, value);
  else column.setHistogram(step, value);
}

/**
 * Whether two columns of the same labels have a sample at the same step before `end`, which Prometheus would have met before
 * a failure at `end`. An infinite `end` is none: `finished` judges then.
 */
export function collidesBefore(end: number, columns: readonly Column[], evaluator: Evaluator): boolean {
  if (end === Infinity || isJudgedLater(evaluator)) return false;
  const taken = new Map<string, Uint8Array>();
  return columns.some(({ labels, kinds }) => {
    const known = taken.get(labels.key);
    if (known === undefined) {
      taken.set(labels.key, kinds.slice());
      return false;
    }
    for (let step = 0; step < end; step++) {
      if (kinds[step] === ABSENT) continue;
      if (known[step] !== ABSENT) return true;
      known[step] = FLOAT;
    }
    return false;
  });
}

/**
 * The columns that have a sample, those of the same labels as one; takes ownership of the columns. Errors: `EvaluationError`
 * where two of the same labels have a sample at the same step; with delayed name removal an instant is only judged at the end.
 */
export function finished(columns: readonly Column[], evaluator: Evaluator): Column[] {
  const filled = columns.filter((column) => !column.isEmpty);
  if (isJudgedLater(evaluator)) return filled;
  return mergeSameLabels(isMixed(filled) ? filled.toSorted((a, b) => firstStep(a) - firstStep(b)) : filled);
}

/** Where columns become one, the earliest of them says whether the name is still to be dropped. */
function isMixed(columns: readonly Column[]): boolean {
  return columns.some(({ dropName }) => dropName) && columns.some(({ dropName }) => !dropName);
}

function firstStep({ kinds }: Column): number {
  return kinds.findIndex((kind) => kind !== ABSENT);
}

function isJudgedLater({ steps, settings }: Evaluator): boolean {
  return isInstant(steps) && settings.delayedNameRemoval;
}
