import type { Rule } from "../../engine/rule.ts";
import { Bounds } from "../../promql/analysis/bounds.ts";
import type { Knowledge } from "../../promql/analysis/knowledge.ts";
import { labelValues } from "../../promql/analysis/label-values.ts";
import { seriesArgument } from "../../promql/analysis/labels.ts";
import type { Binary, Expression, VectorSelector } from "../../promql/ast.ts";
import { print } from "../../promql/print.ts";
import { valueType } from "../../promql/value-type.ts";
import { transform } from "../../promql/walk.ts";
import { asCondition, signCompared, type ValuesOf } from "./signs.ts";

/**
 * A rule's text in a form in which some rules that always do the same are equal:
 *
 * - a label that one side of a binary expression pins to a value is pinned on the other side too where both are matched on
 *   that label, because no other series of that side finds a partner;
 * - a label that the rule sets to the value that every series of its expression has anyway is left out;
 * - comparisons with 0 of what is never negative have one spelling ({@link signCompared}).
 */
export function normalForm(rule: Rule, knowledge: Knowledge = {}): string {
  const bounds = new Bounds(knowledge);
  const valuesOf: ValuesOf = (node) => bounds.of(node);
  const expression = transform(rule.expression, (node) =>
    node.type === "binary" ? withCondition(pinnedByMatching(signCompared(node, valuesOf)), valuesOf) : node,
  );
  const inherited = labelValues(expression);
  const labels = Object.entries(rule.labels ?? {}).filter(([name, value]) => inherited.get(name) !== value);
  return JSON.stringify({ ...rule, expression: print(expression), labels: Object.fromEntries(labels.sort()) });
}

function withCondition(node: Binary, valuesOf: ValuesOf): Binary {
  const { operator, right, matching } = node;
  if (operator !== "and" && operator !== "unless") return node;
  const matchesAll = matching?.mode === "on" && matching.labels.length === 0;
  return { ...node, right: asCondition(right, matchesAll, valuesOf) };
}

type Pins = ReadonlyMap<string, string>;

function pinnedByMatching(node: Binary): Binary {
  const { operator, left, right, matching } = node;
  if (operator === "or" || matching?.fill !== undefined || matching?.group !== undefined) return node;
  if (valueType(left) === "scalar" || valueType(right) === "scalar") return node;
  const { mode, labels } = matching ?? { mode: "ignoring", labels: [] };
  const matched = (pins: Pins): Pins =>
    new Map([...pins].filter(([label]) => labels.includes(label) === (mode === "on")));
  const fromLeft = matched(labelValues(left));
  const fromRight = matched(labelValues(right));
  return {
    ...node,
    left: operator === "unless" ? left : pinned(left, fromRight),
    right: pinned(right, fromLeft),
  };
}

/** The expression with labels pinned in those of its selectors whose labels its series surely keep. */
function pinned(node: Expression, pins: Pins): Expression {
  if (pins.size === 0) return node;
  switch (node.type) {
    case "number":
    case "string":
      return node;
    case "vector":
      return pinnedSelector(node, pins);
    case "matrix":
      return { ...node, selector: pinnedSelector(node.selector, pins) };
    case "subquery":
    case "paren":
    case "unary":
      return { ...node, expression: pinned(node.expression, pins) };
    case "call": {
      const series = seriesArgument(node);
      if (series === undefined || !keepsLabels(node.function)) return node;
      return { ...node, arguments: node.arguments.map((one) => (one === series ? pinned(one, pins) : one)) };
    }
    case "aggregation": {
      const { grouping } = node;
      if (grouping?.mode !== "by" || node.parameter !== undefined) return node;
      const kept = new Map([...pins].filter(([label]) => grouping.labels.includes(label)));
      return { ...node, expression: pinned(node.expression, kept) };
    }
    case "binary":
      return node.matching === undefined
        ? { ...node, left: pinned(node.left, pins), right: pinned(node.right, pins) }
        : node;
  }
}

/** A matcher of its own on the label stays as it is: another value there is another meaning. */
function pinnedSelector(node: VectorSelector, pins: Pins): VectorSelector {
  const free = [...pins].filter(([label]) => node.matchers.every((matcher) => matcher.label !== label));
  if (free.length === 0) return node;
  return {
    ...node,
    matchers: [...node.matchers, ...free.map(([label, value]) => ({ label, op: "=" as const, value }))],
  };
}

/** Functions that make each of their series from one series with the same labels. */
function keepsLabels(name: string): boolean {
  return (
    /_over_time$|^(?:rate|increase|irate|delta|idelta|deriv|changes|resets|clamp|clamp_min|clamp_max|abs)$/.test(
      name,
    ) && name !== "absent_over_time"
  );
}
