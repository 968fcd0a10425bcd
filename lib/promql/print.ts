import { formatDuration } from "../core/duration.ts";
import type {
  Aggregation,
  AtModifier,
  Binary,
  Duration,
  DurationOperand,
  DurationOperation,
  Expression,
  Matcher,
  Subquery,
  Unary,
  VectorSelector,
} from "./ast.ts";
import { PRECEDENCE, UNARY_PRECEDENCE } from "./operators.ts";
import { groupingLabel, isBareMetricName, matcherLabel, quote } from "./quote.ts";

const ATOM = 10;

/**
 * The expression on one line in Prometheus' own spelling: matchers sorted, `@` before `offset`, empty `by ()` left out.
 * Parentheses stand where the tree has a `Paren` and where leaving them out would change the meaning.
 */
export function print(expression: Expression): string {
  switch (expression.type) {
    case "number":
      return expression.duration === true ? formatDuration(expression.value * 1000) : printNumber(expression.value);
    case "string":
      return quote(expression.value);
    case "vector":
      return printSelector(expression) + printModifiers(expression.at, expression.offset);
    case "matrix": {
      const { selector, range } = expression;
      return `${printSelector(selector)}[${printDuration(range)}]${printModifiers(selector.at, selector.offset)}`;
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

/** The shortest decimal digits that read back as the same number, never with an exponent, as Prometheus prints it. */
export function printNumber(value: number): string {
  if (Object.is(value, -0)) return "-0";
  if (value === Infinity) return "Inf";
  if (value === -Infinity) return "-Inf";
  const text = String(value);
  return text.includes("e") ? withoutExponent(text) : text;
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
  const { mode, labels, group } = matching;
  if (group === undefined) {
    return mode === "ignoring" && labels.length === 0 ? head : `${head} ${mode} (${printLabels(labels)})`;
  }
  return `${head} ${mode} (${printLabels(labels)}) group_${group.side} (${printLabels(group.include)})`;
}

/** `[1h:5m] @ end() offset 5m`: what stands after the expression of a subquery. */
export function subquerySuffix(node: Subquery): string {
  const step = node.step === undefined ? "" : printDuration(node.step);
  return `[${printDuration(node.range)}:${step}]${printModifiers(node.at, node.offset)}`;
}

/** Whether the expression needs parentheses before `[1h:]`. */
export function subqueryNeedsParens(node: Subquery): boolean {
  return precedence(node.expression) < ATOM;
}

/** What stands between the braces of a selector, one text each: the name if it must be quoted, then the matchers. */
export function insideBraces(node: VectorSelector): readonly string[] {
  const matchers = node.matchers.map(printMatcher).sort();
  return node.name === undefined || isBareMetricName(node.name) ? matchers : [quote(node.name), ...matchers];
}

/** ` @ end() offset 5m`: what stands after a selector. */
export function printModifiers(at: AtModifier | undefined, offset: Duration | undefined): string {
  let text = "";
  if (at !== undefined) text = typeof at === "number" ? ` @ ${at.toFixed(3)}` : ` @ ${at}()`;
  if (offset !== undefined && offset !== 0) text += ` offset ${printDuration(offset)}`;
  return text;
}

/** A range, an offset or a step: `5m`, `5m * 2`. */
export function printDuration(duration: Duration): string {
  return typeof duration === "number" ? formatDuration(duration) : printOperand(duration);
}

function printOperand(operand: DurationOperand): string {
  if (operand.type === "number") return print(operand);
  const text = printOperation(operand);
  return operand.wrapped === true ? `(${text})` : text;
}

function printOperation({ operator, left, right }: DurationOperation): string {
  if (right === undefined) return `${operator}()`;
  if (left === undefined) return (operator === "-" ? "-" : "") + printOperand(right);
  const [first, second] = [printOperand(left), printOperand(right)];
  const isCall = operator === "min_of" || operator === "max_of";
  return isCall ? `${operator}(${first}, ${second})` : `${first} ${operator} ${second}`;
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

function printSelector(node: VectorSelector): string {
  const { name, matchers } = node;
  if (name !== undefined && isBareMetricName(name)) {
    return matchers.length === 0 ? name : `${name}{${printMatchers(matchers)}}`;
  }
  if (name === undefined) return `{${printMatchers(matchers)}}`;
  return matchers.length === 0 ? `{${quote(name)}}` : `{${quote(name)},${printMatchers(matchers)}}`;
}

// Rules of one objective share their matchers, and a long expression is measured again at each depth.
const printedMatchers = new WeakMap<readonly Matcher[], string>();

function printMatchers(matchers: readonly Matcher[]): string {
  const known = printedMatchers.get(matchers);
  if (known !== undefined) return known;
  const text = matchers.map(printMatcher).sort().join(",");
  printedMatchers.set(matchers, text);
  return text;
}

function printMatcher(matcher: Matcher): string {
  return matcherLabel(matcher.label) + matcher.op + quote(matcher.value);
}

function withoutExponent(text: string): string {
  const [mantissa = "", exponent = "0"] = text.split("e");
  const sign = mantissa.startsWith("-") ? "-" : "";
  const [whole = "", fraction = ""] = mantissa.slice(sign.length).split(".");
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return sign + digits.padEnd(point, "0");
}
