import { quote } from "../promql/quote.ts";

export type TokenKind =
  | "error"
  | "bool"
  | "char"
  | "characterConstant"
  | "complex"
  | "assign"
  | "declare"
  | "eof"
  | "field"
  | "identifier"
  | "leftDelimiter"
  | "leftParen"
  | "number"
  | "pipe"
  | "rawString"
  | "rightDelimiter"
  | "rightParen"
  | "space"
  | "string"
  | "text"
  | "variable"
  | "dot"
  | "nil"
  | Keyword;

export type Keyword = "block" | "break" | "continue" | "define" | "else" | "end" | "if" | "range" | "template" | "with";

/** A token; `start` is its place in the text, `line` is counted from 1. The value of an error is what is wrong. */
export interface Token {
  readonly kind: TokenKind;
  readonly value: string;
  readonly start: number;
  readonly line: number;
}

const KEYWORDS: ReadonlySet<string> = new Set([
  ...["block", "break", "continue", "define", "else", "end", "if", "nil", "range", "template", "with"],
]);
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;
const WORD = /[\p{L}\p{Nd}_]+/uy;
const NUMBER =
  /[+-]?(?:0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]*)?|0[oO][0-7_]*(?:\.[0-7_]*)?|0[bB][01_]*(?:\.[01_]*)?|[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]*)?)i?/y;
