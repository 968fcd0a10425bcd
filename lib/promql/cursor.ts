import { AGGREGATIONS } from "./functions.ts";
import { Lexer, type Token, type TokenKind } from "./lexer.ts";

/** Walks the tokens of one expression with one token in hand. */
export class Cursor {
  readonly text: string;
  /** The token in hand, not yet taken. */
  token: Token;
  /** Where the last taken token ended. */
  end = 0;
  private readonly lexer: Lexer;

  constructor(text: string) {
    this.text = text;
    this.lexer = new Lexer(text);
    this.token = this.lexer.next();
  }

  /** Takes the token in hand. */
  take(): Token {
    const token = this.token;
    this.end = token.end;
    this.token = this.lexer.next();
    return token;
  }

  /** Whether the token in hand is this very word or symbol, rather than a string or a number that looks like it. */
  is(kind: TokenKind, text: string): boolean {
    return this.token.kind === kind && this.token.text === text;
  }

  /** Takes the token in hand if it is this word or symbol. */
  accept(kind: TokenKind, text: string): Token | undefined {
    return this.is(kind, text) ? this.take() : undefined;
  }

  /** What was written for a token, in its own case. */
  written(token: Token): string {
    return this.text.slice(token.start, token.end);
  }

  /** Throws: the token in hand does not belong here. */
  unexpected(context = "", expected = ""): never {
    const where = context === "" ? "" : ` in ${context}`;
    const what = expected === "" ? "" : `, expected ${expected}`;
    return this.refuse(`unexpected ${this.describe(this.token)}${where}${what}`, this.token.start, this.token.end);
  }

  /** Throws a `PromqlError` for a range of the text. */
  refuse(detail: string, start: number, end: number): never {
    return this.lexer.refuse(detail, start, end);
  }

  private describe(token: Token): string {
    const text = this.written(token);
    switch (token.kind) {
      case "end":
        return "end of input";
      case "identifier":
        return `identifier "${text}"`;
      case "metric":
        return `metric identifier "${text}"`;
      case "string":
      case "number":
      case "duration":
        return `${token.kind} ${[...text].length > 10 ? `${JSON.stringify([...text].slice(0, 10).join(""))}...` : JSON.stringify(text)}`;
      case "keyword":
        return `<${text}>`;
      case "operator":
        // `=` and `=~` are operators inside braces only, where Prometheus calls `=` by its sign.
        return text === "=" ? `"="` : `<op:${text}>`;
      case "aggregation":
        return AGGREGATIONS.has(token.text) ? `<aggr:${text}>` : `"${text}"`;
      default:
        return `"${text}"`;
    }
  }
}
