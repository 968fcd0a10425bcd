import type { Expression } from "../promql/ast.ts";
import type { Storage } from "../promql/data/storage.ts";
import { evaluateColumns } from "../promql/eval/query.ts";
import { evaluationTime, type World } from "./world.ts";

/** What an alert measures, and the number it compares that with. */
export interface Measured {
  readonly value: Expression;
  readonly threshold: number;
}

const COMPARISONS: ReadonlySet<string> = new Set([">", ">=", "<", "<=", "==", "!="]);

/** The first comparison with a number in an alert's condition, outermost first; `undefined` where there is none. */
export function measuredBy(expression: Expression): Measured | undefined {
  if (expression.type === "paren") return measuredBy(expression.expression);
  if (expression.type !== "binary") return undefined;
  const { operator, left, right } = expression;
  const threshold = COMPARISONS.has(operator) ? constantOf(right) : undefined;
  if (threshold !== undefined) return { value: left, threshold };
  return measuredBy(left) ?? measuredBy(right);
}

const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
};

/** The value of an expression of numbers alone, as `14 * (1 - 0.99)`. */
function constantOf(expression: Expression): number | undefined {
  if (expression.type === "number") return expression.value;
  if (expression.type === "paren") return constantOf(expression.expression);
  if (expression.type !== "binary") return undefined;
  const [left, right] = [constantOf(expression.left), constantOf(expression.right)];
  return left === undefined || right === undefined ? undefined : ARITHMETIC[expression.operator]?.(left, right);
}

/** The largest value of an expression at each evaluation of a world, `NaN` where it gives nothing. */
export function valuesAt(storage: Storage, expression: Expression, world: World): Float64Array {
  const { evaluations, ranges, start } = world;
  const values = new Float64Array(evaluations.count).fill(Number.NaN);
  const end = evaluationTime(world, evaluations.count - 1);
  const range = { start, end, step: evaluations.interval };
  for (const column of evaluateColumns(storage, expression, range, { ranges, subqueryStep: evaluations.interval })) {
    for (let index = 0; index < values.length; index++) {
      if (column.kinds[index] !== 1) continue;
      const value = column.values[index] as number;
      const known = values[index] as number;
      if (Number.isNaN(known) || value > known) values[index] = value;
    }
  }
  return values;
}
