import type { Expression, Matching } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { isReadable, literalOf, stringOf } from "./literals.ts";
import { quote } from "./quote.ts";
import { beginsExpression, isLabel } from "./tokens.ts";
import { valueType } from "./value-type.ts";

/** What stands between an operator and its right operand. */
export interface BinaryModifiers {
  readonly bool?: true;
  readonly matching?: Matching;
}

const NO_MODIFIERS: BinaryModifiers = {};

/** Reads `bool`, `on (...)`, `ignoring (...)`, `group_left (...)`, `fill (...)` and their like. */
export function parseBinaryModifiers(cursor: Cursor): BinaryModifiers {
  if (cursor.token.kind !== "keyword") return NO_MODIFIERS;
  const bool = cursor.accept("bool") === undefined ? undefined : { bool: true as const };
  const matching = withFill(cursor, parseMatching(cursor));
  return matching === undefined ? (bool ?? NO_MODIFIERS) : { ...bool, matching };
}

/** Reads the labels of `by (...)`, `on (...)` and the like, which may end with a comma. */
export function parseLabels(cursor: Cursor): readonly string[] {
  cursor.expect("(", "grouping opts", '"("');
  const labels: string[] = [];
  if (cursor.accept(")") !== undefined) return labels;
  do {
    if (labels.length > 0 && cursor.is(")")) break;
    labels.push(parseLabel(cursor));
  } while (cursor.accept(",") !== undefined);
  cursor.expect(")", "grouping opts", '"," or ")"');
  return labels;
}

/** The modifiers without a matching that says nothing about these operands, which Prometheus forgets. */
export function meaningful(modifiers: BinaryModifiers, left: Expression, right: Expression): BinaryModifiers {
  const { matching, bool } = modifiers;
  if (matching === undefined || matching.labels.length > 0 || matching.fill !== undefined) return modifiers;
  if (valueType(left) === "vector" && valueType(right) === "vector") return modifiers;
  return bool === undefined ? NO_MODIFIERS : { bool };
}

function parseMatching(cursor: Cursor): Matching | undefined {
  const mode = cursor.is("on") ? "on" : cursor.is("ignoring") ? "ignoring" : undefined;
  if (mode === undefined) return undefined;
  cursor.take();
  const labels = parseLabels(cursor);
  const side = cursor.is("group_left") ? "left" : cursor.is("group_right") ? "right" : undefined;
  if (side !== undefined) {
    cursor.take();
    const include = cursor.is("(") || !beginsExpression(cursor.token) ? parseLabels(cursor) : [];
    return { mode, labels, group: { side, include } };
  }
  // `ignoring ()` alone is what happens without it.
  return mode === "on" || labels.length > 0 ? { mode, labels } : undefined;
}

function withFill(cursor: Cursor, matching: Matching | undefined): Matching | undefined {
  const fill = parseFill(cursor);
  return fill === undefined ? matching : { ...(matching ?? { mode: "ignoring", labels: [] }), fill };
}

function parseFill(cursor: Cursor): Matching["fill"] {
  if (cursor.accept("fill") !== undefined) {
    const value = parseFillValue(cursor);
    return { left: value, right: value };
  }
  // Each at most once, in any order.
  const first = parseFillOf(cursor, "left") ?? parseFillOf(cursor, "right");
  if (first === undefined) return undefined;
  return { ...first, ...parseFillOf(cursor, "left" in first ? "right" : "left") };
}

function parseFillOf(cursor: Cursor, side: "left" | "right"): { left: number } | { right: number } | undefined {
  if (cursor.accept(`fill_${side}`) === undefined) return undefined;
  const value = parseFillValue(cursor);
  return side === "left" ? { left: value } : { right: value };
}

function parseFillValue(cursor: Cursor): number {
  cursor.expect("(");
  const sign = cursor.accept("-") ?? cursor.accept("+");
  const { kind } = cursor.token;
  if (kind !== "number" && kind !== "duration") cursor.unexpected();
  const { value } = literalOf(cursor, cursor.take());
  cursor.expect(")");
  return sign?.text === "-" ? -value : value;
}

function parseLabel(cursor: Cursor): string {
  const isWord = isLabel(cursor.token);
  if (!isWord && cursor.token.kind !== "string") cursor.unexpected("grouping opts", "label");
  const token = cursor.take();
  if (isWord) return cursor.written(token);
  const label = stringOf(token);
  if (label === "" || !isReadable(label)) {
    cursor.refuse(`invalid label name for grouping: ${quote(label)}`, token);
  }
  return label;
}
