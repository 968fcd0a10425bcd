import type { Expression } from "../ast.ts";

/** Whether two expressions mean the same, going by their shape: parentheses and places in a text do not count. */
export function isAlike(a: Expression, b: Expression): boolean {
  if (a.type === "paren") return isAlike(a.expression, b);
  if (b.type === "paren") return isAlike(a, b.expression);
  return a.type === b.type && (a === b || isEqual(a, b));
}

function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Object.is(a, b);
  if (isExpression(a) && isExpression(b) && (a.type === "paren" || b.type === "paren")) return isAlike(a, b);
  const keys = Object.keys(a).filter(counts);
  if (keys.length !== Object.keys(b).filter(counts).length) return false;
  return keys.every((key) => isEqual(a[key as never], b[key as never]));
}

function counts(key: string): boolean {
  return key !== "source" && key !== "nameInBraces";
}

function isExpression(value: object): value is Expression {
  return "type" in value;
}
