import type { Expression, Matcher } from "../../ast.ts";
import { Labels } from "../../data/labels.ts";

/**
 * The labels of what `absent` and `absent_over_time` report: those that a selector demands with `=`, but none that it matches
 * twice; no labels for anything but a selector.
 */
export function absentLabels(expression: Expression): Labels {
  const demanded = new Map<string, string>();
  const seen = new Set<string>();
  for (const { label, op, value } of matchersOf(expression)) {
    if (label === "__name__") continue;
    if (op === "=" && !seen.has(label)) {
      demanded.set(label, value);
      seen.add(label);
    } else {
      demanded.delete(label);
    }
  }
  return Labels.from(demanded);
}

function matchersOf(expression: Expression): readonly Matcher[] {
  switch (expression.type) {
    case "vector":
      return expression.matchers;
    case "matrix":
      return expression.selector.matchers;
    case "paren":
      return matchersOf(expression.expression);
    default:
      return [];
  }
}
