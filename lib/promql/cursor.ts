import type { SourceRange } from "./ast.ts";
import { AGGREGATIONS } from "./functions.ts";
import { Lexer } from "./lexer.ts";
import { quote } from "./quote.ts";
import type { Token, TokenKind } from "./tokens.ts";

/** What an error shows of a literal. */
const SHOWN = 10;

const SYMBOLS: readonly TokenKind[] = ["punctuation", "operator", "keyword"];

/**
 * Walks the tokens of one expression. A token is read only when it is asked for, so that what is wrong with it is not found
 * before what Prometheus complains about without looking at it.
 */
export class Cursor {
  readonly text: string;
  /** Where the last bracket, brace, parenthesis or number ended that was read, even if it is not taken yet. */
  lastClosing = 0;
  /** How many aggregations are being read, one inside the other. */
  aggregations = 0;
  #held: Token | undefined;
  readonly #lexer: Lexer;

  constructor(text: string) {
    this.text = text;
    this.#lexer = new Lexer(text);
  }

  /** The token in hand, not yet taken. Errors: `PromqlError` on what is no token. */
  get token(): Token {
    this.#held ??= this.#read();
    return this.#held;
  }

  /** Takes the token in hand. */
  take(): Token {
    const token = this.#held ?? this.#read();
    this.#held = undefined;
    return token;
  }

  /** Whether the token in hand is this very keyword or symbol, rather than a name or a literal that looks like it. */
  is(text: string): boolean {
    const { token } = this;
    return token.text === text && SYMBOLS.includes(token.kind);
  }

  /** Takes the token in hand if it is this word or symbol. */
  accept(text: string): Token | undefined {
    return this.is(text) ? this.take() : undefined;
  }

  /** Takes this symbol. Errors: `PromqlError` when another token is in hand, in the words of `unexpected`. */
  expect(symbol: string, context?: string, expected?: string): Token {
    return this.is(symbol) ? this.take() : this.unexpected(context, expected);
  }

  /** What was written for a token, in its own case. */
  written(token: Token): string {
    return this.text.slice(token.start, token.end);
  }

  /** Throws: the token in hand does not belong here. Inside of an aggregation that is the context where none is given. */
  unexpected(context = this.aggregations > 0 ? "aggregation" : "", expected = ""): never {
    const where = context === "" ? "" : ` in ${context}`;
    const what = expected === "" ? "" : `, expected ${expected}`;
    return this.refuse(`unexpected ${this.#describe(this.token)}${where}${what}`, this.token);
  }

  /** Throws a `PromqlError` for a range of the text. */
  refuse(detail: string, { start, end }: SourceRange): never {
    return this.#lexer.refuse(detail, start, end);
  }

  #read(): Token {
    const token = this.#lexer.next();
    const { kind, text } = token;
    if (kind === "number" || kind === "duration" || (kind === "punctuation" && ")]}".includes(text))) {
      this.lastClosing = token.end;
    }
    return token;
  }

  #describe(token: Token): string {
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
        return `${token.kind} ${shortened(text)}`;
      case "keyword":
        return `<${text}>`;
      case "operator":
        // `=` is an operator inside braces only, where Prometheus calls it by its sign.
        return text === "=" ? `"="` : `<op:${text}>`;
      case "aggregation":
        return AGGREGATIONS.has(token.text) ? `<aggr:${text}>` : `"${text}"`;
      default:
        return `"${text}"`;
    }
  }
}

/** Prometheus counts bytes to decide whether to shorten, but keeps characters. */
function shortened(text: string): string {
  if (new TextEncoder().encode(text).length <= SHOWN) return quote(text);
  return `${quote([...text].slice(0, SHOWN).join(""))}...`;
}
