import type { Expression } from "../../promql/ast.ts";
import { transform, walk } from "../../promql/walk.ts";

/** Most `or`s of an expression that are told apart; each doubles the alternatives. */
const MOST = 6;

/** An expression with one side of each `or` chosen, in every way: what one series of its result may come from. */
export function alternatives(expression: Expression): readonly Expression[] {
  let count = 0;
  walk(expression, (node) => {
    if (isOr(node)) count++;
  });
  if (count === 0 || count > MOST) return [expression];
  return Array.from({ length: 2 ** count }, (_, choices) => {
    let index = 0;
    return transform(expression, (node) => {
      if (node.type !== "binary" || node.operator !== "or") return node;
      return (choices >> index++) % 2 === 0 ? node.left : node.right;
    });
  });
}

function isOr(node: Expression): boolean {
  return node.type === "binary" && node.operator === "or";
}
