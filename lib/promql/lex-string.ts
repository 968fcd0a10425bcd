import { quoteCharacter } from "./quote.ts";

const NEWLINE = 0x0a;
const BACKSLASH = 0x5c;
const BACKQUOTE = 0x60;
const SIMPLE = "abfnrtv\\";
/** What JavaScript cannot tell from a character that stands for unreadable bytes. */
const UNREADABLE = 0xfffd;

/** Where a string ends, behind its closing quote, or why it is none. */
export type StringScan = number | string;

/** Scans a string that begins with its opening quote at `start`, checking its escape sequences. */
export function scanString(text: string, start: number): StringScan {
  const quote = text.charCodeAt(start);
  const isRaw = quote === BACKQUOTE;
  let at = start + 1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (Number.isNaN(code)) return isRaw ? "unterminated raw string" : "unterminated quoted string";
    if (code === quote) return at + 1;
    if (code === NEWLINE && !isRaw) return "unterminated quoted string";
    if (code === BACKSLASH && !isRaw) {
      const behind = scanEscape(text, at + 1, quote);
      if (typeof behind === "string") return behind;
      at = behind;
    } else if (code >= 0xd800) {
      const point = text.codePointAt(at) ?? 0;
      if (point === UNREADABLE || (point >= 0xd800 && point < 0xe000)) return "invalid UTF-8 rune";
      at += point > 0xffff ? 2 : 1;
    } else at++;
  }
}

/** `start` is behind the backslash. */
function scanEscape(text: string, start: number, quote: number): StringScan {
  const point = text.codePointAt(start);
  if (point === undefined) return "escape sequence not terminated";
  const letter = String.fromCodePoint(point);
  if (SIMPLE.includes(letter) || point === quote) return start + 1;
  if (letter >= "0" && letter <= "7") return scanDigits(text, start, 3, 8, 255);
  if (letter === "x") return scanDigits(text, start + 1, 2, 16, 255);
  if (letter === "u") return scanDigits(text, start + 1, 4, 16, 0x10ffff);
  if (letter === "U") return scanDigits(text, start + 1, 8, 16, 0x10ffff);
  return `unknown escape sequence ${unicodeName(point)}`;
}

function scanDigits(text: string, start: number, count: number, base: number, most: number): StringScan {
  let value = 0;
  for (let at = start; at < start + count; at++) {
    const point = text.codePointAt(at);
    if (point === undefined) return "escape sequence not terminated";
    const digit = Number.parseInt(String.fromCodePoint(point), base);
    if (Number.isNaN(digit)) return `illegal character ${unicodeName(point)} in escape sequence`;
    value = value * base + digit;
  }
  const isCharacter = value <= most && !(value >= 0xd800 && value < 0xe000);
  return isCharacter ? start + count : "escape sequence is an invalid Unicode code point";
}

function unicodeName(code: number): string {
  const point = code >= 0xd800 && code < 0xe000 ? UNREADABLE : code;
  const shown = quoteCharacter(point);
  const name = `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
  // What cannot be shown is named by its code alone.
  return shown.length > 2 && shown[1] === "\\" && !/^'\\['\\]'$/.test(shown)
    ? name
    : `${name} '${String.fromCodePoint(point)}'`;
}
