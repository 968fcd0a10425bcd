import type { Expression } from "../ast.ts";
import { print } from "../print.ts";

/** What can be wrong with an expression that Prometheus accepts. */
export type FindingCode = "expression-never" | "expression-always" | "unit-mismatch" | "label-impossible";

/** One thing that is surely wrong with an expression. */
export interface Finding {
  readonly code: FindingCode;
  /** An `error` leaves the expression, or a branch of it, without any result. */
  readonly level: "error" | "warning";
  readonly message: string;
  /** The part that is wrong. */
  readonly node: Expression;
  readonly expected?: string;
  readonly mend?: string;
}

/** How a part of an expression reads, and where it starts, when it was read from a text and is not all of it. */
export function shown(part: Expression, whole: Expression): string {
  const text = print(part);
  const { source } = part;
  return source === undefined || part === whole ? text : `${text} at character ${source.start + 1}`;
}
