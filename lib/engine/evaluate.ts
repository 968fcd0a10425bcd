import type { Expression } from "../promql/ast.ts";
import { ABSENT } from "../promql/data/series.ts";
import type { Storage } from "../promql/data/storage.ts";
import { PromqlError } from "../promql/error.ts";
import { Column } from "../promql/eval/column.ts";
import { EvaluationError } from "../promql/eval/error.ts";
import { evaluateColumns, type QueryOptions } from "../promql/eval/query.ts";
import type { Steps } from "../promql/eval/steps.ts";
import { typeOf } from "../promql/typecheck.ts";

/** What an expression gives at some steps, and the steps at which it cannot be evaluated, with the reason. */
export interface Evaluated {
  readonly columns: readonly Column[];
  readonly failures: readonly (readonly [step: number, message: string])[];
}

const NO_VECTOR = "rule result is not a vector or scalar";

/**
 * Evaluates the expression of a rule at all steps, which are the moments that it queries. An error of one step leaves the
 * others alone, as if each of them were a query of its own.
 */
export function evaluateRule(storage: Storage, expression: Expression, steps: Steps, options: QueryOptions): Evaluated {
  const type = typeOf(expression, { experimental: true });
  if (type !== "vector" && type !== "scalar") {
    return { columns: [], failures: Array.from({ length: steps.count }, (_, step) => [step, NO_VECTOR] as const) };
  }
  const parts: Part[] = [];
  const failures: (readonly [number, string])[] = [];
  const evaluate = (from: number, count: number): void => {
    try {
      parts.push({ from, columns: columnsAt(storage, expression, partOf(steps, from, count), options) });
    } catch (error) {
      if (!(error instanceof EvaluationError || error instanceof PromqlError)) throw error;
      if (count === 1) {
        failures.push([from, error.message]);
        return;
      }
      const half = count >> 1;
      evaluate(from, half);
      evaluate(from + half, count - half);
    }
  };
  if (steps.count > 0) evaluate(0, steps.count);
  return { columns: joined(parts, steps.count), failures };
}

interface Part {
  readonly from: number;
  readonly columns: readonly Column[];
}

function columnsAt(storage: Storage, expression: Expression, steps: Steps, options: QueryOptions): Column[] {
  const { start, step, count } = steps;
  // The step of a query for one moment is 0, which `step()` tells.
  const range = count === 1 ? { start, end: start, step: 0 } : { start, end: start + (count - 1) * step, step };
  return evaluateColumns(storage, expression, range, options);
}

function partOf(steps: Steps, from: number, count: number): Steps {
  return { start: steps.start + from * steps.step, step: steps.step, count };
}

function joined(parts: readonly Part[], count: number): readonly Column[] {
  const [first] = parts;
  if (first === undefined) return [];
  if (parts.length === 1 && first.columns.every((column) => column.kinds.length === count)) return first.columns;
  const byKey = new Map<string, Column>();
  for (const { from, columns } of parts) {
    for (const column of columns) {
      let whole = byKey.get(column.labels.key);
      if (whole === undefined) {
        whole = new Column(column.labels, count);
        byKey.set(column.labels.key, whole);
      }
      copyInto(whole, column, from);
    }
  }
  return [...byKey.values()];
}

function copyInto(whole: Column, part: Column, from: number): void {
  for (let step = 0; step < part.kinds.length; step++) {
    if (part.kinds[step] === ABSENT) continue;
    const histogram = part.histogramAt(step);
    if (histogram === undefined) whole.setFloat(from + step, part.floatAt(step));
    else whole.setHistogram(from + step, histogram);
  }
}
