import { isAlphanumeric, isDigit } from "./characters.ts";

/** Where a number or a duration ends; `bad` where it is neither, and then `end` is as far as it was looked at. */
export interface NumberScan {
  readonly kind: "number" | "duration" | "bad";
  readonly end: number;
}

/**
 * Scans what begins with a digit or a dot as Prometheus does, which also takes things that are no numbers (`1_`, `0x`,
 * `1.5m`); reading their value refuses those.
 */
export function scanNumber(text: string, start: number): NumberScan {
  const scan = new Scanner(text, start);
  if (scan.number()) return { kind: "number", end: scan.at };
  if (scan.duration()) return { kind: "duration", end: scan.at };
  return { kind: "bad", end: scan.at };
}

class Scanner {
  at: number;
  readonly #text: string;
  #isHexadecimal = false;

  constructor(text: string, start: number) {
    this.#text = text;
    this.at = start;
  }

  number(): boolean {
    if (this.#accept("0") && this.#accept("xX")) {
      this.#accept("_");
      this.#isHexadecimal = true;
    }
    this.#accept(".");
    if (this.#isDigit()) this.at++;
    let dot = false;
    let exponent = false;
    for (;;) {
      const character = this.#text[this.at];
      if (character === ".") {
        this.at++;
        if (dot || this.#isHexadecimal || this.#accept("_.")) return false;
        dot = true;
      } else if (character === "e" || character === "E") {
        // Even in a hexadecimal number, where it is a digit only behind another one.
        this.at++;
        if (exponent) return false;
        exponent = true;
        this.#accept("+-");
        if (this.#accept("._eE") || this.at >= this.#text.length) return false;
      } else if (character === "_") {
        this.at++;
        if (this.#accept("._eE") || this.at >= this.#text.length) return false;
      } else if (this.#isDigit()) {
        while (this.#isDigit()) this.at++;
      } else {
        return !isAlphanumeric(this.#text.charCodeAt(this.at));
      }
    }
  }

  duration(): boolean {
    if (!this.#accept("smhdwy")) return false;
    this.#accept("s");
    while (isDigit(this.#text.charCodeAt(this.at))) {
      while (isDigit(this.#text.charCodeAt(this.at))) this.at++;
      if (!this.#accept("smhdw")) return false;
      this.#accept("s");
    }
    if (!isAlphanumeric(this.#text.charCodeAt(this.at))) return true;
    this.at++;
    return false;
  }

  #accept(characters: string): boolean {
    const character = this.#text[this.at];
    if (character === undefined || !characters.includes(character)) return false;
    this.at++;
    return true;
  }

  #isDigit(): boolean {
    const code = this.#text.charCodeAt(this.at);
    if (isDigit(code)) return true;
    return this.#isHexadecimal && ((code >= 0x61 && code <= 0x66) || (code >= 0x41 && code <= 0x46));
  }
}
