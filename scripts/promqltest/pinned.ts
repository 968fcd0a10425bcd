import type { Expression } from "../../lib/promql/ast.ts";
import { print } from "../../lib/promql/print.ts";
import { transform, walk } from "../../lib/promql/walk.ts";

/** Functions whose result changes with the evaluation time although their argument does not. */
const DEPENDS_ON_TIME: ReadonlySet<string> = new Set(
  (
    "days_in_month day_of_month day_of_week day_of_year end hour minute month year predict_linear range start step " +
    "time timestamp"
  ).split(" "),
);

/** An expression and when to evaluate it. Units: milliseconds. */
export interface Pinned {
  readonly expr: string;
  readonly time: number;
}

/**
 * An expression with `@ time` at each selector that has none, at times at which its result must be the same; none where it
 * depends on the evaluation time itself. Units: milliseconds.
 */
export function pinnedQueries(expression: Expression, time: number): readonly Pinned[] {
  const inside = new Set<Expression>();
  let dependsOnTime = false;
  walk(expression, (node) => {
    if (node.type === "call" && DEPENDS_ON_TIME.has(node.function)) dependsOnTime = true;
    if (node.type !== "subquery") return true;
    walk(node.expression, (part) => inside.add(part));
    return false;
  });
  if (dependsOnTime) return [];
  const pinned = transform(expression, (node) => {
    if (node.type !== "vector" && node.type !== "subquery") return node;
    return inside.has(node) || node.at !== undefined ? node : { ...node, at: time / 1000 };
  });
  const expr = print(pinned);
  const times = time === 0 ? [-1000, 0, 1000] : [-10 * time, 0, Math.trunc(time / 5), time, 10 * time];
  return times.map((one) => ({ expr, time: one }));
}
