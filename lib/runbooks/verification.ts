import { windowName } from "../model/conventions.ts";
import type { Binary, ComparisonOperator, Expression } from "../promql/ast.ts";
import { call } from "../promql/build.ts";
import { pretty } from "../promql/pretty.ts";
import { exploreUrl } from "./explore.ts";
import { block, link } from "./markdown.ts";
import type { PageAlert } from "./page-alert.ts";
import { type PageContext, rankOf } from "./page-context.ts";

const OPPOSITE: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  ">": "<=",
  ">=": "<",
  "<": ">=",
  "<=": ">",
  "==": "!=",
  "!=": "==",
};

/** How one sees that it is over: when its alerts resolve, and queries that return something once all is well. */
export function verificationSection(alerts: readonly PageAlert[], { system }: PageContext): readonly string[] {
  // The threshold of the least urgent severity: below it, the others are over as well.
  const mildest = Math.max(...alerts.map(({ labels }) => rankOf(labels.severity ?? "", system)));
  const last = alerts.filter(({ labels }) => rankOf(labels.severity ?? "", system) === mildest);
  const queries = [...new Set(last.flatMap((alert) => healthy(alert).map((expression) => pretty(expression))))];
  const shown = queries.flatMap((text) => [
    ...block("promql", text),
    "",
    ...(system.grafana === undefined ? [] : [link("Run it in Grafana", exploreUrl(system.grafana.url, text)), ""]),
  ]);
  return [
    ...[...new Set(alerts.map(resolves))].map((line) => `- ${line}`),
    "",
    ...(shown.length === 0
      ? []
      : ["Once all is well, this returns a value for everything that the alert watches:", "", ...shown]),
  ];
}

/** How long after the end an alert resolves. */
function resolves({ origin, timing }: PageAlert): string {
  const evaluation = `one evaluation (${windowName(timing.evaluationInterval)})`;
  // What happened last is in the recorded rates for their own range, and the window that sums them looks back to these.
  const seen = (window: number): string =>
    windowName(window + (window > (timing.base ?? window) ? (timing.base ?? 0) : 0));
  switch (origin.kind) {
    case "burn-rate": {
      const [long, short] = [origin.tier.long.value, origin.tier.short.value];
      return `The alert over ${windowName(long)} resolves at most ${seen(short)} and ${evaluation} after the last bad event.`;
    }
    case "tier":
      return timing.range === undefined
        ? `It resolves within ${evaluation} of the value being back.`
        : `It resolves at most ${seen(timing.range)} and ${evaluation} after all is well again.`;
    default:
      return `It resolves within ${evaluation} of its expression returning nothing.`;
  }
}

/** The healthy side of an alert: the metric that was missing, or the other side of its comparison. */
function healthy(alert: PageAlert): readonly Expression[] {
  const { expression, origin, signals } = alert;
  if (origin.kind === "absence") return signals.map(({ selector }) => call("count", selector));
  // Conditions compare what only exists while something is wrong; the other side of these says nothing.
  if (origin.kind === "condition") return [];
  const comparisons = comparisonsOf(expression);
  // The short window is the first to recover.
  const chosen = origin.kind === "burn-rate" ? (comparisons[1] ?? comparisons[0]) : comparisons[0];
  if (chosen === undefined || !isComparison(chosen.operator)) return [];
  return [{ ...chosen, operator: OPPOSITE[chosen.operator] }];
}

/** Comparisons with a number, in the order in which they have to hold. */
function comparisonsOf(expression: Expression): readonly Binary[] {
  if (expression.type === "paren") return comparisonsOf(expression.expression);
  if (expression.type !== "binary") return [];
  if (expression.operator === "and") return [...comparisonsOf(expression.left), ...comparisonsOf(expression.right)];
  const plain = expression.bool === undefined && expression.right.type === "number";
  return plain && isComparison(expression.operator) ? [expression] : [];
}

function isComparison(operator: string): operator is ComparisonOperator {
  return Object.hasOwn(OPPOSITE, operator);
}
