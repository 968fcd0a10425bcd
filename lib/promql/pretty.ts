import type { Binary, Expression, VectorSelector } from "./ast.ts";
import { isSetOperator } from "./operators.ts";
import {
  aggregationHead,
  leftNeedsParens,
  operatorWithMatching,
  print,
  rightNeedsParens,
  subqueryNeedsParens,
  subquerySuffix,
  unaryNeedsParens,
} from "./print.ts";
import { insideBraces, nameBeforeBraces, rangeSuffix, selectorModifiers } from "./print-selector.ts";

const INDENT = "  ";

/**
 * The expression over as many lines as it needs to stay within `width` characters where that can be done: operands
 * under each other with the operator between them, what stands in parentheses indented by two spaces. An expression
 * that fits is printed on one line, exactly as `print` does.
 */
export function pretty(expression: Expression, width = 100): string {
  return render(expression, width, "");
}

/** `margin` is what every further line starts with; the first line starts wherever the caller put it. */
function render(node: Expression, width: number, margin: string): string {
  const line = print(node);
  if (line.length + margin.length <= width) return line;
  switch (node.type) {
    case "number":
    case "string":
      return line;
    case "vector":
      return brokenSelector(node, margin) + selectorModifiers(node);
    case "matrix":
      return brokenSelector(node.selector, margin) + rangeSuffix(node);
    case "subquery":
      return parenthesized(node.expression, subqueryNeedsParens(node), width, margin) + subquerySuffix(node);
    case "call":
      return node.arguments.length === 0 ? line : `${node.function}${block(node.arguments, width, margin)}`;
    case "aggregation": {
      const parts = node.parameter === undefined ? [node.expression] : [node.parameter, node.expression];
      return `${aggregationHead(node)}${block(parts, width, margin)}`;
    }
    case "binary":
      return brokenBinary(node, width, margin);
    case "unary":
      return node.operator + parenthesized(node.expression, unaryNeedsParens(node), width, margin);
    case "paren":
      return block([node.expression], width, margin);
  }
}

function brokenBinary(node: Binary, width: number, margin: string): string {
  const left = parenthesized(node.left, leftNeedsParens(node), width, margin);
  const right = parenthesized(node.right, rightNeedsParens(node), width, margin);
  const operator = operatorWithMatching(node);
  // A threshold or a factor belongs to its operator; anything bigger is read on its own.
  const joined = !isSetOperator(node.operator) && isSmall(node.right) && !right.includes("\n");
  return `${left}\n${margin}${operator}${joined ? " " : `\n${margin}`}${right}`;
}

function isSmall(node: Expression): boolean {
  switch (node.type) {
    case "number":
    case "string":
      return true;
    case "unary":
    case "paren":
      return isSmall(node.expression);
    case "binary":
      return isSmall(node.left) && isSmall(node.right);
    default:
      return false;
  }
}

function parenthesized(node: Expression, parens: boolean, width: number, margin: string): string {
  if (!parens) return render(node, width, margin);
  const line = `(${print(node)})`;
  return line.length + margin.length <= width ? line : block([node], width, margin);
}

function block(nodes: readonly Expression[], width: number, margin: string): string {
  const inner = margin + INDENT;
  const lines = nodes.map((node) => inner + render(node, width, inner));
  return `(\n${lines.join(",\n")}\n${margin})`;
}

function brokenSelector(node: VectorSelector, margin: string): string {
  const name = nameBeforeBraces(node);
  const inside = insideBraces(node);
  if (inside.length === 0) return name;
  const lines = inside.map((matcher) => margin + INDENT + matcher);
  return `${name}{\n${lines.join(",\n")}\n${margin}}`;
}
