import type { Expression } from "../../ast.ts";
import { FUNCTIONS } from "../../functions.ts";

/** Whether an operand of a type-checked expression is a scalar; if not, it is an instant vector. */
export function isScalar(node: Expression): boolean {
  switch (node.type) {
    case "number":
      return true;
    case "paren":
    case "unary":
      return isScalar(node.expression);
    case "binary":
      return isScalar(node.left) && isScalar(node.right);
    case "call":
      return FUNCTIONS.get(node.function)?.returns === "scalar";
    default:
      return false;
  }
}
