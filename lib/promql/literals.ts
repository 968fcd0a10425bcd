import { parseDuration } from "../core/duration.ts";
import type { Cursor } from "./cursor.ts";
import type { Token } from "./lexer.ts";
import { unquote } from "./unquote.ts";

const LARGEST_INTEGER = 2n ** 63n - 1n;

/** The value of a number or duration token; durations count in seconds. Errors: `PromqlError` when out of range. */
export function numberOf(cursor: Cursor, token: Token): number {
  if (token.kind === "duration") return durationOf(cursor, token) / 1000;
  const digits = token.text.replaceAll("_", "");
  if (digits === "inf") return Infinity;
  if (digits === "nan") return NaN;
  // Go reads integers first, where a leading zero means octal: `010` is 8, while `08` and `010.5` are decimal.
  if (/^0[0-7]+$/.test(digits)) return Number.parseInt(digits, 8);
  const value = Number(digits);
  const tooBig = /^0[xX]/.test(digits) ? BigInt(digits) > LARGEST_INTEGER : value === Infinity;
  if (tooBig) cursor.refuse(`error parsing number: "${token.text}": value out of range`, token.start, token.end);
  return value;
}

/** The length of a duration written as a duration (`5m`) or as seconds (`300`). Units: milliseconds, whole. */
export function durationOf(cursor: Cursor, token: Token): number {
  if (token.kind === "duration") {
    const length = parseDuration(token.text);
    if (length === undefined) {
      cursor.refuse(`not a valid duration string: "${token.text}"`, token.start, token.end);
    }
    return length;
  }
  const seconds = numberOf(cursor, token);
  if (!(Math.abs(seconds) <= 2 ** 63 / 1e9)) cursor.refuse("duration out of range", token.start, token.end);
  // Rounded to nanoseconds first: 1.001 seconds are not quite 1001 milliseconds in floating point.
  return Math.trunc(Math.round(seconds * 1e9) / 1e6);
}

/** The text of a string token. Errors: `PromqlError` on a bad escape. */
export function stringOf(cursor: Cursor, token: Token): string {
  try {
    return unquote(token.text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return cursor.refuse(error.message, token.start, token.end);
  }
}
