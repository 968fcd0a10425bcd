import type { Call, Expression } from "../ast.ts";
import { type LabelSet, mayHave } from "./labels-set.ts";

const MATCHES_ALL = /^\^?\(?\.\*\)?\$?$/;

/** The labels after `label_replace(v, destination, replacement, source, regexp)`. */
export function labelReplaceLabels(node: Call, inner: LabelSet): LabelSet {
  const [destination, replacement, source, regexp] = node.arguments.slice(1).map(textOf);
  if (destination === undefined) return { sure: new Set(), possible: "any", impossible: new Set() };
  const alwaysMatches =
    regexp !== undefined &&
    (MATCHES_ALL.test(regexp) || (regexp === "" && source !== undefined && !mayHave(inner, source)));
  const kind = replacement === undefined ? "unknown" : valueKind(replacement, regexp, source, inner);
  if (kind === "filled" && (alwaysMatches || inner.sure.has(destination))) return assigned(inner, destination, "sure");
  if (kind === "empty" && alwaysMatches) return assigned(inner, destination, "impossible");
  if (kind === "empty" && !mayHave(inner, destination)) return inner;
  return assigned(inner, destination, "possible");
}

/** The labels after `label_join(v, destination, separator, sources...)`. */
export function labelJoinLabels(node: Call, inner: LabelSet): LabelSet {
  const [destination, separator, ...sources] = node.arguments.slice(1).map(textOf);
  if (destination === undefined) return { sure: new Set(), possible: "any", impossible: new Set() };
  const hasSeparator = separator !== undefined && separator !== "" && sources.length > 1;
  const hasValue = sources.some((source) => source !== undefined && inner.sure.has(source));
  if (hasSeparator || hasValue) return assigned(inner, destination, "sure");
  const isEmpty = separator === "" || sources.length <= 1;
  const noValue = sources.every((source) => source !== undefined && !mayHave(inner, source));
  return assigned(inner, destination, isEmpty && noValue ? "impossible" : "possible");
}

function textOf(argument: Expression): string | undefined {
  let node = argument;
  while (node.type === "paren") node = node.expression;
  return node.type === "string" ? node.value : undefined;
}

/** Whether the new value is surely filled, surely empty, or depends on the series. */
function valueKind(
  replacement: string,
  regexp: string | undefined,
  source: string | undefined,
  inner: LabelSet,
): "filled" | "empty" | "unknown" {
  if (replacement === "") return "empty";
  if (!replacement.includes("$")) return "filled";
  const copies = /^\$(?:1|\{1\})$/.test(replacement) && regexp !== undefined && /^\^?\(\.[*+]\)\$?$/.test(regexp);
  return copies && source !== undefined && inner.sure.has(source) ? "filled" : "unknown";
}

function assigned(labels: LabelSet, name: string, how: "sure" | "possible" | "impossible"): LabelSet {
  const sure = new Set(labels.sure);
  const possible = labels.possible === "any" ? "any" : new Set(labels.possible);
  const impossible = new Set(labels.impossible);
  sure.delete(name);
  impossible.delete(name);
  if (possible !== "any") possible.add(name);
  if (how === "sure") sure.add(name);
  if (how === "impossible") {
    impossible.add(name);
    if (possible !== "any") possible.delete(name);
  }
  return { sure, possible, impossible };
}
