import { unquote } from "../../promql/unquote.ts";
import type { LabelPairs } from "./result.ts";

const QUOTED = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/.source;
const LABEL = new RegExp(`[\\s,]*(?:([a-zA-Z_][a-zA-Z0-9_]*)|(${QUOTED}))\\s*(?:=\\s*(${QUOTED}))?`, "y");

/**
 * The labels of a metric as they are written, empty and repeated ones too, since promtool does not lose those everywhere;
 * `text` is one that was read without error, and what follows the metric does not matter.
 */
export function writtenLabels(text: string): LabelPairs {
  const head = /^\s*([a-zA-Z_:][a-zA-Z0-9_:]*)?(\{)?/.exec(text);
  const name = head?.[1];
  const pairs: (readonly [string, string])[] = [];
  LABEL.lastIndex = head?.[0].length ?? 0;
  for (let label = head?.[2] === undefined ? null : LABEL.exec(text); label !== null; label = LABEL.exec(text)) {
    const [, bare, quoted = "", value] = label;
    const written = bare ?? unquote(quoted);
    pairs.push(value === undefined ? ["__name__", written] : [written, unquote(value)]);
  }
  if (name === undefined) return pairs;
  // A name before the braces wins over one between them, and with it empty labels get lost.
  return [["__name__", name], ...pairs.filter(([label, value]) => label !== "__name__" && value !== "")];
}

/** The name of a label that has a value twice. */
export function repeatedLabel(labels: LabelPairs): string | undefined {
  const names = labels.filter(([, value]) => value !== "").map(([name]) => name);
  return names.find((name, index) => names.indexOf(name) < index);
}
