import { formatFloat } from "../go-float.ts";
import { quote } from "../quote.ts";

/** What an annotation says: a text, or one that names the metric. Prometheus' words, which tools match against. */
export type Message = string | ((metricName: string) => string);

/** Floats and histograms in one window. */
export const mixedKinds = ofMetric("encountered a mix of histograms and floats for metric name");

/** Histograms beside floats that a function of floats looks at. */
export const ignoredHistograms = ofMetric(
  "ignored histograms in a range containing both floats and histograms for metric name",
);

/** A gauge histogram where a counter is needed. */
export const notCounter = ofMetric("this native histogram metric is not a counter:");

/** A counter histogram where a gauge is needed. */
export const notGauge = ofMetric("this native histogram metric is not a gauge:");

/** Histograms with exponential buckets beside some with custom ones. */
export const mixedSchemas = ofMetric(
  "vector contains a mix of histograms with exponential and custom buckets schemas for metric name",
);

/** Histograms with different custom bounds. */
export function boundsReconciled(operation: "addition" | "subtraction" | "aggregation"): string {
  return `mismatched custom buckets were reconciled during ${operation}`;
}

/** Histograms of which one says that its counter was reset and another that it was not. */
export function resetCollision(operation: "addition" | "subtraction" | "aggregation"): string {
  return `conflicting counter resets during histogram ${operation}`;
}

/** A quantile below 0, above 1 or NaN. */
export function invalidQuantile(quantile: number): string {
  return `quantile value should be between 0 and 1, got ${formatFloat(quantile)}`;
}

function ofMetric(text: string): (metricName: string) => string {
  return (metricName) => `${text} ${quote(metricName)}`;
}
