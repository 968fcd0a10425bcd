import type {
  DurationOperand,
  Expression,
  Matching,
  SourceRange,
  Subquery,
  VectorSelector,
} from "../../lib/promql/ast.ts";
import { printNumber } from "../../lib/promql/print-number.ts";
import { quote as quoteReadably } from "../../lib/promql/quote.ts";

type Shape = Readonly<Record<string, unknown>>;

/** A tree of ours in the shape in which the oracle gives those of Prometheus; what is absent is `undefined`. */
export function shapeOf(node: Expression): Shape {
  return { ...bare(node), ...node.source };
}

function bare(node: Expression): Shape {
  switch (node.type) {
    case "number":
      return { type: "number", value: printNumber(node.value), duration: node.duration };
    case "string":
      return { type: "string", value: quote(node.value) };
    case "vector":
      return selector(node);
    case "matrix":
      return { type: "matrix", selector: shapeOf(node.selector), range: duration(node.range) };
    case "subquery": {
      const { expression, range, step } = node;
      return {
        type: "subquery",
        expression: shapeOf(expression),
        range: duration(range),
        step: duration(step),
        ...modifiers(node),
      };
    }
    case "call":
      return { type: "call", function: node.function, arguments: node.arguments.map(shapeOf) };
    case "aggregation":
      return {
        type: "aggregation",
        operator: node.operator,
        parameter: node.parameter === undefined ? undefined : shapeOf(node.parameter),
        expression: shapeOf(node.expression),
        ...(node.grouping === undefined ? undefined : { [node.grouping.mode]: node.grouping.labels.map(quote) }),
      };
    case "binary":
      return {
        type: "binary",
        operator: node.operator,
        left: shapeOf(node.left),
        right: shapeOf(node.right),
        bool: node.bool,
        ...(node.matching === undefined ? undefined : matching(node.matching)),
      };
    case "unary":
    case "paren":
      return { ...node, expression: shapeOf(node.expression), source: undefined };
  }
}

function selector(node: VectorSelector): Shape {
  const { name, nameInBraces, anchored, smoothed } = node;
  const matchers = node.matchers.map(({ label, op, value }) => [quote(label), op, quote(value)]);
  // The oracle keeps the order of the matchers, which does not matter; the name is anywhere among them.
  const all = nameInBraces === true ? [...matchers, [quote("__name__"), "=", quote(name ?? "")]] : matchers;
  return {
    type: "vector",
    name: nameInBraces === true ? undefined : name,
    matchers: all,
    anchored,
    smoothed,
    ...modifiers(node),
  };
}

function modifiers({ offset, at }: VectorSelector | Subquery): Shape {
  return { offset: duration(offset), at: typeof at === "number" ? printNumber(at) : at };
}

function matching({ mode, labels, group, fill }: Matching): Shape {
  return {
    ...(mode === "on" || labels.length > 0 ? { [mode]: labels.map(quote) } : undefined),
    ...(group === undefined ? undefined : { [`group_${group.side}`]: group.include.map(quote) }),
    fill_left: fill?.left === undefined ? undefined : printNumber(fill.left),
    fill_right: fill?.right === undefined ? undefined : printNumber(fill.right),
  };
}

function duration(value: number | DurationOperand | undefined): unknown {
  if (value === undefined || typeof value === "number") return value;
  return operand(value);
}

function operand(node: DurationOperand): Shape {
  if (node.type === "number") return shapeOf(node);
  const { type, operator, left, right, wrapped, source } = node;
  const sides = {
    left: left === undefined ? undefined : operand(left),
    right: right === undefined ? undefined : operand(right),
  };
  return { type, operator, ...sides, wrapped, ...(source as SourceRange) };
}

/** Prometheus does not escape U+FFFD, although it does not read it without. */
function quote(text: string): string {
  return quoteReadably(text).replaceAll("\\ufffd", "\ufffd");
}
