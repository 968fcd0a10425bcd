import { TemplateError } from "./error.ts";
import { type Lexer, type Token, tokenText } from "./lexer.ts";

const NOTHING: Token = { kind: "eof", value: "", start: 0, line: 0 };

/** Reads tokens with a look ahead, and complains as Go does, with the line of the token it read last. */
export class TokenReader {
  /** Line at which the action began that is being read, 0 outside of one. */
  actionLine = 0;
  readonly #name: string;
  readonly #lexer: Lexer;
  /** Tokens given back, the next one last. */
  #pending: Token[] = [];
  #latest: Token = NOTHING;
  /** The token most recently taken, which `backup` gives back. */
  #taken: Token = NOTHING;

  constructor(name: string, lexer: Lexer) {
    this.#name = name;
    this.#lexer = lexer;
  }

  next(): Token {
    this.#taken = this.#pending.pop() ?? this.#read();
    return this.#taken;
  }

  #read(): Token {
    this.#latest = this.#lexer.next();
    return this.#latest;
  }

  /** Gives back the token read last. */
  backup(): void {
    this.#pending.push(this.#taken);
  }

  /** Puts a token before those that are still to be read. */
  putBack(token: Token): void {
    this.#pending.push(token);
  }

  peek(): Token {
    const token = this.#pending.pop() ?? this.#read();
    this.#pending.push(token);
    return token;
  }

  nextNonSpace(): Token {
    let token = this.next();
    while (token.kind === "space") token = this.next();
    return token;
  }

  peekNonSpace(): Token {
    const token = this.nextNonSpace();
    this.backup();
    return token;
  }

  expect(kinds: readonly Token["kind"][], context: string): Token {
    const token = this.nextNonSpace();
    return kinds.includes(token.kind) ? token : this.unexpected(token, context);
  }

  unexpected(token: Token, context: string): never {
    if (token.kind !== "error") this.fail(`unexpected ${tokenText(token)} in ${context}`);
    if (this.actionLine === 0 || this.actionLine === token.line) this.fail(tokenText(token));
    const place = `started at ${this.#name}:${this.actionLine}`;
    this.fail(`${token.value}${token.value.endsWith(" action") ? "" : " in action"} ${place}`);
  }

  fail(message: string): never {
    throw new TemplateError(`template: ${this.#name}:${this.#latest.line}: ${message}`, this.#latest.start);
  }
}
