import type { Labels } from "../../data/labels.ts";
import { quote } from "../../quote.ts";
import type { Evaluator } from "../evaluator.ts";

/** The metric name that annotations may speak of; functions of histograms know it only where names are dropped late. */
export function nameWhileKept(labels: Labels, evaluator: Evaluator): string {
  return evaluator.settings.delayedNameRemoval ? labels.metricName : "";
}

/** How annotations end that tell of a metric; nothing without a name. */
export function forMetric(name: string): string {
  return name === "" ? "" : ` for metric name ${quote(name)}`;
}
