import type { Json } from "../../lib/core/json.ts";
import type { Binary, Expression } from "../../lib/promql/ast.ts";
import { parse } from "../../lib/promql/parse.ts";

/** A number in seconds, shares or counts, and how something is compared with it. */
export interface Measure {
  readonly value: number;
  readonly direction?: "above" | "below" | "equal";
}

/** Size of the units that the documents write after a number. */
const UNITS: Readonly<Record<string, number>> = {
  "%": 0.01,
  percent: 0.01,
  ...{ ms: 0.001, milliseconds: 0.001 },
  ...{ s: 1, sec: 1, second: 1, seconds: 1 },
  ...{ m: 60, min: 60, minute: 60, minutes: 60 },
  ...{ h: 3_600, hour: 3_600, hours: 3_600 },
  ...{ d: 86_400, day: 86_400, days: 86_400, week: 604_800, weeks: 604_800 },
};

/** A number that stands by itself: not the 95 of p95, nor the 2 of v2. */
const NUMBER = /(?<sign><=|>=|≤|≥|<|>)?\s*(?<![\w.])(?<number>\d[\d,]*(?:\.\d+)?)\s*(?<unit>%|[a-z]+)?/gi;

/** Size of a unit in seconds, shares or counts; words that are no unit count as one. */
export function unitSize(unit: string | undefined): number {
  return UNITS[unit?.toLowerCase() ?? ""] ?? 1;
}

/**
 * The one number of a text (`> 500ms`, `<1% of requests`), converted; `stated` is its unit where the text has none.
 * Returns what is wrong when there is no number, or more than one.
 */
export function measureOfText(text: string, stated?: string): Measure | string {
  const numbers = [...text.matchAll(NUMBER)];
  const [only] = numbers;
  if (only?.groups === undefined || numbers.length > 1)
    return `${numbers.length} numbers in "${text}": take an excerpt`;
  const { sign, number = "", unit } = only.groups;
  const known = unit !== undefined && unit.toLowerCase() in UNITS;
  if (known && stated !== undefined) return `"${text}" states its unit`;
  const value = Number(number.replaceAll(",", "")) * unitSize(known ? unit : stated);
  return sign === undefined ? { value } : { value, direction: /[>≥]/.test(sign) ? "above" : "below" };
}

/** What a PromQL expression compares with, or the constant that it is. */
export function measureOfExpression(text: string): Measure | string {
  const expression = parsed(text);
  if (expression === undefined) return `"${text}" is no PromQL`;
  return measure(expression) ?? `"${text}" compares with no constant`;
}

/** The measure in a document's value: a number, PromQL with a comparison, or a text with one number. */
export function measureOfFact(value: Json, stated?: string): Measure | string {
  if (typeof value === "number") return { value: value * unitSize(stated) };
  if (typeof value !== "string") return "neither a number nor a text";
  const expression = parsed(value);
  const compared = expression === undefined || expression.type === "number" ? undefined : measure(expression);
  return compared === undefined
    ? measureOfText(value, stated)
    : { ...compared, value: compared.value * unitSize(stated) };
}

function parsed(text: string): Expression | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

function measure(expression: Expression): Measure | undefined {
  const alone = constant(expression);
  if (alone !== undefined) return { value: alone };
  switch (expression.type) {
    case "paren":
      return measure(expression.expression);
    case "call": {
      const [argument] = expression.arguments;
      return expression.function === "vector" && argument !== undefined ? measure(argument) : undefined;
    }
    case "binary":
      return measureOfBinary(expression);
    default:
      return undefined;
  }
}

/** Guards stand on the right of a set operator, and so do the other halves of an alert. */
function measureOfBinary({ operator, left, right }: Binary): Measure | undefined {
  if (operator === "and" || operator === "unless" || operator === "or") return measure(left);
  const direction = DIRECTIONS[operator];
  if (direction === undefined) return undefined;
  const onRight = constant(right);
  if (onRight !== undefined) return { value: onRight, direction };
  const onLeft = constant(left);
  return onLeft === undefined ? undefined : { value: onLeft, direction: FLIPPED[direction] };
}

const DIRECTIONS: Readonly<Partial<Record<Binary["operator"], NonNullable<Measure["direction"]>>>> = {
  ">": "above",
  ">=": "above",
  "<": "below",
  "<=": "below",
  "==": "equal",
};

const FLIPPED = { above: "below", below: "above", equal: "equal" } as const;

function constant(expression: Expression): number | undefined {
  switch (expression.type) {
    case "number":
      return expression.value;
    case "paren":
      return constant(expression.expression);
    case "unary": {
      const inner = constant(expression.expression);
      return inner === undefined ? undefined : expression.operator === "-" ? -inner : inner;
    }
    case "binary": {
      const left = constant(expression.left);
      const right = constant(expression.right);
      if (left === undefined || right === undefined) return undefined;
      return arithmetic(expression.operator, left, right);
    }
    default:
      return undefined;
  }
}

function arithmetic(operator: Binary["operator"], left: number, right: number): number | undefined {
  if (operator === "+") return left + right;
  if (operator === "-") return left - right;
  if (operator === "*") return left * right;
  return operator === "/" ? left / right : undefined;
}
