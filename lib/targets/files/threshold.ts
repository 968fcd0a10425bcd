import type { Binary, Expression } from "../../promql/ast.ts";
import { parseUnchecked } from "../../promql/parse.ts";

/** How one expression became another, in the one respect that a reviewer asks for first. */
export type ExpressionChange =
  | { readonly kind: "same" }
  | { readonly kind: "threshold"; readonly before: number; readonly after: number }
  | { readonly kind: "other" };

const comparisons: ReadonlySet<string> = new Set(["==", "!=", ">", "<", ">=", "<="]);

/**
 * Tells a moved threshold from any other change. Expressions that differ in layout and parentheses only are the same;
 * a threshold moved when the one difference is the constant that something is compared with (the same one, where it is
 * compared in several windows). Text that is no PromQL is compared as text.
 */
export function expressionChange(before: string, after: string): ExpressionChange {
  if (before === after) return { kind: "same" };
  const [left, right] = [read(before), read(after)];
  if (left === undefined || right === undefined) return { kind: "other" };
  const thresholds: (readonly [number, number])[] = [];
  if (!sameBut(left, right, thresholds)) return { kind: "other" };
  const [first, ...rest] = thresholds;
  if (first === undefined) return { kind: "same" };
  if (rest.some(([from, to]) => from !== first[0] || to !== first[1])) return { kind: "other" };
  return { kind: "threshold", before: first[0], after: first[1] };
}

function read(text: string): Expression | undefined {
  try {
    return parseUnchecked(text);
  } catch {
    return undefined;
  }
}

/** Whether two trees are equal, apart from compared constants, which are collected. */
function sameBut(before: unknown, after: unknown, thresholds: (readonly [number, number])[]): boolean {
  const [left, right] = [withoutParens(before), withoutParens(after)];
  if (isComparison(left) && isComparison(right) && sameShape(left, right)) {
    return (["left", "right"] as const).every((side) => {
      const [from, to] = [constant(left[side]), constant(right[side])];
      if (from === undefined || to === undefined) return sameBut(left[side], right[side], thresholds);
      if (!Object.is(from, to)) thresholds.push([from, to]);
      return true;
    });
  }
  if (typeof left !== "object" || left === null || typeof right !== "object" || right === null) {
    return Object.is(left, right);
  }
  const [fields, others] = [fieldsOf(left), fieldsOf(right)];
  return (
    fields.size === others.size &&
    [...fields].every(([key, value]) => others.has(key) && sameBut(value, others.get(key), thresholds))
  );
}

function sameShape(left: Binary, right: Binary): boolean {
  return left.operator === right.operator && left.bool === right.bool && sameBut(left.matching, right.matching, []);
}

/** A node without its place in the text. */
function fieldsOf(node: object): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(node).filter(([key]) => key !== "source"));
}

function withoutParens(value: unknown): unknown {
  let node = value;
  while (isNode(node) && node.type === "paren") node = node.expression;
  return node;
}

function isComparison(value: unknown): value is Binary {
  return isNode(value) && value.type === "binary" && comparisons.has(value.operator);
}

function isNode(value: unknown): value is Expression {
  return typeof value === "object" && value !== null && "type" in value;
}

/** The value of a tree of numbers, as `14.4 * 0.001` is written in burn-rate alerts. */
function constant(expression: Expression): number | undefined {
  switch (expression.type) {
    case "number":
      return expression.value;
    case "paren":
      return constant(expression.expression);
    case "unary": {
      const value = constant(expression.expression);
      return value === undefined || expression.operator === "+" ? value : -value;
    }
    case "binary":
      return arithmetic(expression.operator, constant(expression.left), constant(expression.right));
    default:
      return undefined;
  }
}

function arithmetic(operator: string, left: number | undefined, right: number | undefined): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return left / right;
    default:
      return undefined;
  }
}
