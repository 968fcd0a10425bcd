import type { Expression } from "../../promql/ast.ts";
import { walk } from "../../promql/walk.ts";

/** Functions that only counters are given to. */
const OF_COUNTERS: ReadonlySet<string> = new Set(["rate", "increase", "irate", "resets"]);

/** Metrics that count up, going by their names and by the functions that read them. */
export function countersOf(expression: Expression): ReadonlySet<string> {
  const found = new Set<string>();
  walk(expression, (node) => {
    if (node.type === "vector" && node.name?.endsWith("_total")) found.add(node.name);
    if (node.type !== "call" || !OF_COUNTERS.has(node.function)) return;
    for (const inner of node.arguments) {
      if (inner.type === "matrix" && inner.selector.name !== undefined) found.add(inner.selector.name);
    }
  });
  return found;
}
