import type { Expression } from "../../promql/ast.ts";
import { children, selectors } from "../../promql/walk.ts";

/** True when an expression reads no series but those of one metric. */
export function readsOnly(expression: Expression, metric: string): boolean {
  return selectors(expression).every(({ name }) => name === metric);
}

/** True when an expression only asks whether the series of a metric are there, whatever their values. */
export function asksOnlyForPresence(expression: Expression, metric: string): boolean {
  if (expression.type === "call" && /^absent(?:_over_time)?$/.test(expression.function)) return true;
  if (expression.type === "vector") return expression.name !== metric;
  return children(expression).every((child) => asksOnlyForPresence(child, metric));
}
