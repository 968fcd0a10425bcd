import { PromqlError } from "./error.ts";
import { scanNumber } from "./lex-number.ts";
import { scanString } from "./lex-string.ts";
import { quote, quoteCharacter } from "./quote.ts";
import { DURATION_WORDS, type Token, type TokenKind, WORDS } from "./tokens.ts";

const BLANK = /[ \t\r\n]*/y;
const BLANK_AND_COMMENTS = /[ \t\r\n]*(?:#[^\r\n]*[ \t\r\n]*)*/y;
const WORD = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const LABEL = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const LETTERS = /[a-zA-Z_]*/y;
const NUMBER = /\.?[0-9]/y;
const QUOTE = /["'`]/y;
const OPERATOR = /[-+*/%^@]|[<>][=/]?|[=!]=/y;
const MATCH_OPERATOR = /=~?|![~=]/y;
const ARITHMETIC = /[-+*/%^]/y;

/** Reads one expression token by token; the first error met is that which Prometheus meets first. */
export class Lexer {
  readonly text: string;
  #at = 0;
  #parens = 0;
  #inBraces = false;
  #inBrackets = false;
  /** Between `[` and the first number after it, where only what makes a duration may stand. */
  #inDuration = false;
  #gotColon = false;
  #gotDuration = false;

  constructor(text: string) {
    this.text = text;
  }

  /** The next token; `end` at the end, again and again. Errors: `PromqlError` on what is no token. */
  next(): Token {
    this.#at += this.#match(this.#inDuration ? BLANK : BLANK_AND_COMMENTS, this.#at).length;
    const start = this.#at;
    if (start >= this.text.length) return this.#end();
    if (this.#inBraces) return this.#insideBraces(start);
    return this.#inDuration ? this.#insideDuration(start) : this.#statement(start);
  }

  /** Throws a `PromqlError` for a range of the text. */
  refuse(detail: string, start: number, end: number = this.text.length): never {
    throw new PromqlError(detail, this.text, { start, end: Math.max(end, start) });
  }

  #statement(start: number): Token {
    const word = this.#match(WORD, start);
    if (word !== "") return this.#inBrackets ? this.#wordInBrackets(start) : this.#word(word, start);
    if (this.#match(NUMBER, start) !== "") return this.#number(start);
    if (this.#match(QUOTE, start) !== "") return this.#string(start);
    const operator = this.#match(OPERATOR, start);
    if (operator !== "") return this.#symbol("operator", operator, start);
    const character = this.text.charAt(start);
    if ("()[]{,".includes(character)) return this.#punctuation(character, start);
    if (character === "=") {
      if (this.text[start + 1] === "~") return this.refuse("unexpected character after '=': '~'", start);
      return this.#symbol("punctuation", "=", start);
    }
    if (character === "!") {
      return this.refuse(`unexpected character after '!': ${this.#shown(start + 1)}`, start);
    }
    return this.refuse(`unexpected character: ${this.#shown(start)}`, start);
  }

  #insideBraces(start: number): Token {
    const label = this.#match(LABEL, start);
    if (label !== "") return this.#symbol("identifier", label, start);
    if (this.#match(QUOTE, start) !== "") return this.#string(start);
    const operator = this.#match(MATCH_OPERATOR, start);
    if (operator !== "") return this.#symbol("operator", operator, start);
    const character = this.text.charAt(start);
    switch (character) {
      case ",":
      case "}":
        return this.#punctuation(character, start);
      case "!":
        return this.refuse(`unexpected character after '!' inside braces: ${this.#shown(start + 1)}`, start);
      case "{":
        return this.refuse("unexpected left brace '{'", start);
      default:
        return this.refuse(`unexpected character inside braces: ${this.#shown(start)}`, start);
    }
  }

  #insideDuration(start: number): Token {
    if (this.#match(NUMBER, start) !== "") {
      this.#gotDuration = true;
      this.#inDuration = false;
      return this.#number(start);
    }
    const character = this.text.charAt(start);
    if (character === ":") {
      if (!this.#gotDuration) this.refuse("unexpected colon before duration in duration expression", start + 1);
      if (this.#gotColon) this.refuse("unexpected repeated colon in duration expression", start + 1);
      this.#gotColon = true;
      return this.#symbol("punctuation", ":", start);
    }
    if ("(),]".includes(character)) return this.#punctuation(character, start);
    if (this.#match(ARITHMETIC, start) !== "") return this.#symbol("operator", character, start);
    const word = this.#durationWord(start);
    return word ?? this.refuse(`unexpected character in duration expression: ${this.#shown(start)}`, start);
  }

  #wordInBrackets(start: number): Token {
    if (this.text[start] === ":") {
      if (this.#gotColon) this.refuse("unexpected colon ':'", start);
      this.#gotColon = true;
      return this.#symbol("punctuation", ":", start);
    }
    const word = this.#durationWord(start);
    return word ?? this.refuse(`unexpected character: ${this.#shown(start)}, expected ':'`, start);
  }

  #durationWord(start: number): Token | undefined {
    const word = this.#match(LETTERS, start).toLowerCase();
    return DURATION_WORDS.has(word) ? this.#symbol("preprocessor", word, start) : undefined;
  }

  #punctuation(character: string, start: number): Token {
    this.#at = start + 1;
    switch (character) {
      case "(":
        this.#parens++;
        break;
      case ")":
        // Prometheus has taken the parenthesis when it complains about it.
        if (--this.#parens < 0) this.refuse("unexpected right parenthesis ')'", this.#at);
        break;
      case "{":
        this.#inBraces = true;
        break;
      case "}":
        this.#inBraces = false;
        break;
      case "[":
        if (this.#inBrackets) this.refuse("unexpected left bracket '['", start);
        this.#inBrackets = true;
        this.#inDuration = true;
        this.#gotColon = false;
        break;
      case "]":
        if (!this.#inBrackets) this.refuse("unexpected right bracket ']'", start);
        this.#inBrackets = false;
        this.#inDuration = false;
        break;
    }
    return { kind: "punctuation", text: character, start, end: this.#at };
  }

  #number(start: number): Token {
    const { kind, end } = scanNumber(this.text, start);
    if (kind !== "bad") return this.#symbol(kind, this.text.slice(start, end), start);
    return this.refuse(`bad number or duration syntax: ${quote(this.text.slice(start, end))}`, start);
  }

  #string(start: number): Token {
    const end = scanString(this.text, start);
    if (typeof end === "string") return this.refuse(end, start);
    return this.#symbol("string", this.text.slice(start, end), start);
  }

  #word(word: string, start: number): Token {
    const lower = word.toLowerCase();
    const kind = WORDS.get(lower);
    if (kind === undefined) return this.#symbol(word.includes(":") ? "metric" : "identifier", word, start);
    // A keyword only before a parenthesis: metrics may have been named so before the modifier existed.
    if (kind === "keyword" && lower.startsWith("fill") && !this.#isBeforeParen(start + word.length)) {
      return this.#symbol("identifier", word, start);
    }
    return this.#symbol(kind, lower, start);
  }

  #isBeforeParen(start: number): boolean {
    return this.text[start + this.#match(BLANK, start).length] === "(";
  }

  #end(): Token {
    const length = this.text.length;
    if (this.#inBraces) this.refuse("unexpected end of input inside braces", length);
    if (this.#inDuration) this.refuse("unexpected end of input in duration expression", length);
    if (this.#parens > 0) this.refuse("unclosed left parenthesis", length);
    if (this.#inBrackets) this.refuse("unclosed left bracket", length);
    return { kind: "end", text: "", start: length, end: length };
  }

  /** The character at a place as an error shows it. */
  #shown(at: number): string {
    return quoteCharacter(this.text.codePointAt(at) ?? -1);
  }

  /** What a sticky pattern finds at a place; `""` where it finds nothing. */
  #match(pattern: RegExp, start: number): string {
    pattern.lastIndex = start;
    return pattern.test(this.text) ? this.text.slice(start, pattern.lastIndex) : "";
  }

  #symbol(kind: TokenKind, text: string, start: number): Token {
    this.#at = start + text.length;
    return { kind, text, start, end: this.#at };
  }
}
