import type { Binary, Expression } from "../ast.ts";
import { isComparison } from "../operators.ts";
import { valueType } from "../value-type.ts";
import type { Finding } from "./finding.ts";
import { seriesArgument } from "./labels.ts";
import { bare } from "./part-of.ts";

/** An alert of which one branch has a condition while the other has none, as `a or b > 0` is read: `a or (b > 0)`. */
export function branchFindings(root: Expression): Finding[] {
  const node = bare(root);
  if (node.type !== "binary" || node.operator !== "or") return [];
  const sides = [node.left, node.right];
  const open = sides.filter(isOpen);
  if (open.length !== 1 || !sides.some(isCompared)) return [];
  return open.map((side) => ({
    code: "expression-always",
    level: "warning",
    message: "this side of `or` has no condition, so the alert fires for all its series",
    node: side,
    mend: "compare it too, or put parentheses around the whole `or`: comparisons bind tighter",
  }));
}

function isCompared(node: Expression): boolean {
  const inner = bare(node);
  return inner.type === "binary" && isComparison(inner.operator) && inner.bool !== true;
}

/** Whether the expression surely gives a result for each series that it reads. */
function isOpen(node: Expression): boolean {
  const inner = bare(node);
  switch (inner.type) {
    case "vector":
      // Alerts are there only while they are pending or firing.
      return inner.name !== undefined && !inner.name.startsWith("ALERTS");
    case "matrix":
      return isOpen(inner.selector);
    case "subquery":
    case "unary":
    case "aggregation":
      return isOpen(inner.expression);
    case "call": {
      if (inner.function === "vector") return true;
      const series = seriesArgument(inner);
      return series !== undefined && !/^(?:absent|info|start_timestamp)/.test(inner.function) && isOpen(series);
    }
    case "binary":
      return isOpenArithmetic(inner);
    default:
      return false;
  }
}

/** Joins with grouping are also written to leave series out. */
function isOpenArithmetic({ operator, left, right, matching }: Binary): boolean {
  if (!/^(?:[-+*/%^]|atan2)$/.test(operator) || matching?.group !== undefined) return false;
  return [left, right].every((side) => valueType(side) === "scalar" || isOpen(side));
}
