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
