import type { Expression } from "./ast.ts";
import { FUNCTIONS, type ValueType } from "./functions.ts";

/** The type of an expression, going by its shape alone; that of an unknown function counts as an instant vector. */
export function valueType(node: Expression): ValueType {
  switch (node.type) {
    case "number":
      return "scalar";
    case "string":
      return "string";
    case "vector":
    case "aggregation":
      return "vector";
    case "matrix":
    case "subquery":
      return "matrix";
    case "call":
      return FUNCTIONS.get(node.function)?.returns ?? "vector";
    case "binary":
      return valueType(node.left) === "scalar" && valueType(node.right) === "scalar" ? "scalar" : "vector";
    case "unary":
    case "paren":
      return valueType(node.expression);
  }
}
