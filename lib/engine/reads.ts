import type { Duration, DurationOperand, Expression, Matcher } from "../promql/ast.ts";
import { matchersOf } from "../promql/eval/selecting.ts";
import { walk } from "../promql/walk.ts";

/** Functions whose value tells where a query begins and ends, which is another moment at each evaluation of a rule. */
const QUERY_TIMES = new Set(["start", "end", "range", "step"]);

/** What `info` joins with where its selector does not name a metric. */
const TARGET_INFO: Matcher = { label: "__name__", op: "=", value: "target_info" };

/** The matchers of every selector that an expression reads, those of `info` included. */
export function readsOf(expression: Expression): readonly (readonly Matcher[])[] {
  const found: (readonly Matcher[])[] = [];
  const visit = (root: Expression): void =>
    walk(root, (node) => {
      if (node.type === "vector") found.push(matchersOf(node));
      if (node.type !== "call" || node.function !== "info") return true;
      const [series, selector] = node.arguments;
      const matchers = selector?.type === "vector" ? matchersOf(selector) : [];
      found.push(matchers.some(({ label }) => label === "__name__") ? matchers : [TARGET_INFO, ...matchers]);
      if (series !== undefined) visit(series);
      return false;
    });
  visit(expression);
  return found;
}

/**
 * Whether the value at a moment may depend on more than the samples up to it, or on where the query begins and ends: such
 * an expression has another value in a range query than in a query for each moment.
 */
export function needsItsOwnMoment(expression: Expression): boolean {
  let needs = false;
  walk(expression, (node) => {
    switch (node.type) {
      case "call":
        if (QUERY_TIMES.has(node.function)) needs = true;
        break;
      case "vector":
        if (node.at !== undefined || node.smoothed === true || looksAhead(node.offset)) needs = true;
        break;
      case "matrix":
        if (typeof node.range !== "number") needs = true;
        break;
      case "subquery":
        if (node.at !== undefined || looksAhead(node.offset)) needs = true;
        if (typeof node.range !== "number" || typeof (node.step ?? 0) !== "number") needs = true;
        break;
    }
  });
  return needs;
}

/**
 * How far before its moment an expression may look; infinite where that is not known. Units: milliseconds. `lookback` and
 * `subqueryStep` are those of the evaluation.
 */
export function reachOf(expression: Expression, lookback: number, subqueryStep: number): number {
  let farthest = 0;
  const visit = (root: Expression, before: number): void =>
    walk(root, (node) => {
      if (node.type === "matrix") {
        const { range, selector } = node;
        // Anchored and smoothed ranges reach further by the lookback.
        const reach = before + bounded(range) + bounded(selector.offset ?? 0) + lookback;
        farthest = Math.max(farthest, selector.at === undefined ? reach : Number.POSITIVE_INFINITY);
        return false;
      }
      if (node.type === "vector") {
        const reach = before + bounded(node.offset ?? 0) + lookback;
        farthest = Math.max(farthest, node.at === undefined ? reach : Number.POSITIVE_INFINITY);
        return false;
      }
      if (node.type !== "subquery") return true;
      const reach = bounded(node.range) + bounded(node.offset ?? 0) + bounded(node.step ?? subqueryStep);
      visit(node.expression, node.at === undefined ? before + reach : Number.POSITIVE_INFINITY);
      return false;
    });
  visit(expression, 0);
  return farthest;
}

function bounded(duration: Duration): number {
  return typeof duration === "number" ? duration : Number.POSITIVE_INFINITY;
}

function looksAhead(offset: Duration | DurationOperand | undefined): boolean {
  return offset !== undefined && (typeof offset !== "number" || offset < 0);
}
