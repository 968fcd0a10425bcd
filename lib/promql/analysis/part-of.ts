import type { Call, Expression, Matcher, VectorSelector } from "../ast.ts";
import { isComparison } from "../operators.ts";
import { valueType } from "../value-type.ts";
import { isAlike } from "./alike.ts";
import { seriesArgument } from "./labels.ts";

/**
 * How the series of one expression relate to those of another: the `same`; `some` of them, with their values; or, as buckets
 * do to counts, each `less` than or equal to its partner.
 */
export type Part = "same" | "some" | "less";

/** Functions of a range that give no more for values that are no more. */
const MONOTONE: ReadonlySet<string> = new Set([
  ...["rate", "increase", "irate", "sum_over_time", "avg_over_time"],
  ...["last_over_time", "max_over_time", "min_over_time"],
]);

/** The expression without the parentheses around it. */
export function bare(node: Expression): Expression {
  return node.type === "paren" ? bare(node.expression) : node;
}

/** How the first expression is a part of the second one; `undefined` where it is none, or it cannot be told. */
export function partOf(part: Expression, whole: Expression): Part | undefined {
  const a = bare(part);
  const b = bare(whole);
  if (a.type === "vector" && b.type === "vector") return selectorPart(a, b);
  if (a.type === "matrix" && b.type === "matrix") {
    return isAlike({ ...a, selector: ANYTHING }, { ...b, selector: ANYTHING })
      ? selectorPart(a.selector, b.selector)
      : undefined;
  }
  if (a.type === "subquery" && b.type === "subquery") {
    const alike = isAlike({ ...a, expression: ANYTHING }, { ...b, expression: ANYTHING });
    return alike ? partOf(a.expression, b.expression) : undefined;
  }
  if (a.type === "call" && b.type === "call" && a.function === b.function) return callPart(a, b);
  if (isAlike(a, b)) return "same";
  const filtered = unfiltered(a);
  if (filtered === undefined) return undefined;
  const inner = partOf(filtered, b);
  return inner === "same" ? "some" : inner;
}

/** What a filter gives some series of; `undefined` for what is no filter. */
export function unfiltered(node: Expression): Expression | undefined {
  if (node.type !== "binary") return undefined;
  const { operator, left, right, bool, matching } = node;
  if (operator === "and" || operator === "unless") return left;
  if (!isComparison(operator) || bool === true) return undefined;
  if (valueType(right) === "scalar") return left;
  if (valueType(left) === "scalar") return right;
  // Labels may go where series are matched otherwise.
  return matching === undefined ? left : undefined;
}

const ANYTHING: VectorSelector = { type: "vector", name: "x", matchers: [] };

function selectorPart(part: VectorSelector, whole: VectorSelector): Part | undefined {
  if (part.name === undefined || whole.name === undefined) return undefined;
  const isBucket = part.name.endsWith("_bucket") && whole.name === part.name.replace(/bucket$/, "count");
  if (part.name !== whole.name && !isBucket) return undefined;
  if (!isAlike({ ...part, ...PLAIN }, { ...whole, ...PLAIN })) return undefined;
  const own = isBucket ? part.matchers.filter(({ label, op }) => label !== "le" || op !== "=") : part.matchers;
  if (isBucket && own.length !== part.matchers.length - 1) return undefined;
  if (!whole.matchers.every((matcher) => own.some((other) => isSame(matcher, other)))) return undefined;
  if (isBucket) return "less";
  return own.length === whole.matchers.length ? "same" : "some";
}

const PLAIN = { name: "x", matchers: [] } as const;

function isSame(a: Matcher, b: Matcher): boolean {
  return a.label === b.label && a.op === b.op && a.value === b.value;
}

function callPart(a: Call, b: Call): Part | undefined {
  const series = [seriesArgument(a), seriesArgument(b)] as const;
  if (series[0] === undefined || series[1] === undefined) return isAlike(a, b) ? "same" : undefined;
  if (/^(?:absent|histogram_|sort|info|label_)/.test(a.function)) return isAlike(a, b) ? "same" : undefined;
  const rest = (call: Call, own: Expression | undefined): Call => ({
    ...call,
    arguments: call.arguments.map((argument) => (argument === own ? ANYTHING : argument)),
  });
  if (!isAlike(rest(a, series[0]), rest(b, series[1]))) return undefined;
  const inner = partOf(series[0], series[1]);
  // The samples of a range that a filter leaves are others, so what is made of them is another value.
  if (inner === "some" && series[0].type === "subquery" && !isPlain(series[0].expression)) return undefined;
  return inner === "less" && !MONOTONE.has(a.function) ? undefined : inner;
}

/** Whether nothing but matchers makes the series fewer. */
function isPlain(node: Expression): boolean {
  const inner = bare(node);
  if (inner.type === "vector" || inner.type === "matrix") return true;
  const series = inner.type === "call" ? seriesArgument(inner) : undefined;
  return series !== undefined && isPlain(series);
}
