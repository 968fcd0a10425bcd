import type { Call, Expression } from "../../ast.ts";
import type { Column } from "../column.ts";
import type { Evaluator } from "../evaluator.ts";

/** The argument at `index`. Errors: `TypeError` where the type check let a call pass that has too few. */
export function argumentAt(call: Call, index: number): Expression {
  const argument = call.arguments[index];
  if (argument === undefined) throw new TypeError(`${call.function} has no argument ${index + 1}`);
  return argument;
}

/** The first argument, evaluated. */
export function vectorOf(call: Call, evaluator: Evaluator): readonly Column[] {
  return evaluator.vector(argumentAt(call, 0));
}

/** The argument at `index`, evaluated. */
export function scalarAt(call: Call, index: number, evaluator: Evaluator): Float64Array {
  return evaluator.scalar(argumentAt(call, index));
}
