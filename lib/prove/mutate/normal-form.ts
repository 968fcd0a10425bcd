import type { Rule } from "../../engine/rule.ts";
import { Bounds } from "../../promql/analysis/bounds.ts";
import type { Knowledge } from "../../promql/analysis/knowledge.ts";
import { labelValues } from "../../promql/analysis/label-values.ts";
import type { Binary } from "../../promql/ast.ts";
import { print } from "../../promql/print.ts";
import { transform } from "../../promql/walk.ts";
import { pinnedByMatching } from "./pins.ts";
import { asCondition, signCompared, type ValuesOf } from "./signs.ts";

/**
 * A rule's text in a form in which some rules that always do the same are equal:
 *
 * - what one side of a binary expression asks of a label is asked of the other side too, where both are matched on that
 *   label ({@link pinnedByMatching});
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
