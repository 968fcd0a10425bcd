import { refuse } from "./error.ts";
import { LAST_CODE_POINT } from "./ranges.ts";

/** Something read from an expression, and where the rest of the expression begins. */
export interface Read<T> {
  readonly value: T;
  readonly end: number;
}

const C_ESCAPES: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };
const OCTAL = /(?:[1-7][0-7]|0)[0-7]{0,2}/y;
const HEXADECIMAL = /x(?:([0-9a-fA-F]{2})|\{([0-9a-fA-F]+)\})/y;

/** The character an escape stands for; `start` is at its backslash. */
export function readEscape(pattern: string, start: number): Read<number> {
  const code = pattern.codePointAt(start + 1);
  if (code === undefined) refuse("trailing backslash at end of expression", "");
  const letter = String.fromCodePoint(code);
  const next = start + 1 + letter.length;
  if (/[0-7]/.test(letter)) {
    OCTAL.lastIndex = start + 1;
    const digits = OCTAL.exec(pattern)?.[0].slice(0, 3);
    if (digits !== undefined) return { value: Number.parseInt(digits, 8), end: start + 1 + digits.length };
  } else if (letter === "x") {
    return readHexadecimal(pattern, start);
  } else if (C_ESCAPES[letter] !== undefined) {
    return { value: C_ESCAPES[letter], end: next };
  } else if (code < 0x80 && !/[0-9A-Za-z]/.test(letter)) {
    return { value: code, end: next };
  }
  refuse("invalid escape sequence", pattern.slice(start, next));
}

function readHexadecimal(pattern: string, start: number): Read<number> {
  HEXADECIMAL.lastIndex = start + 1;
  const match = HEXADECIMAL.exec(pattern);
  const value = Number.parseInt(match?.[1] ?? match?.[2] ?? "", 16);
  if (match !== null && value <= LAST_CODE_POINT) return { value, end: start + 1 + match[0].length };
  refuse("invalid escape sequence", pattern.slice(start, endOfBadHexadecimal(pattern, start + 2)));
}

/** Go shows a bad escape up to the character at which it gave up. */
function endOfBadHexadecimal(pattern: string, start: number): number {
  const width = (at: number): number => String.fromCodePoint(pattern.codePointAt(at) ?? 0).length;
  if (start >= pattern.length) return pattern.length;
  if (pattern[start] !== "{") {
    const second = start + width(start);
    return Math.min(pattern.length, second + (second < pattern.length ? width(second) : 0));
  }
  let value = 0;
  for (let at = start + 1; at < pattern.length; at += width(at)) {
    const digit = Number.parseInt(pattern[at] ?? "", 16);
    value = value * 16 + digit;
    if (Number.isNaN(digit) || value > LAST_CODE_POINT) return at + width(at);
  }
  return pattern.length;
}
