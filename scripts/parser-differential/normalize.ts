/**
 * A tree in a form in which those of ours and of Prometheus can be compared: without what is absent, matchers in order,
 * a plus before a duration left out, which says nothing, and byte offsets as offsets of UTF-16.
 */
export function normalize(value: unknown, offset: (bytes: number) => number): unknown {
  if (Array.isArray(value)) return value.map((item) => normalize(item, offset));
  if (typeof value !== "object" || value === null) return Object.is(value, -0) ? 0 : value;
  const node = value as Record<string, unknown>;
  const isPlus = node.type === "duration" && node.operator === "+" && node.left === undefined;
  if (isPlus && node.wrapped !== true) return normalize(node.right, offset);
  const entries = Object.entries(node).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, normalizeEntry(key, inner, offset)]),
  );
}

/** A tree as text, without places and without what says nothing: parentheses and a plus. */
export function meaningOf(tree: unknown): string {
  return JSON.stringify(normalize(bare(tree), (offset) => offset)) ?? "";
}

function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== "object" || value === null) return value;
  const { start, end, wrapped, ...node } = value as Record<string, unknown>;
  const isPlus = node.operator === "+" && node.left === undefined;
  if (node.type === "paren" || (node.type === "unary" && isPlus)) return bare(node.expression);
  if (node.type === "duration" && isPlus) return bare(node.right);
  return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, bare(inner)]));
}

/** Offsets in UTF-16 of the offsets in UTF-8 of a text. */
export function byteOffsets(text: string): (bytes: number) => number {
  const offsets: number[] = [];
  for (let at = 0; at < text.length; ) {
    const point = text.codePointAt(at) ?? 0;
    for (let byte = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4; byte > 0; byte--) offsets.push(at);
    at += point > 0xffff ? 2 : 1;
  }
  return (bytes) => offsets[bytes] ?? text.length;
}

function normalizeEntry(key: string, value: unknown, offset: (bytes: number) => number): unknown {
  if ((key === "start" || key === "end") && typeof value === "number") return offset(value);
  if (key === "matchers" && Array.isArray(value)) return value.map((matcher) => JSON.stringify(matcher)).sort();
  return normalize(value, offset);
}
