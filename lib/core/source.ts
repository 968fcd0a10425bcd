/** A text with its name, which turns offsets into the lines and columns that editors count. */
export class Source {
  readonly text: string;
  readonly file: string;
  readonly #lineStarts: number[] = [0];

  constructor(text: string, file: string) {
    this.text = text;
    this.file = file;
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) this.#lineStarts.push(at + 1);
  }

  /** Line of an offset, counted from 1. */
  line(offset: number): number {
    let low = 0;
    let high = this.#lineStarts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  }

  /** `file:line:column`, both counted from 1, as terminals and editors open it. */
  where(offset: number): string {
    const line = this.line(offset);
    return `${this.file}:${line}:${offset - (this.#lineStarts[line - 1] ?? 0) + 1}`;
  }
}
