import type { Expression } from "../../lib/promql/ast.ts";
import { parse } from "../../lib/promql/parse.ts";
import { print } from "../../lib/promql/print.ts";
import { children, transform, walk } from "../../lib/promql/walk.ts";

/** Smaller expressions that might still show the same, the smallest first. */
export function smallerExpressions(text: string): readonly string[] {
  let root: Expression;
  try {
    root = parse(text, { experimental: true });
  } catch {
    return [];
  }
  const candidates = new Set<string>();
  walk(root, (node) => {
    if (node !== root) candidates.add(shown(node));
    for (const simpler of simplerNodes(node)) {
      candidates.add(shown(transform(root, (other) => (same(other, node) ? simpler : other))));
    }
  });
  return [...candidates].filter((one) => one !== text && one !== "").sort((one, other) => one.length - other.length);
}

function same(one: Expression, other: Expression): boolean {
  return one.type === other.type && one.source?.start === other.source?.start && one.source?.end === other.source?.end;
}

function shown(node: Expression): string {
  try {
    return print(node);
  } catch {
    return "";
  }
}

function simplerNodes(node: Expression): readonly Expression[] {
  const inner = node.type === "matrix" ? [] : children(node);
  const found: Expression[] = [...inner];
  if (node.type === "vector") {
    const { offset, at, anchored, smoothed, matchers, ...bare } = node;
    if (matchers.length > 0) found.push({ ...node, matchers: [] });
    if (offset !== undefined || at !== undefined) {
      found.push({ ...bare, matchers, ...(anchored && { anchored }), ...(smoothed && { smoothed }) });
    }
  }
  if (node.type === "aggregation" && node.grouping !== undefined) {
    const { grouping: _, ...bare } = node;
    found.push(bare);
  }
  if (node.type === "binary" && node.matching !== undefined) {
    const { matching: _, ...bare } = node;
    found.push(bare);
  }
  if (node.type === "subquery" && (node.offset !== undefined || node.at !== undefined)) {
    const { offset: _, at: __, ...bare } = node;
    found.push(bare);
  }
  if (node.type === "call" && node.arguments.length > 1) found.push({ ...node, arguments: node.arguments.slice(0, 1) });
  if (node.type !== "number" && node.type !== "string" && node.type !== "vector" && node.type !== "matrix") {
    found.push({ type: "number", value: 1 });
  }
  return found;
}
