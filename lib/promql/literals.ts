import type { NumberLiteral } from "./ast.ts";
import type { Cursor } from "./cursor.ts";
import { quote } from "./quote.ts";
import type { Token } from "./tokens.ts";
import { unquote } from "./unquote.ts";

const LARGEST_INTEGER = 2n ** 63n - 1n;
const HEXADECIMAL = /^0[xX]_?[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*$/;
const OCTAL = /^0(?:_?[0-7])+$/;
const DIGITS = "\\d+(?:_\\d+)*";
const DECIMAL = new RegExp(`^(?:${DIGITS}\\.?(?:${DIGITS})?|\\.${DIGITS})(?:[eE][+-]?${DIGITS})?$`);

/** Units of durations, biggest first, as they must be written. Units: milliseconds. */
const UNITS: readonly string[] = ["y", "w", "d", "h", "m", "s", "ms"];
const LENGTHS: readonly number[] = [31_536_000_000, 604_800_000, 86_400_000, 3_600_000, 60_000, 1000, 1];
/** What fits into Prometheus' signed 64-bit count of nanoseconds. Units: milliseconds, seconds. */
const LONGEST = 9_223_372_036_854;
const LONGEST_SECONDS = 2 ** 63 / 1e9;

/** The literal of a number or duration token. Errors: `PromqlError` for what cannot be read. */
export function literalOf(cursor: Cursor, token: Token): NumberLiteral {
  const { start, end } = token;
  return token.kind === "duration"
    ? { type: "number", value: durationSeconds(cursor, token), duration: true, source: { start, end } }
    : { type: "number", value: numberOf(cursor, token), source: { start, end } };
}

/** The value of a number or duration token; durations count in seconds. Errors: `PromqlError` for what cannot be read. */
export function numberOf(cursor: Cursor, token: Token): number {
  if (token.kind === "duration") return durationSeconds(cursor, token);
  const { text } = token;
  if (/^\d{1,15}$/.test(text) && (text[0] !== "0" || text === "0")) return Number(text);
  if (text === "inf") return Infinity;
  if (text === "nan") return NaN;
  const integer = integerOf(text);
  if (integer !== undefined && integer <= LARGEST_INTEGER) return Number(integer);
  const value = DECIMAL.test(text) ? Number(text.replaceAll("_", "")) : undefined;
  if (value !== undefined && value !== Infinity) return value;
  const problem = value === undefined ? "invalid syntax" : "value out of range";
  const detail = `error parsing number: strconv.ParseFloat: parsing ${quote(text)}: ${problem}`;
  return cursor.refuse(detail, token);
}

/**
 * Seconds in Prometheus' nanoseconds, as whole milliseconds: what a range, an offset or a step becomes. What is no number or
 * too big becomes the least duration, as it does on the processors that Prometheus mostly runs on.
 */
export function millisecondsOf(seconds: number): number {
  const nanoseconds = nanosecondsOf(seconds);
  return Math.abs(nanoseconds) < 2 ** 63 ? Math.trunc(nanoseconds / 1e6) : -LONGEST;
}

/** Seconds as whole nanoseconds, halves away from zero. */
export function nanosecondsOf(seconds: number): number {
  const exact = Math.abs(seconds) * 1e9;
  const floor = Math.floor(exact);
  return Math.sign(seconds) * (exact - floor >= 0.5 ? floor + 1 : floor);
}

/** Whether seconds are more than Prometheus' nanoseconds can count. */
export function isDurationOutOfRange(seconds: number): boolean {
  return Math.abs(seconds) > LONGEST_SECONDS;
}

/** The text of a string token. */
export function stringOf(token: Token): string {
  return unquote(token.text);
}

/** Whether a text is made of whole characters, as names of labels have to be. */
export function isReadable(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** Go reads integers first, where a leading zero means octal: `010` is 8, while `08` and `010.5` are decimal. */
function integerOf(text: string): bigint | undefined {
  if (HEXADECIMAL.test(text)) return BigInt(text.replaceAll("_", ""));
  if (OCTAL.test(text)) return BigInt(`0o${text.replaceAll("_", "").slice(1)}`);
  return /^[1-9](?:_?\d)*$/.test(text) ? BigInt(text.replaceAll("_", "")) : undefined;
}

function durationSeconds(cursor: Cursor, token: Token): number {
  const length = durationLength(token.text);
  if (typeof length === "string") return cursor.refuse(length, token);
  // Added as Go does: 1.001 is not the same as 1001 / 1000 in every case.
  return Math.floor(length / 1000) + ((length % 1000) * 1e6) / 1e9;
}

/** Milliseconds, or what is wrong. */
function durationLength(text: string): number | string {
  let total = 0;
  let least = -1;
  for (const [, amount = "", unit = ""] of text.matchAll(/(\d*)(\D*)/g)) {
    if (amount === "" && unit === "") break;
    if (amount === "" || unit === "") return `not a valid duration string: ${quote(text)}`;
    if (amount.length > 19 && BigInt(amount) >= 2n ** 64n) return `not a valid duration string: ${quote(text)}`;
    const index = UNITS.indexOf(unit);
    const length = LENGTHS[index];
    if (length === undefined) return `unknown unit ${quote(unit)} in duration ${quote(text)}`;
    if (index <= least) return `not a valid duration string: ${quote(text)}`;
    least = index;
    total += Number(amount) * length;
    if (total > LONGEST) return "duration out of range";
  }
  return total;
}
