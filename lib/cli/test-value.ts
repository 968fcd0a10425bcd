import type { LabelPairs } from "../engine/unit-test/result.ts";
import type { SampleValue } from "../promql/eval/result.ts";
import { formatFloat } from "../promql/go-float.ts";
import { histogramNotation } from "../promql/histogram/print.ts";
import { isBareMetricName, matcherLabel, quote } from "../promql/quote.ts";

/** A value as promtool's files write it. */
export function valueText(value: SampleValue): string {
  return typeof value === "number" ? formatFloat(value) : histogramNotation(value);
}

/** Labels as Prometheus writes a series; empty ones are shown too. */
export function labelsText(labels: LabelPairs): string {
  const names = labels.filter(([label]) => label === "__name__").map(([, value]) => value);
  const [name = ""] = names;
  const isBare = names.length === 1 && isBareMetricName(name);
  const inside = labels
    .filter(([label]) => label !== "__name__" || !isBare)
    .map(([label, value]) => `${matcherLabel(label)}=${quote(value)}`);
  if (isBare && inside.length === 0) return name;
  return `${isBare ? name : ""}{${inside.join(", ")}}`;
}
