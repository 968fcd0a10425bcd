import { LogqlError, type Token } from "./tokens.ts";

/** Reads the pieces of a query one after the other. */
export class Reader {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** The piece that comes `ahead` of the others; the end when there is none. */
  peek(ahead = 0): Token {
    const token = this.#tokens[this.#next + ahead] ?? this.#tokens.at(-1);
    if (token === undefined) throw new LogqlError("the query is empty", 0);
    return token;
  }

  take(): Token {
    const token = this.peek();
    this.#next++;
    return token;
  }

  /** Takes the next piece if it is one of these words or signs. */
  taken(...texts: readonly string[]): boolean {
    const { kind, text } = this.peek();
    if ((kind !== "word" && kind !== "sign") || !texts.includes(text)) return false;
    this.#next++;
    return true;
  }

  sign(text: string): void {
    if (!this.taken(text)) this.refuse(text);
  }

  kind(kind: Token["kind"], name: string): string {
    if (this.peek().kind !== kind) this.refuse(name);
    return this.take().text;
  }

  refuse(expected: string): never {
    const { text, at } = this.peek();
    throw new LogqlError(`found ${text}, expected ${expected}`, at);
  }
}
