import type { Expression } from "../ast.ts";
import { Bounds } from "./bounds.ts";
import type { Finding } from "./finding.ts";
import { branchFindings } from "./findings-branches.ts";
import { comparisonFindings } from "./findings-comparisons.ts";
import { labelFindings } from "./findings-labels.ts";
import { unitFindings } from "./findings-units.ts";
import type { Knowledge } from "./knowledge.ts";
import { Units } from "./units.ts";

/** What to look for besides what is wrong with any expression. */
export interface AnalysisOptions {
  /** The expression is that of an alert: it is meant to have a condition. */
  readonly alert?: boolean;
}

/**
 * What is surely wrong with an expression that Prometheus accepts: comparisons that never or always hold, values of different
 * units that are compared or added, labels that series cannot have. What is not known is never complained about. The
 * expression has to be well typed.
 */
export function analyse(expression: Expression, knowledge: Knowledge = {}, options: AnalysisOptions = {}): Finding[] {
  return [
    ...comparisonFindings(expression, new Bounds(knowledge)),
    ...(options.alert === true ? branchFindings(expression) : []),
    ...unitFindings(expression, new Units(knowledge)),
    ...labelFindings(expression, knowledge),
  ];
}
