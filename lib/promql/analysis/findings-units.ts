import type { Expression } from "../ast.ts";
import { isComparison } from "../operators.ts";
import { print } from "../print.ts";
import { walk } from "../walk.ts";
import { isSameUnit, unitInWords } from "./dimension.ts";
import type { Finding } from "./finding.ts";
import { bare } from "./part-of.ts";
import type { Units } from "./units.ts";

/** Sums, differences and comparisons of values that are surely measured in different units. */
export function unitFindings(root: Expression, units: Units): Finding[] {
  const found: Finding[] = [];
  walk(root, (node) => {
    if (node.type !== "binary") return;
    const { operator } = node;
    if (operator !== "+" && operator !== "-" && !isComparison(operator)) return;
    const left = units.of(node.left);
    const right = units.of(node.right);
    if (left === undefined || left === "number" || right === undefined || right === "number") return;
    if (isSameUnit(left, right)) return;
    const verb = isComparison(operator) ? "compared with" : operator === "+" ? "added to" : "subtracted from";
    const [first, second] = operator === "-" ? [right, left] : [left, right];
    found.push({
      code: "unit-mismatch",
      level: "error",
      message: `${unitInWords(first)} cannot be ${verb} ${unitInWords(second)}`,
      node,
      expected: `both sides in ${unitInWords(left)}`,
      mend: `${print(bare(node.right))} is measured in ${unitInWords(right)}: convert it, or read another metric`,
    });
  });
  return found;
}