const SPACES = /[ \t\r\n]*/y;
const QUOTED = { '"': /"(?:[^"\\\n]|\\[^\n])*"/uy, "'": /'(?:[^'\\\n]|\\[^\n])*'/uy, "`": /`[^`]*`/uy } as const;

/** A token as Go names it in what it complains about. */
export function tokenText({ kind, value }: Token): string {
  if (kind === "eof") return "EOF";
  if (kind === "error") return value;
  if (KEYWORDS.has(kind) || kind === "dot") return `<${value}>`;
  // Go counts bytes to decide and characters to shorten.
  if (new TextEncoder().encode(value).length > 10) return `${quote([...value].slice(0, 10).join(""))}...`;
  return quote(value);
}

/** A character as Go's `%#U` shows it. */
function characterText(code: number): string {
  const text = String.fromCodePoint(code);
  const hexadecimal = code.toString(16).toUpperCase().padStart(4, "0");
  return PRINTABLE.test(text) ? `U+${hexadecimal} '${text}'` : `U+${hexadecimal}`;
}

/** Takes a template apart, one token at a time: what follows an error is never read. */
export class Lexer {
  readonly #text: string;
  #at = 0;
  #isInAction = false;
  #parens = 0;

  constructor(text: string) {
    this.#text = text;
  }

  next(): Token {
    return this.#isInAction ? this.#inAction() : this.#outside();
  }

  #token(kind: TokenKind, start: number, end: number): Token {
    this.#at = end;
    return this.#made(kind, this.#text.slice(start, end), start);
  }

  #made(kind: TokenKind, value: string, start: number): Token {
    let line = 1;
    for (let i = this.#text.indexOf("\n"); i !== -1 && i < start; i = this.#text.indexOf("\n", i + 1)) line++;
    return { kind, value, start, line };
  }

  #error(start: number, message: string): Token {
    return this.#made("error", message, start);
  }

  #outside(): Token {
    const start = this.#at;
    const open = this.#text.indexOf("{{", start);
    if (open === -1) return this.#token(start < this.#text.length ? "text" : "eof", start, this.#text.length);
    const isTrimmed = /^-[ \t\r\n]/.test(this.#text.slice(open + 2, open + 4));
    const before = this.#text.slice(start, open);
    const kept = isTrimmed ? before.replace(/[ \t\r\n]+$/, "") : before;
    if (kept !== "") {
      const token = this.#token("text", start, start + kept.length);
      this.#at = open;
      return token;
    }
    const inside = open + (isTrimmed ? 4 : 2);
    if (this.#text.startsWith("/*", inside)) return this.#comment(inside);
    const token = this.#token("leftDelimiter", open, open + 2);
    this.#at = inside;
    this.#isInAction = true;
    this.#parens = 0;
    return token;
  }

  #comment(start: number): Token {
    const close = this.#text.indexOf("*/", start + 2);
    if (close === -1) return this.#error(start, "unclosed comment");
    const delimiter = this.#rightDelimiter(close + 2);
    if (delimiter === undefined) return this.#error(start, "comment ends before closing delimiter");
    this.#at = delimiter.next;
    return this.#outside();
  }

  /** Where `}}` or ` -}}` ends and where the text after it, trimmed, begins. */
  #rightDelimiter(at: number): { readonly start: number; readonly next: number } | undefined {
    if (/^[ \t\r\n]-\}\}/.test(this.#text.slice(at, at + 4))) {
      SPACES.lastIndex = at + 4;
      return { start: at + 2, next: at + 4 + (SPACES.exec(this.#text)?.[0].length ?? 0) };
    }
    return this.#text.startsWith("}}", at) ? { start: at, next: at + 2 } : undefined;
  }

  #inAction(): Token {
    const start = this.#at;
    const delimiter = this.#rightDelimiter(start);
    if (delimiter !== undefined) {
      if (this.#parens > 0) return this.#error(start, "unclosed left paren");
      const token = this.#token("rightDelimiter", delimiter.start, delimiter.start + 2);
      this.#at = delimiter.next;
      this.#isInAction = false;
      return token;
    }
    const code = this.#text.codePointAt(start);
    if (code === undefined) return this.#error(start, "unclosed action");
    const character = String.fromCodePoint(code);
    const next = this.#text[start + 1] ?? "";
    switch (character) {
      case " ":
      case "\t":
      case "\r":
      case "\n":
        return this.#spaces(start);
      case "=":
        return this.#token("assign", start, start + 1);
      case ":":
        return next === "=" ? this.#token("declare", start, start + 2) : this.#error(start, "expected :=");
      case "|":
        return this.#token("pipe", start, start + 1);
      case '"':
        return this.#quoted("string", character, "unterminated quoted string");
      case "'":
        return this.#quoted("characterConstant", character, "unterminated character constant");
      case "`":
        return this.#quoted("rawString", character, "unterminated raw quoted string");
      case "$":
        return this.#name("variable", start);
      case "(":
        this.#parens++;
        return this.#token("leftParen", start, start + 1);
      case ")":
        if (--this.#parens < 0) return this.#error(start, "unexpected right paren");
        return this.#token("rightParen", start, start + 1);
    }
    if (character === "." && next !== "" && !/[0-9]/.test(next)) return this.#name("field", start);
    if (/[.+0-9-]/.test(character)) return this.#number(start);
    if (/[\p{L}\p{Nd}_]/u.test(character)) return this.#word(start);
    if (code < 0x80 && PRINTABLE.test(character)) return this.#token("char", start, start + 1);
    return this.#error(start, `unrecognized character in action: ${characterText(code)}`);
  }

  #spaces(start: number): Token {
    SPACES.lastIndex = start;
    let end = start + (SPACES.exec(this.#text)?.[0].length ?? 0);
    // The last space belongs to a ` -}}` that follows; where it is the only one, `#inAction` has seen it.
    if (this.#text.startsWith("-}}", end)) end--;
    return this.#token("space", start, end);
  }

  #quoted(kind: TokenKind, mark: keyof typeof QUOTED, problem: string): Token {
    const expression = QUOTED[mark];
    expression.lastIndex = this.#at;
    const match = expression.exec(this.#text);
    return match === null ? this.#error(this.#at, problem) : this.#token(kind, this.#at, this.#at + match[0].length);
  }

  /** A word after a `$` or a dot; either may stand alone. */
  #name(kind: "variable" | "field", start: number): Token {
    const end = this.#wordEnd(start + 1);
    if (!this.#isTerminated(end)) return this.#badCharacter(start, end);
    return this.#token(kind === "field" && end === start + 1 ? "dot" : kind, start, end);
  }

  #word(start: number): Token {
    const end = this.#wordEnd(start);
    if (!this.#isTerminated(end)) return this.#badCharacter(start, end);
    const word = this.#text.slice(start, end);
    if (KEYWORDS.has(word)) return this.#token(word as Keyword | "nil", start, end);
    return this.#token(word === "true" || word === "false" ? "bool" : "identifier", start, end);
  }

  #wordEnd(start: number): number {
    WORD.lastIndex = start;
    return start + (WORD.exec(this.#text)?.[0].length ?? 0);
  }

  #isTerminated(at: number): boolean {
    return at >= this.#text.length || /[ \t\r\n.,|:)(]/.test(this.#text[at] ?? "") || this.#text.startsWith("}}", at);
  }

  #badCharacter(start: number, at: number): Token {
    return this.#error(start, `bad character ${characterText(this.#text.codePointAt(at) ?? 0)}`);
  }

  #number(start: number): Token {
    const first = this.#numberEnd(start);
    const sign = this.#text[first.end] ?? "";
    if (!first.isWhole || (sign !== "+" && sign !== "-")) return this.#numberToken("number", start, first);
    const second = this.#numberEnd(first.end);
    const isWhole = second.isWhole && this.#text[second.end - 1] === "i";
    return this.#numberToken("complex", start, { end: second.end, isWhole });
  }

  #numberToken(kind: TokenKind, start: number, number: { readonly end: number; readonly isWhole: boolean }): Token {
    if (number.isWhole) return this.#token(kind, start, number.end);
    return this.#error(start, `bad number syntax: ${quote(this.#text.slice(start, number.end))}`);
  }

  #numberEnd(start: number): { readonly end: number; readonly isWhole: boolean } {
    NUMBER.lastIndex = start;
    const end = start + (NUMBER.exec(this.#text)?.[0].length ?? 0);
    const code = this.#text.codePointAt(end);
    const after = code === undefined ? "" : String.fromCodePoint(code);
    return /[\p{L}\p{Nd}_]/u.test(after) ? { end: end + after.length, isWhole: false } : { end, isWhole: true };
  }
}
