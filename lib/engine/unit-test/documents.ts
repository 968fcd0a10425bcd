import type { Issue } from "../../core/issue.ts";
import type { Read } from "../../core/read.ts";

/** One document of a YAML stream, at the lines where it stands in the file. */
export interface DocumentText {
  /** The document, with empty lines in place of all that stands before it. */
  readonly text: string;
}

const START = /^---(?=\s|$)/;
const END = /^\.\.\.(?=\s|$)/;
const EMPTY = /^\s*(?:#.*)?$/;

/**
 * The documents of a YAML stream: Go reads no more than the first one of a file, whatever follows it. Markers stand at the
 * beginning of a line, where no scalar can go on.
 */
export function documentsOf(text: string): readonly DocumentText[] {
  if (!/^(?:---|\.\.\.)/m.test(text)) return [{ text }];
  const documents: DocumentText[] = [];
  let begin = 0;
  let hasContent = false;
  let isOpen = false;
  const lines = text.split("\n");
  const close = (end: number): void => {
    if (isOpen || hasContent) {
      documents.push({ text: "\n".repeat(begin) + lines.slice(begin, end).join("\n") });
    }
    begin = end;
    hasContent = false;
    isOpen = false;
  };
  for (const [index, line] of lines.entries()) {
    if (START.test(line)) {
      // What stands before the first marker may be directives and comments, which belong to the document.
      if (isOpen || hasContent) close(index);
      isOpen = true;
    } else if (END.test(line)) {
      close(index);
      begin = index + 1;
    } else if (!EMPTY.test(line) && !line.startsWith("%")) hasContent = true;
  }
  close(lines.length);
  return documents.length === 0 ? [{ text: "" }] : documents;
}

/** What js-yaml says where a document is over and something else than a separator follows. */
const REST = "end of the stream or a document separator is expected";

/**
 * Reads a document as Go does, for which it is over where its first block is: less indented lines after it are not read,
 * though they would be an error to others.
 */
export function readDocument<T>(text: string, read: (text: string) => Read<T>): Read<T> & { readonly isCut: boolean } {
  const whole = read(text);
  const rest = whole.ok
    ? undefined
    : whole.issues.find(({ code, message }) => code === "yaml-syntax" && message === REST);
  const lines = text.split("\n");
  const line = rest === undefined ? 0 : lineOf(rest);
  if (line <= 1 || !endsBlock(lines, line)) return { ...whole, isCut: false };
  return { ...read(lines.slice(0, line - 1).join("\n")), isCut: true };
}

/** Whether a line, counted from 1, stands before the column of the block that the document is, and begins like a token. */
function endsBlock(lines: readonly string[], line: number): boolean {
  const first = lines.find((one) => !EMPTY.test(one) && !one.startsWith("%") && !START.test(one)) ?? "";
  const indent = /^ *[{[]/.test(first) ? Number.POSITIVE_INFINITY : (/^ */.exec(first)?.[0].length ?? 0);
  const own = /^ *(?=[\w"'[{>|!&*?-])/.exec(lines[line - 1] ?? "")?.[0].length;
  return own !== undefined && own < indent;
}

function lineOf({ path }: Issue): number {
  return Number(/:(\d+):\d+$/.exec(path)?.[1] ?? 0);
}
