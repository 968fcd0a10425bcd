import type { Aggregation, Binary, Expression, Matching, Subquery, Unary } from "./ast.ts";
import { formatFloat } from "./go-float.ts";
import { PRECEDENCE, UNARY_PRECEDENCE } from "./operators.ts";
import { printDuration, printSeconds } from "./print-duration.ts";
import { printNumber } from "./print-number.ts";
import { printAt, printOffset, printSelector, rangeSuffix, selectorModifiers } from "./print-selector.ts";
import { groupingLabel, quote } from "./quote.ts";

const ATOM = 10;

/**
 * The expression on one line in Prometheus' own spelling: matchers sorted, `@` before `offset`, empty `by ()` left out. Where
 * Prometheus prints what it does not read back (`by (without)`), this prints what it does (`by ("without")`).
 * Parentheses stand where the tree has a `Paren` and where leaving them out would change the meaning.
 */
export function print(expression: Expression): string {
  switch (expression.type) {
    case "number":
      return expression.duration === true ? printSeconds(expression.value) : printNumber(expression.value);
    case "string":
      return quote(expression.value);
    case "vector":
      return printSelector(expression) + selectorModifiers(expression);
    case "matrix": {
      const { selector } = expression;
      return printSelector(selector) + rangeSuffix(expression);
    }
    case "subquery":
      return subqueryNeedsParens(expression)
        ? `(${print(expression.expression)})${subquerySuffix(expression)}`
        : print(expression.expression) + subquerySuffix(expression);
    case "call":
      return `${expression.function}(${printList(expression.arguments)})`;
    case "aggregation": {
      const parameter = expression.parameter === undefined ? "" : `${print(expression.parameter)}, `;
      return `${aggregationHead(expression)}(${parameter}${print(expression.expression)})`;
    }
    case "binary":
      return `${printLeft(expression)} ${operatorWithMatching(expression)} ${printRight(expression)}`;
    case "unary":
      return unaryNeedsParens(expression)
        ? `${expression.operator}(${print(expression.expression)})`
        : expression.operator + print(expression.expression);
    case "paren":
      return `(${print(expression.expression)})`;
  }
}

/** Whether `child` must stand in parentheses as the left operand of `parent`. */
export function leftNeedsParens(parent: Binary): boolean {
  const least = parent.operator === "^" ? PRECEDENCE["^"] + 1 : PRECEDENCE[parent.operator];
  return precedence(parent.left) < least;
}

/** Whether the right operand of `parent` must stand in parentheses. A sign needs none: `a ^ -b` is unambiguous. */
export function rightNeedsParens(parent: Binary): boolean {
  const { right, operator } = parent;
  if (right.type !== "binary") return false;
  return PRECEDENCE[right.operator] < (operator === "^" ? PRECEDENCE["^"] : PRECEDENCE[operator] + 1);
}

/** Whether the operand of a sign must stand in parentheses. */
export function unaryNeedsParens(node: Unary): boolean {
  return node.expression.type !== "unary" && precedence(node.expression) <= UNARY_PRECEDENCE;
}

/** `sum`, `sum by (a, b) `: what stands before the parenthesis of an aggregation. */
export function aggregationHead(node: Aggregation): string {
  const grouping = node.grouping;
  // `by ()` and no grouping mean the same; `without ()` does not.
  if (grouping === undefined || (grouping.mode === "by" && grouping.labels.length === 0)) return node.operator;
  return `${node.operator} ${grouping.mode} (${printLabels(grouping.labels)}) `;
}

/** `== bool`, `* on (a) group_left (b)`: the operator with everything that belongs to it. */
export function operatorWithMatching(node: Binary): string {
  const head = node.bool === true ? `${node.operator} bool` : node.operator;
  const matching = node.matching;
  if (matching === undefined) return head;
  const { mode, labels, group, fill } = matching;
  let text = head;
  if (mode === "on" || labels.length > 0 || group !== undefined) text += ` ${mode} (${printLabels(labels)})`;
  if (group !== undefined) text += ` group_${group.side} (${printLabels(group.include)})`;
  return fill === undefined ? text : text + printFill(fill);
}

function printFill({ left, right }: NonNullable<Matching["fill"]>): string {
  // NaN is not equal to itself, here as in Prometheus.
  if (left !== undefined && left === right) return ` fill (${formatFloat(left)})`;
  const first = left === undefined ? "" : ` fill_left (${formatFloat(left)})`;
  return right === undefined ? first : `${first} fill_right (${formatFloat(right)})`;
}

/** `[1h:5m] @ end() offset 5m`: what stands after the expression of a subquery. */
export function subquerySuffix(node: Subquery): string {
  const step = node.step === undefined ? "" : printDuration(node.step);
  return `[${printDuration(node.range)}:${step}]${printAt(node.at)}${printOffset(node.offset)}`;
}

/** Whether the expression needs parentheses before `[1h:]`. */
export function subqueryNeedsParens(node: Subquery): boolean {
  return precedence(node.expression) < ATOM;
}

function precedence(node: Expression): number {
  if (node.type === "binary") return PRECEDENCE[node.operator];
  if (node.type === "unary") return UNARY_PRECEDENCE;
  // A negative literal reads back as a sign and a number, so it binds like one.
  if (node.type === "number" && (node.value < 0 || Object.is(node.value, -0))) return UNARY_PRECEDENCE;
  return ATOM;
}

function printLeft(node: Binary): string {
  return leftNeedsParens(node) ? `(${print(node.left)})` : print(node.left);
}

function printRight(node: Binary): string {
  return rightNeedsParens(node) ? `(${print(node.right)})` : print(node.right);
}

function printList(nodes: readonly Expression[]): string {
  let text = "";
  for (const node of nodes) text += text === "" ? print(node) : `, ${print(node)}`;
  return text;
}

function printLabels(labels: readonly string[]): string {
  let text = "";
  for (const label of labels) text += text === "" ? groupingLabel(label) : `, ${groupingLabel(label)}`;
  return text;
}
