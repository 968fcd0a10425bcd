import { parseMetric } from "../../promql/notation/metric.ts";
import type { LabelPairs } from "./result.ts";

/**
 * The labels of an expected sample. As in promtool, a set of braces without a name before it keeps empty and repeated
 * labels, so that it equals no result. Errors: `PromqlError`.
 */
export function readExpectedLabels(text: string): LabelPairs {
  if (text.trim() === "") return [];
  const labels = parseMetric(text);
  const pairs = labels.entries();
  if (!/^\s*\{/.test(text)) return pairs;
  const written = countOf(text);
  // What the label set has lost was empty or stood there twice.
  const lost = Array.from({ length: Math.max(0, written - pairs.length) }, () => ["", ""] as const);
  return [...pairs, ...lost];
}

/** How many labels stand between the braces: quoted texts taken out, there is a comma after each but the last. */
function countOf(text: string): number {
  const bare = text.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g, "x");
  const inside = bare.slice(bare.indexOf("{") + 1, bare.lastIndexOf("}"));
  return inside.split(",").filter((part) => part.trim() !== "").length;
}
