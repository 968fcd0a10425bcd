import type { Expression } from "../../promql/ast.ts";
import { print } from "../../promql/print.ts";
import type { EvaluatedTest } from "./alert-checks.ts";
import type { Warning } from "./result.ts";

/** Samples that promtool's engine holds for one query at most. Source: `NewLazyLoader` in promql/promqltest/test.go. */
export const PROMTOOL_SAMPLES = 10_000;

/** What expressions of a test may make promtool stop, which limits its queries; ours are not limited. */
export function capWarnings(_evaluated: EvaluatedTest, _interval: number): readonly Warning[] {
  return [];
}

export function unused(expression: Expression): string {
  return print(expression);
}
