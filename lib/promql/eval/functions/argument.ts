import type { Call, Expression } from "../../ast.ts";

/** The argument at `index`. Errors: `TypeError` where the type check let a call pass that has too few. */
export function argumentAt(call: Call, index: number): Expression {
  const argument = call.arguments[index];
  if (argument === undefined) throw new TypeError(`${call.function} has no argument ${index + 1}`);
  return argument;
}
