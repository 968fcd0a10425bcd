import type { SourceRange } from "./ast.ts";

/** A place in a text, both counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** An expression Prometheus would refuse, in Prometheus' words, with a pointer under the place. */
export class PromqlError extends Error {
  override readonly name = "PromqlError";
  /** What is wrong, without the place. */
  readonly detail: string;
  readonly source: SourceRange;
  readonly position: Position;

  /** `text` is the whole expression; `source` is the range in it that is wrong. */
  constructor(detail: string, text: string, source: SourceRange) {
    const position = positionAt(text, source.start);
    super(`${position.line}:${position.column}: ${detail}\n${pointer(text, source, position)}`);
    this.detail = detail;
    this.source = source;
    this.position = position;
  }
}

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}

function pointer(text: string, source: SourceRange, { line, column }: Position): string {
  const shown = text.split("\n")[line - 1] ?? "";
  // Tabs are kept, so that the pointer stands right whatever the width of a tab.
  const margin = shown.slice(0, column - 1).replace(/[^\t]/g, " ");
  const length = Math.max(1, Math.min(source.end - source.start, shown.length - column + 1));
  return `  ${shown}\n  ${margin}${"^".repeat(length)}`;
}
