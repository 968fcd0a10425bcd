import type { Call, Expression } from "../ast.ts";
import { ANY, assigned, type LabelSet, mayHave } from "./labels-set.ts";

const MATCHES_ALL = /^\^?\(?\.\*\)?\$?$/;
const MATCHES_FILLED = /^\^?\(?\.\+\)?\$?$/;
const REFERENCE = /\$(?:\{[\p{L}\p{Nd}_]+\}|[\p{L}\p{Nd}_]+)/gu;

/** The labels after `label_replace(v, destination, replacement, source, regexp)`. */
export function labelReplaceLabels(node: Call, inner: LabelSet): LabelSet {
  const [destination, replacement, source, regexp] = node.arguments.slice(1).map(textOf);
  if (destination === undefined) return ANY;
  const alwaysMatches =
    regexp !== undefined &&
    source !== undefined &&
    (MATCHES_ALL.test(regexp) ||
      (regexp === "" && !mayHave(inner, source)) ||
      (MATCHES_FILLED.test(regexp) && inner.sure.has(source)));
  const kind = replacement === undefined ? "unknown" : valueKind(replacement, regexp, source, inner);
  if (kind === "filled" && (alwaysMatches || inner.sure.has(destination))) return assigned(inner, destination, "sure");
  if (kind === "empty" && alwaysMatches) return assigned(inner, destination, "impossible");
  if (kind === "empty" && !mayHave(inner, destination)) return inner;
  return assigned(inner, destination, "possible");
}

/** The labels after `label_join(v, destination, separator, sources...)`. */
export function labelJoinLabels(node: Call, inner: LabelSet): LabelSet {
  const [destination, separator, ...sources] = node.arguments.slice(1).map(textOf);
  if (destination === undefined) return ANY;
  const hasSeparator = separator !== undefined && separator !== "" && sources.length > 1;
  const hasValue = sources.some((source) => source !== undefined && inner.sure.has(source));
  if (hasSeparator || hasValue) return assigned(inner, destination, "sure");
  const isEmpty = separator === "" || sources.length <= 1;
  const noValue = sources.every((source) => source !== undefined && !mayHave(inner, source));
  return assigned(inner, destination, isEmpty && noValue ? "impossible" : "possible");
}

/** The text of a string literal, `undefined` for anything else. */
export function textOf(argument: Expression | undefined): string | undefined {
  let node = argument;
  while (node?.type === "paren") node = node.expression;
  return node?.type === "string" ? node.value : undefined;
}

/** Whether the new value is surely filled, surely empty, or depends on the series. */
function valueKind(
  replacement: string,
  regexp: string | undefined,
  source: string | undefined,
  inner: LabelSet,
): "filled" | "empty" | "unknown" {
  if (replacement === "") return "empty";
  const fixed = replacement.replace(REFERENCE, "");
  if (fixed !== "" && !fixed.includes("$")) return "filled";
  const copies = /^\$(?:1|\{1\})$/.test(replacement) && regexp !== undefined && /^\^?\(\.[*+]\)\$?$/.test(regexp);
  return copies && source !== undefined && inner.sure.has(source) ? "filled" : "unknown";
}
