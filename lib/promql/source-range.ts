import type { SourceRange } from "./ast.ts";

/** What nodes that were not parsed have instead of a place. */
export const NOWHERE: SourceRange = { start: 0, end: 0 };

/** From the start of one node to the end of another. */
export function spanOf(
  { source: from = NOWHERE }: { readonly source?: SourceRange },
  { source: to = NOWHERE }: { readonly source?: SourceRange },
): SourceRange {
  return { start: from.start, end: to.end };
}
