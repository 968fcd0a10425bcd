import { Lexer } from "../lexer.ts";
import { describeWord, shortened } from "./metric.ts";
import { countLiteral, numberLiteral } from "./numbers.ts";
import { SequenceLexer, type SequenceToken, type SequenceTokenKind } from "./sequence-lexer.ts";

/** Walks the tokens of a sequence of values; the token in hand is read only when somebody looks at it. */
export class SequenceReader {
  readonly #lexer: SequenceLexer;
  #inHand: SequenceToken | undefined;

  constructor(text: string, at: number) {
    this.#lexer = new SequenceLexer(text, at);
  }

  /** The token in hand, not yet taken. */
  get token(): SequenceToken {
    this.#inHand ??= this.#lexer.next();
    return this.#inHand;
  }

  is(kind: SequenceTokenKind): boolean {
    return this.token.kind === kind;
  }

  take(): SequenceToken {
    const token = this.token;
    this.#inHand = undefined;
    return token;
  }

  accept(kind: SequenceTokenKind): SequenceToken | undefined {
    return this.is(kind) ? this.take() : undefined;
  }

  /** Whether the word in hand means something in PromQL, or names a metric as recording rules are named. */
  get isKeyword(): boolean {
    return new Lexer(this.token.text).next().kind !== "identifier";
  }

  /** The value of a number token. */
  number(token: SequenceToken): number {
    return this.#literal(token, numberLiteral, "error parsing number");
  }

  /** The value of a number token that counts something. */
  count(token: SequenceToken): number {
    return this.#literal(token, countLiteral, "invalid repetition in series values");
  }

  /** Throws: the token in hand does not belong here. */
  unexpected(context = "", expected = ""): never {
    const where = context === "" ? "" : ` in ${context}`;
    const what = expected === "" ? "" : `, expected ${expected}`;
    const { start, end } = this.token;
    return this.refuse(`unexpected ${describe(this.token)}${where}${what}`, start, end);
  }

  /** Throws a `PromqlError` for a range of the text. */
  refuse(detail: string, start: number, end: number): never {
    return this.#lexer.refuse(detail, start, end);
  }

  #literal(token: SequenceToken, read: (text: string) => number, context: string): number {
    try {
      return read(token.text);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return this.refuse(`${context}: ${error.message}`, token.start, token.end);
    }
  }
}

function describe(token: SequenceToken): string {
  switch (token.kind) {
    case "end":
      return "end of input";
    case "number":
      return `number ${shortened(token.text)}`;
    case "add":
    case "sub":
      return `<op:${token.text}>`;
    case "space":
    case "blank":
      return JSON.stringify(token.text);
    case "word":
      return describeWordIn(token.text);
    default:
      return shortened(token.text);
  }
}

function describeWordIn(word: string): string {
  const token = new Lexer(word).next();
  if (token.kind === "identifier") return `identifier "${word}"`;
  return token.kind === "metric" ? `metric identifier "${word}"` : describeWord(token);
}
