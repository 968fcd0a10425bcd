import type { Binary, Expression } from "../ast.ts";
import { isComparison } from "../operators.ts";
import { print } from "../print.ts";
import { printNumber } from "../print-number.ts";
import { valueType } from "../value-type.ts";
import { selectors, walk } from "../walk.ts";
import { isAlike } from "./alike.ts";
import type { Bounds } from "./bounds.ts";
import { flipped, narrowed, verdict } from "./comparison.ts";
import type { Finding } from "./finding.ts";
import { type Interval, isEmpty } from "./interval.ts";
import { bare } from "./part-of.ts";

/** Comparisons and branches that never give anything, or always give everything. */
export function comparisonFindings(root: Expression, bounds: Bounds): Finding[] {
  const found: Finding[] = [];
  walk(root, (node) => {
    if (node.type !== "binary") return;
    const own = isComparison(node.operator) ? ofComparison(node, root, bounds) : ofBand(node, bounds);
    if (own !== undefined) found.push(own);
  });
  return found;
}

function ofComparison(node: Binary, root: Expression, bounds: Bounds): Finding | undefined {
  if (!isComparison(node.operator)) return undefined;
  const [left, right] = bounds.operands(node);
  const isScalarFirst = valueType(bare(node.left)) === "scalar" && bare(node.left).type === "number";
  const [value, limit, measured] = isScalarFirst ? [right, left, node.right] : [left, right, node.left];
  const operator = isScalarFirst ? flipped(node.operator) : node.operator;
  // What is wrong inside is told there, and only there.
  if (isEmpty(value) || isEmpty(limit)) return undefined;
  if (verdict(operator, value, limit) === "never") {
    return {
      code: "expression-never",
      level: "error",
      message: `the comparison never holds: the value is ${inWords(value)}`,
      node,
      ...mended(measured, value, limit, operator),
    };
  }
  const always = verdict(operator, { ...value, nan: false }, { ...limit, nan: false }) === "always";
  if (!always || isMeant(node, root, measured, limit)) return undefined;
  return {
    code: "expression-always",
    level: "warning",
    message: `the comparison always holds: the value is ${inWords(value)}`,
    node,
    ...mended(measured, value, limit, operator),
  };
}

/** `x > 5 and x < 3`. */
function ofBand(node: Binary, bounds: Bounds): Finding | undefined {
  if (node.operator !== "and" || node.matching !== undefined) return undefined;
  const left = bare(node.left);
  const right = bare(node.right);
  if (!isFilter(left) || !isFilter(right) || !isAlike(left.left, right.left)) return undefined;
  const value = bounds.of(left);
  const limit = bounds.of(right.right);
  if (isEmpty(value) || isEmpty(limit) || !isComparison(right.operator)) return undefined;
  if (isEmpty(bounds.of(right)) || verdict(right.operator, value, limit) !== "never") return undefined;
  const other = narrowed(right.operator, bounds.of(right.left), limit);
  return {
    code: "expression-never",
    level: "error",
    message: `the two conditions exclude each other: ${inWords(value)}, and ${inWords(other)}`,
    node,
    mend: "join them with `or`, or exchange the thresholds",
  };
}

function isFilter(node: Expression): node is Binary {
  return (
    node.type === "binary" && isComparison(node.operator) && node.bool !== true && valueType(node.right) === "scalar"
  );
}

/**
 * Comparisons that hold for whatever is there are also written on purpose: to test that there are series at all
 * (`count(x) > 0`), to leave out NaN (`x >= 0`), or as an alert that is meant to fire always.
 */
function isMeant(node: Binary, root: Expression, measured: Expression, limit: Interval): boolean {
  const isConstant = selectors(node).length === 0;
  if (isConstant) return node === bare(root);
  if (limit.low !== limit.high || limit.low === 0 || limit.low === 1) return true;
  const value = bare(measured);
  return value.type === "vector";
}

/** What to write instead. */
function mended(
  measured: Expression,
  value: Interval,
  limit: Interval,
  operator: string,
): Pick<Finding, "expected" | "mend"> {
  const node = bare(measured);
  const threshold = limit.low === limit.high ? limit.low : undefined;
  const isCount = node.type === "aggregation" && (node.operator === "count" || node.operator === "group");
  if (isCount && threshold !== undefined && threshold <= 1 && operator !== ">") {
    return { mend: `where nothing is counted there is no result: write absent(${print(node.expression)})` };
  }
  if (value.low === value.high) return { mend: mendOfOne(node) };
  if (
    value.low >= 0 &&
    value.high === 1 &&
    !value.whole &&
    threshold !== undefined &&
    threshold > 1 &&
    threshold <= 100
  ) {
    return { expected: "a share, not percent", mend: `compare with ${printNumber(threshold / 100)}` };
  }
  if (value.low === 0 && value.high === 1 && value.whole) return { expected: "0 or 1", mend: "compare with 0 or 1" };
  if (value.low > -Infinity && value.high < Infinity) {
    const ends = `${printNumber(value.low)} and ${printNumber(value.high)}`;
    return { expected: `a threshold between ${ends}`, mend: "mend the threshold, or what is multiplied" };
  }
  return { mend: "turn the comparison, or leave it out" };
}

/** What to do about an expression that has one value only. */
function mendOfOne(node: Expression): string {
  const [selector] = selectors(node);
  if (selector === undefined)
    return "put parentheses around what is meant: comparisons bind tighter than `or` and `and`";
  if (node.type === "binary" && node.operator === "/") return "each series is divided by itself: sum both sides first";
  if (node.type === "call" && node.function.startsWith("absent")) return "leave the comparison out";
  return `it is not there otherwise: write absent(${print(selector)})`;
}

function inWords({ low, high, nan, whole }: Interval): string {
  if (low === high) return nan ? `${printNumber(low)} wherever it is a number` : `always ${printNumber(low)}`;
  if (low === -Infinity && high === Infinity) return whole ? "a whole number" : "any number";
  if (high === Infinity) return `never below ${printNumber(low)}`;
  if (low === -Infinity) return `never above ${printNumber(high)}`;
  if (low === 0 && high === 1 && whole) return "0 or 1";
  return `from ${printNumber(low)} to ${printNumber(high)}`;
}
