import type { SourceRange } from "../ast.ts";
import { PromqlError } from "../error.ts";

/** What a token of a sequence of sample values is. */
export type SequenceTokenKind =
  | "end"
  | "space"
  | "blank"
  | "word"
  | "number"
  | "times"
  | "add"
  | "sub"
  | "open"
  | "close"
  | "field"
  | "hint"
  | "colon"
  | "left"
  | "right";

/** One token; `text` is as written. */
export interface SequenceToken extends SourceRange {
  readonly kind: SequenceTokenKind;
  readonly text: string;
}

/** The fields of a histogram in `{{...}}`. */
export const HISTOGRAM_FIELDS: ReadonlySet<string> = new Set([
  ...["schema", "sum", "count", "z_bucket", "z_bucket_w", "custom_values", "buckets", "offset", "n_buckets"],
  ...["n_offset", "counter_reset_hint"],
]);

const HINTS: ReadonlySet<string> = new Set(["unknown", "reset", "not_reset", "gauge"]);
const SPACE = /[ \t\r\n]+/y;
const DIGITS = "\\d+(?:_\\d+)*";
/** Hexadecimal numbers are none here: `0x5` is a zero and its repetitions. */
const NUMBER = new RegExp(
  `(?:${DIGITS}(?:\\.(?:${DIGITS})?)?|\\.${DIGITS})(?:[eE][+-]?${DIGITS})?(?![a-wyzA-Z0-9_.])`,
  "y",
);
const BAD_NUMBER = /\d*\.\d*\.|[\d._eE]+/y;
const WORD = /[a-zA-Z_][a-zA-Z0-9_:]*/y;
const FIELD = /[a-zA-Z_]+/y;
const SPECIAL_NUMBER = /^(?:inf|nan)$/i;

const SYMBOLS: Readonly<Record<string, SequenceTokenKind>> = { "+": "add", "-": "sub", x: "times", _: "blank" };

/** Reads the values of a series description token by token. */
export class SequenceLexer {
  readonly text: string;
  #at: number;
  #mode: "values" | "histogram" | "buckets" = "values";

  /** `at` is where the values begin. */
  constructor(text: string, at: number) {
    this.text = text;
    this.#at = at;
  }

  /** The next token; `end` at the end, again and again. Errors: `PromqlError` on what is no token. */
  next(): SequenceToken {
    const start = this.#at;
    if (this.#mode === "values" && start >= this.text.length) return { kind: "end", text: "", start, end: start };
    const space = this.#match(SPACE);
    if (space !== undefined) return this.#token("space", space, start);
    const character = String.fromCodePoint(this.text.codePointAt(start) ?? 0xfffd);
    if (this.#mode === "values") return this.#insideValues(character, start);
    return this.#mode === "histogram" ? this.#insideHistogram(character, start) : this.#insideBuckets(character, start);
  }

  /** Throws a `PromqlError` for a range of the text. */
  refuse(detail: string, start: number, end: number = this.text.length): never {
    throw new PromqlError(detail, this.text, { start, end: Math.max(end, start) });
  }

  #insideValues(character: string, start: number): SequenceToken {
    if (this.text.startsWith("{{", start)) {
      this.#mode = "histogram";
      return this.#symbol("open", "{{", start);
    }
    const symbol = SYMBOLS[character];
    if (symbol !== undefined) return this.#symbol(symbol, character, start);
    if (/\d/.test(character) || /^\.\d/.test(this.text.slice(start, start + 2))) return this.#number(start);
    const word = this.#match(WORD);
    if (word === undefined) return this.refuse(`unexpected character in series sequence: '${character}'`, start);
    return this.#token(SPECIAL_NUMBER.test(word) ? "number" : "word", word, start);
  }

  #insideHistogram(character: string, start: number): SequenceToken {
    const word = this.#match(FIELD);
    if (word !== undefined) return this.#field(word, start);
    if (character === ":") return this.#symbol("colon", character, start);
    if (character === "-") return this.#symbol("sub", character, start);
    if (/\d/.test(character)) return this.#number(start);
    if (character === "[") {
      this.#mode = "buckets";
      return this.#symbol("left", character, start);
    }
    if (this.text.startsWith("}}", start)) {
      this.#mode = "values";
      return this.#symbol("close", "}}", start);
    }
    return this.refuse(`histogram description incomplete unexpected: '${character}'`, start);
  }

  #field(word: string, start: number): SequenceToken {
    const lower = word.toLowerCase();
    if (HISTOGRAM_FIELDS.has(lower)) {
      if (this.text[this.#at] !== ":") this.refuse("missing `:` for histogram descriptor", start);
      return this.#token("field", lower, start);
    }
    if (SPECIAL_NUMBER.test(word)) return this.#token("number", word, start);
    if (HINTS.has(lower)) return this.#token("hint", lower, start);
    return this.refuse(`bad histogram descriptor found: "${word}"`, start);
  }

  #insideBuckets(character: string, start: number): SequenceToken {
    if (character === "-") {
      // Infinity has no sign here, in Prometheus neither.
      if (!/^-\.?\d/.test(this.text.slice(start, start + 3))) this.refuse('bad number syntax: ""', start + 1);
      return this.#symbol("sub", character, start);
    }
    if (/\d/.test(character) || this.text.startsWith("-.", start - 1)) return this.#number(start);
    if (character === "]") {
      this.#mode = "histogram";
      return this.#symbol("right", character, start);
    }
    const word = this.#match(FIELD);
    if (word !== undefined && SPECIAL_NUMBER.test(word)) return this.#token("number", word, start);
    return this.refuse(`invalid character in buckets description: '${character}'`, start);
  }

  #number(start: number): SequenceToken {
    const number = this.#match(NUMBER);
    if (number !== undefined) return this.#token("number", number, start);
    return this.refuse(`bad number syntax: "${this.#match(BAD_NUMBER) ?? ""}"`, start);
  }

  #symbol(kind: SequenceTokenKind, text: string, start: number): SequenceToken {
    this.#at = start + text.length;
    return this.#token(kind, text, start);
  }

  #match(expression: RegExp): string | undefined {
    expression.lastIndex = this.#at;
    const text = expression.exec(this.text)?.[0];
    if (text !== undefined) this.#at += text.length;
    return text;
  }

  #token(kind: SequenceTokenKind, text: string, start: number): SequenceToken {
    return { kind, text, start, end: this.#at };
  }
}
