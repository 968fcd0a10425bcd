import { compareText } from "../../promql/data/labels.ts";
import { parseMetric } from "../../promql/notation/metric.ts";
import type { LabelPairs } from "./result.ts";
import { writtenLabels } from "./written-labels.ts";

/**
 * The labels of an expected sample. As in promtool, some empty and all repeated labels are kept, so that they equal no
 * result; nothing at all is the set without labels. Errors: `PromqlError`.
 */
export function readExpectedLabels(text: string): LabelPairs {
  if (text.trim() === "") return [];
  parseMetric(text);
  return [...writtenLabels(text.replace(/^(\s*[a-zA-Z_:][a-zA-Z0-9_:]*)\s+\{/, "$1{"))].sort(([a], [b]) =>
    compareText(a, b),
  );
}
