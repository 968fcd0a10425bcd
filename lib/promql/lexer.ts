import type { SourceRange } from "./ast.ts";
import { PromqlError } from "./error.ts";
import { AGGREGATIONS } from "./functions.ts";

/** What a token is. Symbols and word operators are `operator` or `punctuation`; `text` tells which. */
export type TokenKind =
  | "end"
  | "identifier"
  | "metric"
  | "aggregation"
  | "keyword"
  | "preprocessor"
  | "operator"
  | "punctuation"
  | "number"
  | "duration"
  | "string";

/** One token. `text` is lower case for words the grammar knows, as written otherwise. */
export interface Token extends SourceRange {
  readonly kind: TokenKind;
  readonly text: string;
}

const KEYWORD_LIST =
  "offset smoothed anchored by without on ignoring group_left group_right fill fill_left fill_right bool";

const KEYWORDS: ReadonlyMap<string, TokenKind> = new Map<string, TokenKind>([
  ...["and", "or", "unless", "atan2"].map((word): [string, TokenKind] => [word, "operator"]),
  ...[...AGGREGATIONS.keys()].map((word): [string, TokenKind] => [word, "aggregation"]),
  ...KEYWORD_LIST.split(" ").map((word): [string, TokenKind] => [word, "keyword"]),
  ...["start", "end", "step", "range", "max_of", "min_of"].map((word): [string, TokenKind] => [word, "preprocessor"]),
  ["inf", "number"],
  ["nan", "number"],
]);

const DIGITS = "\\d+(?:_\\d+)*";
const SKIP = /(?:[ \t\r\n]+|#[^\r\n]*)*/y;
const WORD = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const LABEL = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const NUMBER = new RegExp(
  `(?:0[xX]_?[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*|(?:${DIGITS}(?:\\.(?:${DIGITS})?)?|\\.${DIGITS})(?:[eE][+-]?${DIGITS})?)(?![a-zA-Z0-9_])`,
  "y",
);
const DURATION = /(?:\d+(?:ms|[smhdwy]))+(?![a-zA-Z0-9_])/y;
const STRING = /"(?:[^"\\\n]|\\[^\n])*"|'(?:[^'\\\n]|\\[^\n])*'|`[^`]*`/y;
const OPERATOR = /==|!=|<=|>=|<\/|>\/|[-+*/%^<>@]/y;
const MATCH_OPERATOR = /=~|!~|!=|=/y;
const FOLLOWED_BY_PAREN = /[ \t\r\n]*\(/y;

/** Reads one expression token by token, so that the first error met is the first in the text. */
export class Lexer {
  readonly text: string;
  private at = 0;
  private parens = 0;
  private inBraces = false;
  private inBrackets = false;

  constructor(text: string) {
    this.text = text;
  }

  /** The next token; `end` at the end, again and again. Errors: `PromqlError` on what is no token. */
  next(): Token {
    this.match(SKIP);
    const start = this.at;
    const character = this.text[start];
    if (character === undefined) return this.end();
    const quoted = this.match(STRING);
    if (quoted !== undefined) return this.token("string", quoted, start);
    if (character === '"' || character === "'") this.refuse("unterminated quoted string", start);
    if (character === "`") this.refuse("unterminated raw string", start);
    return this.inBraces ? this.insideBraces(character, start) : this.outsideBraces(character, start);
  }

  /** Throws a `PromqlError` for a range of the text. */
  refuse(detail: string, start: number, end: number = this.text.length): never {
    throw new PromqlError(detail, this.text, { start, end: Math.max(end, start) });
  }

  private outsideBraces(character: string, start: number): Token {
    if (this.inBrackets && character === ":") return this.punctuation(character, start);
    const after = this.text[start + 1] ?? "";
    if (isDigit(character) || (character === "." && isDigit(after))) return this.number(start);
    const word = this.match(WORD);
    if (word !== undefined) return this.word(word, start);
    const operator = this.match(OPERATOR);
    if (operator !== undefined) return this.token("operator", operator, start);
    if (character === "!" || (character === "=" && after === "~")) {
      this.refuse(`unexpected character after '${character}': '${after}'`, start);
    }
    if ("(){}[],=".includes(character)) return this.punctuation(character, start);
    return this.refuse(`unexpected character: '${String.fromCodePoint(this.text.codePointAt(start) ?? 0)}'`, start);
  }

  private insideBraces(character: string, start: number): Token {
    const label = this.match(LABEL);
    if (label !== undefined) return this.token("identifier", label, start);
    const operator = this.match(MATCH_OPERATOR);
    if (operator !== undefined) return this.token("operator", operator, start);
    if (character === "," || character === "}") return this.punctuation(character, start);
    if (character === "{") this.refuse("unexpected left brace '{'", start);
    return this.refuse(
      `unexpected character inside braces: '${String.fromCodePoint(this.text.codePointAt(start) ?? 0)}'`,
      start,
    );
  }

  private punctuation(character: string, start: number): Token {
    this.at = start + 1;
    if (character === "(") this.parens++;
    else if (character === ")") {
      if (--this.parens < 0) this.refuse("unexpected right parenthesis ')'", start, start + 1);
    } else if (character === "{") this.inBraces = true;
    else if (character === "}") {
      if (!this.inBraces) this.refuse("unexpected character: '}'", start, start + 1);
      this.inBraces = false;
    } else if (character === "[") {
      if (this.inBrackets) this.refuse("unexpected left bracket '['", start, start + 1);
      this.inBrackets = true;
    } else if (character === "]") {
      if (!this.inBrackets) this.refuse("unexpected right bracket ']'", start, start + 1);
      this.inBrackets = false;
    }
    return this.token("punctuation", character, start);
  }

  private number(start: number): Token {
    const number = this.match(NUMBER);
    if (number !== undefined) return this.token("number", number, start);
    const duration = this.match(DURATION);
    if (duration !== undefined) return this.token("duration", duration, start);
    const word = /[.\w]*/y;
    word.lastIndex = start;
    const shown = word.exec(this.text)?.[0] ?? "";
    return this.refuse(`bad number or duration syntax: "${shown}"`, start, start + shown.length);
  }

  private word(word: string, start: number): Token {
    const lower = word.toLowerCase();
    const kind = KEYWORDS.get(lower);
    if (kind === undefined) return this.token(word.includes(":") ? "metric" : "identifier", word, start);
    if (lower.startsWith("fill")) {
      // A keyword only before a parenthesis: metrics may have been named so before the modifier existed.
      FOLLOWED_BY_PAREN.lastIndex = this.at;
      if (!FOLLOWED_BY_PAREN.test(this.text)) return this.token("identifier", word, start);
    }
    return this.token(kind, lower, start);
  }

  private end(): Token {
    const length = this.text.length;
    if (this.inBraces) this.refuse("unexpected end of input inside braces", length);
    if (this.parens > 0) this.refuse("unclosed left parenthesis", length);
    if (this.inBrackets) this.refuse("unclosed left bracket", length);
    return { kind: "end", text: "", start: length, end: length };
  }

  private match(expression: RegExp): string | undefined {
    expression.lastIndex = this.at;
    const text = expression.exec(this.text)?.[0];
    if (text !== undefined) this.at += text.length;
    return text;
  }

  private token(kind: TokenKind, text: string, start: number): Token {
    return { kind, text, start, end: this.at };
  }
}

function isDigit(character: string): boolean {
  return character >= "0" && character <= "9";
}
