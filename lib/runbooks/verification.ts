import { windowName } from "../model/conventions.ts";
import type { Binary, ComparisonOperator, Expression } from "../promql/ast.ts";
import { pretty } from "../promql/pretty.ts";
import { exploreUrl } from "./explore.ts";
import { block, link } from "./markdown.ts";
import type { PageAlert } from "./page-alert.ts";
import type { PageContext } from "./page-context.ts";

const OPPOSITE: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  ">": "<=",
  ">=": "<",
  "<": ">=",
  "<=": ">",
  "==": "!=",
  "!=": "==",
};

/** How one sees that it is over: when the alert resolves, and the query that says so. */
export function verificationSection(alerts: readonly PageAlert[], { system }: PageContext): readonly string[] {
  const entries = new Map<string, readonly string[]>();
  for (const alert of alerts) {
    const healthy = oppositeOf(alert);
    const text = healthy === undefined ? undefined : pretty(healthy);
    const query =
      text === undefined
        ? []
        : [
            "This returns something once all is well:",
            "",
            ...block("promql", text),
            "",
            ...(system.grafana === undefined
              ? []
              : [link("Run it in Grafana", exploreUrl(system.grafana.url, text)), ""]),
          ];
    entries.set(text ?? resolves(alert), [resolves(alert), ...(query.length === 0 ? [""] : ["", ...query])]);
  }
  return [...entries.values()].flat();
}

/** How long after the end an alert resolves. */
function resolves({ origin, timing }: PageAlert): string {
  const evaluation = windowName(timing.evaluationInterval);
  switch (origin.kind) {
    case "burn-rate":
      return `It resolves at most ${windowName(origin.tier.short.value)} (its short window) and one evaluation (${evaluation}) after the last bad event.`;
    case "tier":
      return timing.range === undefined
        ? `It resolves at the first evaluation (every ${evaluation}) that finds the value back.`
        : `It resolves at most ${windowName(timing.range)} (its range) and one evaluation (${evaluation}) after all is well again.`;
    default:
      return `It resolves at the first evaluation (every ${evaluation}) at which its expression returns nothing.`;
  }
}

/** The healthy side of an alert's comparison; the short window of a burn rate, which is the first to recover. */
function oppositeOf({ expression, origin }: PageAlert): Expression | undefined {
  const comparisons = comparisonsOf(expression);
  const chosen = origin.kind === "burn-rate" ? (comparisons[1] ?? comparisons[0]) : comparisons[0];
  if (chosen === undefined) return undefined;
  const operator = chosen.operator;
  return isComparison(operator) ? { ...chosen, operator: OPPOSITE[operator] } : undefined;
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
